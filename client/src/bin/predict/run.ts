// What seldon-predict does, but for the process it runs in.
import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { parseArguments, type PredictOptions } from "./arguments.ts";
import { createCluster } from "./cluster.ts";
import { findFiles } from "./find-files.ts";
import { helpText } from "./help.ts";
import { jsonReport } from "./json-report.ts";
import { junitReport } from "./junit-report.ts";
import { createMask } from "./mask.ts";
import { exitCode, summarize, type TestResult } from "./result.ts";
import { runReadTest, type Means } from "./run-file.ts";
import { startTestReader, type ReadFile } from "./test-reader.ts";
import { summaryLine, textReport } from "./text-report.ts";

export interface PredictIo {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The language server's program. */
  readonly server: string;
  readonly version: string;
  readonly signal: AbortSignal;
  out(text: string): void;
  error(text: string): void;
}

const REPORTS = { text: textReport, json: jsonReport, junit: junitReport } as const;

/** The exit code; see the help text. */
export async function run(argv: readonly string[], io: PredictIo): Promise<0 | 1 | 2> {
  const command = parseArguments(argv);
  if (command.kind === "help") io.out(helpText());
  else if (command.kind === "version") io.out(`${io.version}\n`);
  else if (command.kind === "invalid") io.error(`seldon-predict: ${command.message}. --help lists the options.\n`);
  else return runTests(command, io);
  return command.kind === "invalid" ? 2 : 0;
}

async function runTests(options: PredictOptions, io: PredictIo): Promise<0 | 1 | 2> {
  const values = options.secretNames.map(name => io.env[name] ?? "");
  const mask = createMask(values);
  const say = (text: string): void => io.error(mask(`seldon-predict: ${text}\n`));
  try {
    const files = await findFiles(options.paths, io.cwd);
    if (files.length === 0) {
      say("There is no *.predict.yaml file here.");
      return 2;
    }
    const results = await runFiles(files, options, io);
    const summary = summarize(results);
    const report = maskedReport(
      REPORTS[options.format](
        results.map(result => masked(result, mask)),
        summary,
      ),
      options,
      mask,
    );
    if (options.output === undefined) io.out(report);
    else {
      await writeFile(path.resolve(io.cwd, options.output), report);
      io.error(`${summaryLine(summary)}\n`);
    }
    if (summary.total === 0) say("No test has the name and the labels that were asked for.");
    return exitCode(summary);
  } catch (error) {
    say(error instanceof Error ? error.message : String(error));
    return 2;
  }
}

async function runFiles(files: readonly string[], options: PredictOptions, io: PredictIo): Promise<TestResult[]> {
  const cluster = createCluster(options, io.env);
  const reader = await startTestReader(io.server, io.cwd);
  const allowed = new Set(options.secretNames);
  const means: Means = {
    ...{ options, cluster, reader, signal: io.signal, folder: io.cwd },
    secrets: name => (allowed.has(name) ? io.env[name] : undefined),
  };
  try {
    const results: TestResult[] = [];
    for (const file of files) {
      if (io.signal.aborted) break;
      const shown = path.relative(io.cwd, file).replaceAll("\\", "/");
      const read = await reader.read(file, await readFile(file, "utf8"));
      const wrong = fileErrors(read, shown);
      results.push(...wrong);
      // Requests of a file with errors are not sent: they would say something else than what is meant.
      if (wrong.length > 0) continue;
      for (const test of read.tests) results.push(...(await runReadTest(test, file, shown, means)));
    }
    return results;
  } finally {
    reader.close();
    await cluster.close();
  }
}

function fileErrors({ errors, tests }: ReadFile, file: string): TestResult[] {
  const none = tests.length === 0 ? [{ line: 1, column: 1, message: "It holds no PredictionTest." }] : [];
  const complaints = [...errors, ...none].map(error => ({ ...error, expected: undefined, actual: undefined }));
  if (complaints.length === 0) return [];
  const test = tests[0]?.name ?? file;
  const nothing = { case: undefined, predictor: undefined, latency: undefined, status: undefined, pod: undefined };
  return [{ file, test, ...nothing, verdict: "error", complaints, attempts: 0 }];
}

/** Words are masked before they are set in a report, whose own spelling of characters must stay. */
function masked(result: TestResult, mask: (text: string) => string): TestResult {
  const maybe = (text: string | undefined): string | undefined => (text === undefined ? undefined : mask(text));
  return {
    ...result,
    ...{
      file: mask(result.file),
      test: mask(result.test),
      case: maybe(result.case),
      predictor: maybe(result.predictor),
    },
    complaints: result.complaints.map(({ line, column, message, expected, actual }) => ({
      ...{ line, column, message: mask(message), expected: maybe(expected), actual: maybe(actual) },
    })),
  };
}

/** Once more over all of a text, where a value may have come together from two parts. */
function maskedReport(report: string, { format }: PredictOptions, mask: (text: string) => string): string {
  return format === "text" ? mask(report) : report;
}
