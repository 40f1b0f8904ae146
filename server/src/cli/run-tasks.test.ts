// Many files: whoever does the work, the outcomes are the same and in order.
import path from "node:path";
import { expect, test } from "vitest";
import { scratchFolder } from "../../../test/support/scratch-folder.ts";
import type { LintTask } from "./lint-task.ts";
import { runTasks } from "./run-tasks.ts";

const COUNT = 400;

function manifest(traffic: number): string {
  return `kind: SeldonDeployment
apiVersion: machinelearning.seldon.io/v1
metadata: { name: m${traffic} }
spec:
  predictors:
    - { name: main, traffic: ${traffic}, graph: { name: c, implementation: SKLEARN_SERVER, modelUri: "gs://m" } }
`;
}

function tasks(fix: LintTask["fix"] = "none"): readonly LintTask[] {
  const names = Array.from({ length: COUNT }, (_, index) => `f${index}.yaml`);
  const folder = scratchFolder(Object.fromEntries(names.map((name, index) => [name, manifest(index)])));
  const options = { severities: {} };
  const found = names.map((name): LintTask => ({
    reportPath: name,
    source: path.join(folder.path, name),
    isNamed: false,
    isTemplate: false,
    fix,
    options,
  }));
  return [
    ...found,
    { reportPath: "gone", source: path.join(folder.path, "gone"), isNamed: true, isTemplate: false, fix, options },
  ];
}

/** Helpers start as soon as the pace is known. */
const AT_ONCE = { worthIt: 0.001, warmUp: 0 };
const program = new URL("./bin.ts", import.meta.url);

test("with help the outcomes are those without", async () => {
  const given = tasks();
  const alone = await runTasks(given, undefined);
  expect(await runTasks(given, { program, ...AT_ONCE })).toEqual(alone);
  expect(alone.map(({ report }) => report?.path)).toEqual([
    ...given.slice(0, COUNT).map(task => task.reportPath),
    undefined,
  ]);
  expect(alone.at(-1)?.problem).toBe("The file cannot be read (not found).");
  expect(alone[60]?.report?.findings.map(({ rule }) => rule)).toContain("traffic-sum");
});

test("helpers fix files too, each once", async () => {
  const given = tasks("write");
  const outcomes = await runTasks(given, { program, ...AT_ONCE });
  expect(outcomes.slice(0, COUNT).reduce((sum, outcome) => sum + (outcome.fixed ?? 0), 0)).toBeGreaterThan(0);
  const again = await runTasks(given, undefined);
  expect(again.some(outcome => outcome.fixed !== undefined)).toBe(false);
});

test("a helper that cannot start leaves nothing undone", async () => {
  const given = tasks();
  const broken = new URL("./no-such-program.ts", import.meta.url);
  expect(await runTasks(given, { program: broken, ...AT_ONCE })).toEqual(await runTasks(given, undefined));
});

test("nothing to do is nothing done", async () => {
  expect(await runTasks([], { program })).toEqual([]);
});
