// Answers `seldon/lint`: the findings of a text with all their edits, in the shape of reports.
import { RequestType } from "vscode-languageserver/node";
import type { LintParams, LintResult } from "../../../schemas/src/index.ts";
import { applyAllFixes, toContract } from "../core/index.ts";
import type { DocumentStore } from "./document-store.ts";
import type { SettingsStore } from "./settings-store.ts";
import type { WorkspaceFiles } from "./workspace-files.ts";

/** The name is `LINT_METHOD`'s; its module is not loaded here, since zod would slow the start. */
export const LintRequest = new RequestType<LintParams, LintResult, never>("seldon/lint");

export const NO_FINDINGS: LintResult = { isIgnored: false, findings: [], fixedText: null };

export interface LintSources {
  readonly documents: DocumentStore;
  readonly settings: SettingsStore;
  readonly workspace: WorkspaceFiles;
}

/** Waits until the files of the workspace have been read once: what they hold counts. */
export async function findingsOf(
  { documents, settings, workspace }: LintSources,
  { uri, text }: LintParams,
): Promise<LintResult> {
  const current = await settings.of(uri);
  const isOpen = documents.version(uri) !== undefined;
  // Nobody will tell that it has been closed.
  if (!isOpen) settings.forget(uri);
  await workspace.whenReady();
  const read = text ?? documents.text(uri);
  if (read === undefined) return NO_FINDINGS;
  const { result, options } = documents.lintText(uri, read, current);
  const fixed = current.isIgnored ? read : applyAllFixes(read, options, result).text;
  return {
    isIgnored: current.isIgnored,
    findings: toContract(result.findings, read),
    fixedText: fixed === read ? null : fixed,
  };
}
