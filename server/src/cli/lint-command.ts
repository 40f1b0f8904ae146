// `seldon-lint lint`: find files, lint and fix them, report.
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { FileReport } from "../../../schemas/src/index.ts";
import { allRules, applyAllFixes, lintText, mayHoldSeldon, toContract, type LintOptions } from "../core/index.ts";
import type { ColorChoice, LintCommand } from "./arguments.ts";
import { TOOL_NAME, type CommandIo, type ExitCode, type TextSink } from "./command-io.ts";
import { exitCodeFor } from "./exit-code.ts";
import { findFiles, reasonOf } from "./files.ts";
import { jsonReport } from "./reporters/json.ts";
import { textReport } from "./reporters/text.ts";
import { decodeSource, encodeSource, readableLetters } from "./source-text.ts";
import { unifiedDiff } from "./unified-diff.ts";

const STDIN = "-";
const STDIN_NAME = "<stdin>";
/** Prose is hard to read in longer lines, however wide the terminal is. */
const MAX_WIDTH = 100;

/** A manifest before it is read. */
interface Source {
  /** As the report shows it and as rules see it, since the language server names files from its workspace folder on. */
  readonly reportPath: string;
  /** Where fixes are written; undefined for standard input. */
  readonly absolutePath: string | undefined;
  /** Named by the user, rather than found in a folder. */
  readonly isNamed: boolean;
  read(): Uint8Array;
}

interface Outcome {
  readonly files: FileReport[];
  readonly diffs: string[];
  fixed: number;
  /** Something could not be read, written or checked. */
  hasFailed: boolean;
}

export async function lintCommand(command: LintCommand, io: CommandIo): Promise<ExitCode> {
  const sources = await findSources(command, io);
  if (!sources) return 2;
  const outcome: Outcome = { files: [], diffs: [], fixed: 0, hasFailed: false };
  for (const source of sources) lintSource(source, command, outcome, io);
  const isWritten = writeReport(outcome, command, io);
  if (!isWritten || outcome.hasFailed) return 2;
  return exitCodeFor(
    outcome.files.flatMap(file => file.findings),
    command,
  );
}

async function findSources(command: LintCommand, io: CommandIo): Promise<readonly Source[] | undefined> {
  if (command.paths.includes(STDIN)) {
    const bytes = await io.readStdin();
    const name = command.stdinFileName ?? STDIN_NAME;
    return [{ reportPath: name.replaceAll(path.sep, "/"), absolutePath: undefined, isNamed: true, read: () => bytes }];
  }
  const found = await findFiles(command.paths, io.cwd);
  for (const problem of found.problems) complain(io, problem);
  if (found.problems.length > 0) return undefined;
  for (const folder of found.emptyFolders)
    io.stderr.write(`${TOOL_NAME}: There is no YAML or JSON file below "${folder}".\n`);
  const named = new Set(command.paths.map(given => path.resolve(io.cwd, given)));
  return found.files.map(file => ({
    reportPath: file.reportPath,
    absolutePath: file.absolutePath,
    isNamed: named.has(file.absolutePath),
    read: () => readFileSync(file.absolutePath),
  }));
}

function lintSource(source: Source, command: LintCommand, outcome: Outcome, io: CommandIo): void {
  const fail = (problem: string): void => {
    complain(io, `${source.reportPath}: ${problem}`);
    outcome.hasFailed = true;
  };
  const decoded = readSource(source, fail);
  if (!decoded) return;
  try {
    const options = lintOptions(source, command);
    const first = lintText(decoded.text, options);
    if (command.fix === "none" || !first.findings.some(finding => finding.fixes.some(fix => fix.kind === "fix"))) {
      outcome.files.push({ path: source.reportPath, findings: toContract(first.findings, decoded.text) });
      return;
    }
    const { text, result, applied } = applyAllFixes(decoded.text, options, first);
    const after = encodeSource({ ...decoded, text });
    if (command.fix === "dry-run") outcome.diffs.push(unifiedDiff(source.reportPath, encodeSource(decoded), after));
    else if (source.absolutePath !== undefined) writeFileSync(source.absolutePath, after);
    outcome.fixed += applied;
    outcome.files.push({ path: source.reportPath, findings: toContract(result.findings, text) });
  } catch (error) {
    fail(`The file could not be ${command.fix === "write" ? "checked and fixed" : "checked"} (${reasonOf(error)}).`);
  }
}

function readSource(source: Source, fail: (problem: string) => void): ReturnType<typeof decodeSource> {
  try {
    const bytes = source.read();
    const decoded = decodeSource(bytes);
    // A folder may hold anything; what is not ours is passed over in silence there.
    const isOurs = source.isNamed || mayHoldSeldon(readableLetters(bytes));
    if (!decoded && isOurs) fail("The file is not UTF-8 text. kubectl could not read it either: save it as UTF-8.");
    return decoded;
  } catch (error) {
    fail(`The file cannot be read (${reasonOf(error)}).`);
    return undefined;
  }
}

function lintOptions(source: Source, { severities, seldonVersion, maxSize }: LintCommand): LintOptions {
  return {
    rules: allRules,
    severities,
    fileName: source.reportPath,
    ...(seldonVersion !== undefined && { seldonVersion }),
    ...(maxSize !== undefined && { maxSize }),
  };
}

/** False where the report could not be written. */
function writeReport(outcome: Outcome, command: LintCommand, io: CommandIo): boolean {
  if (command.fix === "dry-run") {
    // The diff is for programs, so what is left is told beside it.
    io.stderr.write(textFor(io.stderr, outcome, command, io));
    return writeOutput(outcome.diffs.join(""), command.output, io);
  }
  if (command.format === "json") return writeOutput(jsonReport(outcome.files), command.output, io);
  const sink = command.output === undefined ? io.stdout : { ...io.stdout, isTerminal: false, columns: undefined };
  return writeOutput(textFor(sink, outcome, command, io), command.output, io);
}

function textFor(sink: TextSink, { files, fixed }: Outcome, { color, fix }: LintCommand, io: CommandIo): string {
  const width = Math.min(sink.columns ?? MAX_WIDTH, MAX_WIDTH);
  return textReport(files, { color: useColor(color, sink, io), width, fixed, isDryRun: fix === "dry-run" });
}

/** Flags before environment before terminal (no-color.org, force-color.org). */
function useColor(choice: ColorChoice, sink: TextSink, { env }: CommandIo): boolean {
  if (choice !== "auto") return choice === "always";
  if (env["NO_COLOR"]) return false;
  if (env["FORCE_COLOR"]) return env["FORCE_COLOR"] !== "0";
  return sink.isTerminal && env["TERM"] !== "dumb";
}

/** Writes to a file or to standard output; false where that failed, which is then told. */
export function writeOutput(text: string, output: string | undefined, io: CommandIo): boolean {
  if (output === undefined) {
    io.stdout.write(text);
    return true;
  }
  try {
    const target = path.resolve(io.cwd, output);
    mkdirSync(path.dirname(target), { recursive: true });
    writeFileSync(target, text);
    return true;
  } catch (error) {
    complain(io, `The report cannot be written to "${output}" (${reasonOf(error)}).`);
    return false;
  }
}

function complain(io: CommandIo, problem: string): void {
  io.stderr.write(`${TOOL_NAME}: ${problem}\n`);
}
