// Baselines: what is known is left out, wherever it has moved to, and no more than that.
import path from "node:path";
import { describe, expect, test } from "vitest";
import type { FileReport } from "../../../schemas/src/index.ts";
import { EXAMPLE } from "../../../test/support/example-findings.ts";
import { scratchFolder } from "../../../test/support/scratch-folder.ts";
import { readBaseline, withoutKnown, type Baseline } from "./baseline.ts";
import { jsonReport } from "./reporters/json.ts";

function read(content: string): ReturnType<typeof readBaseline> {
  return readBaseline(path.join(scratchFolder({ "known.json": content }).path, "known.json"));
}

function baselineOf(files: readonly FileReport[]): Baseline {
  const baseline = read(jsonReport(files));
  if ("problem" in baseline) throw new Error(baseline.problem);
  return baseline;
}

describe("left out", () => {
  const moved = { ...EXAMPLE, range: { start: { line: 99, character: 0 }, end: { line: 99, character: 2 } } };

  test("a finding that stands elsewhere now", () => {
    const baseline = baselineOf([{ path: "a.yaml", findings: [EXAMPLE] }]);
    expect(withoutKnown([{ path: "a.yaml", findings: [moved] }], baseline)).toEqual({
      files: [{ path: "a.yaml", findings: [] }],
      known: 1,
    });
  });

  test("as many as are known", () => {
    const baseline = baselineOf([{ path: "a.yaml", findings: [EXAMPLE, EXAMPLE] }]);
    const files = [{ path: "a.yaml", findings: [moved, EXAMPLE, EXAMPLE] }];
    expect(withoutKnown(files, baseline)).toEqual({ files: [{ path: "a.yaml", findings: [EXAMPLE] }], known: 2 });
    expect(withoutKnown(files, baseline).known).toBe(2);
  });
});

test.each([
  ["in another file", "b.yaml", EXAMPLE],
  ["of another rule", "a.yaml", { ...EXAMPLE, rule: "shadow-traffic" }],
  ["at another value", "a.yaml", { ...EXAMPLE, path: ["spec", "predictors", 0, "traffic"] }],
  ["with another message", "a.yaml", { ...EXAMPLE, message: "Other." }],
])("a finding %s is reported", (_, file, finding) => {
  const baseline = baselineOf([{ path: "a.yaml", findings: [EXAMPLE] }]);
  expect(withoutKnown([{ path: file, findings: [finding] }], baseline).known).toBe(0);
});

test.each(["", "{", "[]", "null", '{"version": 2, "files": []}', '{"version": 1}', '"text"'])(
  "%j is no report",
  text => {
    expect(read(text)).toEqual({
      problem: "is no report of seldon-lint. Write one with --format json --output FILE",
    });
  },
);

test("a file that is not there is said", () => {
  expect(readBaseline(path.join(scratchFolder().path, "none.json"))).toEqual({ problem: "cannot be read (not found)" });
});
