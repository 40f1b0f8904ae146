// Checks one file, and fixes it where that is asked for. Tasks and outcomes are plain data, so that any thread can do the work.
import { readFileSync, writeFileSync } from "node:fs";
import type { FileReport } from "../../../schemas/src/index.ts";
import { allRules, applyAllFixes, lintText, mayHoldSeldon, toContract, type LintOptions } from "../core/index.ts";
import type { LintCommand } from "./arguments.ts";
import { reasonOf } from "./files.ts";
import { maskSecrets } from "./masked-secrets.ts";
import { decodeSource, encodeSource, readableLetters } from "./source-text.ts";
import { unifiedDiff } from "./unified-diff.ts";
import { WorkspaceFiles, type WorkspaceFileList } from "./workspace-files.ts";

export interface LintTask {
  /** As the report shows it and as rules see it, since the language server names files from its workspace folder on. */
  readonly reportPath: string;
  /** Absolute path, where fixes are written, or the bytes of standard input. */
  readonly source: string | Uint8Array;
  /** Named by the user, rather than found in a folder. */
  readonly isNamed: boolean;
  readonly isTemplate: boolean;
  readonly fix: LintCommand["fix"];
  /** The same object for all files under the same configuration. */
  readonly options: Omit<LintOptions, "rules" | "fileName" | "isTemplate" | "workspace">;
  /** All files of the run; the same list for all tasks. Absent where there is only a text, such as standard input. */
  readonly workspace?: WorkspaceFileList;
}

export interface TaskOutcome {
  /** Undefined where the file could not be checked, or was passed over. */
  readonly report?: FileReport;
  /** What fixing changes, as a unified diff; for dry runs. */
  readonly diff?: string;
  /** True where the diff hides values of Secrets, so that it cannot be applied as it is. */
  readonly isMasked?: boolean;
  /** Problems that were mended, or would be. */
  readonly fixed?: number;
  /** True where fixing would have brought a new error, so that the file is left as it was. */
  readonly isHeldBack?: boolean;
  /** A sentence on what could not be read, written or checked. */
  readonly problem?: string;
}

/** Never throws. */
export function runTask(task: LintTask): TaskOutcome {
  let bytes: Uint8Array;
  try {
    bytes = typeof task.source === "string" ? readFileSync(task.source) : task.source;
  } catch (error) {
    return { problem: `The file cannot be read (${reasonOf(error)}).` };
  }
  const decoded = decodeSource(bytes);
  if (!decoded) {
    // A folder may hold anything; what is not ours is passed over in silence there.
    const isOurs = task.isNamed || mayHoldSeldon(readableLetters(bytes));
    return isOurs ? { problem: "The file is not UTF-8 text. kubectl could not read it either: save it as UTF-8." } : {};
  }
  try {
    return checkText(task, decoded);
  } catch (error) {
    return {
      problem: `The file could not be ${task.fix === "write" ? "checked and fixed" : "checked"} (${reasonOf(error)}).`,
    };
  }
}

const workspaces = new WeakMap<WorkspaceFileList, WorkspaceFiles>();

function workspaceOf(files: WorkspaceFileList): WorkspaceFiles {
  const workspace = workspaces.get(files) ?? new WorkspaceFiles(files);
  workspaces.set(files, workspace);
  return workspace;
}

function checkText(task: LintTask, decoded: NonNullable<ReturnType<typeof decodeSource>>): TaskOutcome {
  const { reportPath, source, fix } = task;
  const options = {
    ...task.options,
    rules: allRules,
    fileName: reportPath,
    isTemplate: task.isTemplate,
    ...(task.workspace && !task.options.facts?.workspace && { workspace: workspaceOf(task.workspace) }),
  };
  const first = lintText(decoded.text, options);
  const isFixable = first.findings.some(finding => finding.fixes.some(({ kind }) => kind === "fix"));
  if (fix === "none" || !isFixable) {
    return { report: { path: reportPath, findings: toContract(first.findings, decoded.text) } };
  }
  const { text, result, applied, isHeldBack } = applyAllFixes(decoded.text, options, first);
  const after = encodeSource({ ...decoded, text });
  const report = { path: reportPath, findings: toContract(result.findings, text) };
  if (isHeldBack) return { report, isHeldBack };
  if (fix === "dry-run") {
    const before = encodeSource(decoded);
    const diff = unifiedDiff(reportPath, before, after, shown => maskSecrets(shown, reportPath));
    return { report, fixed: applied, diff, isMasked: diff !== unifiedDiff(reportPath, before, after) };
  }
  if (typeof source === "string") writeFileSync(source, after);
  return { report, fixed: applied };
}
