// `seldon-lint lint`: find files, check and fix them, report.
import path from "node:path";
import type { Facts, FileReport } from "../../../schemas/src/index.ts";
import type { LintCommand } from "./arguments.ts";
import { readBaseline, withoutKnown, type Baseline } from "./baseline.ts";
import type { CommandIo, ExitCode } from "./command-io.ts";
import { exitCodeFor } from "./exit-code.ts";
import { readFactsFile } from "./facts-file.ts";
import type { TaskOutcome } from "./lint-task.ts";
import { findTasks } from "./lint-tasks.ts";
import { runTasks } from "./run-tasks.ts";
import { complain } from "./write-output.ts";
import { writeReport } from "./write-report.ts";

export async function lintCommand(command: LintCommand, io: CommandIo): Promise<ExitCode> {
  const baseline = findBaseline(command, io);
  if (baseline === "unreadable") return 2;
  const facts = findFacts(command, io);
  if (facts === "unreadable") return 2;
  const tasks = await findTasks(command, io, facts);
  if (!tasks) return 2;
  const outcomes = await runTasks(tasks, io.program && { program: io.program });
  const hasFailed = outcomes.some(({ problem }) => problem !== undefined);
  outcomes.forEach(({ problem }, index) => {
    if (problem !== undefined) complain(io, `${tasks[index]?.reportPath ?? ""}: ${problem}`);
  });
  outcomes.forEach(({ isMasked }, index) => {
    if (isMasked !== true) return;
    const file = tasks[index]?.reportPath ?? "";
    complain(
      io,
      `${file}: Values of Secrets are shown as •••• here, so these parts of the diff cannot be applied as they are.`,
    );
  });
  outcomes.forEach(({ isHeldBack }, index) => {
    if (isHeldBack !== true) return;
    const file = tasks[index]?.reportPath ?? "";
    complain(io, `${file}: Fixing would have brought an error that is not there now, so the file is left as it is.`);
  });
  const { files, known } = reportable(outcomes, baseline);
  const fixed = outcomes.reduce((sum, outcome) => sum + (outcome.fixed ?? 0), 0);
  const diff = outcomes.map(outcome => outcome.diff ?? "").join("");
  const exitCode = exitCodeFor(
    files.flatMap(file => file.findings),
    command,
  );
  const isComplete = !hasFailed && exitCode !== 2;
  const isWritten = writeReport({ files, known, fixed, diff, isComplete }, command, io);
  return isWritten && isComplete ? exitCode : 2;
}

function findBaseline({ baseline: file }: LintCommand, io: CommandIo): Baseline | undefined | "unreadable" {
  if (file === undefined) return undefined;
  const baseline = readBaseline(path.resolve(io.cwd, file));
  if (!("problem" in baseline)) return baseline;
  complain(io, `The baseline "${file}" ${baseline.problem}.`);
  return "unreadable";
}

function findFacts({ facts: file }: LintCommand, io: CommandIo): Facts | undefined | "unreadable" {
  if (file === undefined) return undefined;
  const facts = readFactsFile(path.resolve(io.cwd, file));
  if (!("problems" in facts)) return facts;
  for (const problem of facts.problems) complain(io, `The facts "${file}": ${problem}.`);
  return "unreadable";
}

function reportable(
  outcomes: readonly TaskOutcome[],
  baseline: Baseline | undefined,
): { readonly files: readonly FileReport[]; readonly known: number } {
  const files = outcomes.flatMap(({ report }) => report ?? []);
  return baseline ? withoutKnown(files, baseline) : { files, known: 0 };
}
