// Writes what a run has found, in the form that was asked for.
import type { FileReport } from "../../../schemas/src/index.ts";
import type { ColorChoice, LintCommand } from "./arguments.ts";
import type { CommandIo, TextSink } from "./command-io.ts";
import { failingFrom } from "./exit-code.ts";
import { codeQualityReport } from "./reporters/code-quality.ts";
import { githubReport } from "./reporters/github.ts";
import { jsonReport } from "./reporters/json.ts";
import { junitReport } from "./reporters/junit.ts";
import { sarifReport } from "./reporters/sarif.ts";
import { textReport } from "./reporters/text.ts";
import { writeOutput } from "./write-output.ts";

export interface RunResult {
  readonly files: readonly FileReport[];
  /** Problems of the baseline that were left out. */
  readonly known: number;
  /** Problems that this run has mended, or would mend. */
  readonly fixed: number;
  /** For dry runs. */
  readonly diff: string;
  /** False where something could not be read, written or checked. */
  readonly isComplete: boolean;
}

/** Prose is hard to read in longer lines, however wide the terminal is. */
const MAX_WIDTH = 100;

/** False where the report could not be written, which is then told. */
export function writeReport(result: RunResult, command: LintCommand, io: CommandIo): boolean {
  if (command.fix === "dry-run") {
    // The diff is for programs, so what is left is told beside it.
    io.stderr.write(textFor(io.stderr, result, command, io));
    return writeOutput(result.diff, command.output, io);
  }
  return writeOutput(reportFor(result, command, io), command.output, io);
}

function reportFor(result: RunResult, command: LintCommand, io: CommandIo): string {
  const { files } = result;
  switch (command.format) {
    case "text": {
      const sink = command.output === undefined ? io.stdout : { ...io.stdout, isTerminal: false, columns: undefined };
      return textFor(sink, result, command, io);
    }
    case "json":
      return jsonReport(files);
    case "sarif":
      return sarifReport(files, result);
    case "github":
      return githubReport(files);
    case "junit":
      return junitReport(
        files,
        failingFrom(
          files.flatMap(file => file.findings),
          command,
        ),
      );
    case "codequality":
      return codeQualityReport(files);
  }
}

function textFor(sink: TextSink, result: RunResult, { color, fix }: LintCommand, io: CommandIo): string {
  const width = Math.min(sink.columns ?? MAX_WIDTH, MAX_WIDTH);
  const { files, fixed, known } = result;
  return textReport(files, { color: useColor(color, sink, io), width, fixed, known, isDryRun: fix === "dry-run" });
}

/** Flags before environment before terminal (no-color.org, force-color.org). */
function useColor(choice: ColorChoice, sink: TextSink, { env }: CommandIo): boolean {
  if (choice !== "auto") return choice === "always";
  if (env["NO_COLOR"]) return false;
  if (env["FORCE_COLOR"]) return env["FORCE_COLOR"] !== "0";
  return sink.isTerminal && env["TERM"] !== "dumb";
}
