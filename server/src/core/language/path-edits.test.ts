// Changes by path become edits that leave the rest of the text as it is.
import { expect, test } from "vitest";
import { applyEdits, parseStream } from "../yaml/index.ts";
import { pathEdits, type PathEdit } from "./path-edits.ts";

const FILE = `apiVersion: v1
kind: ConfigMap
metadata: { name: other }
---
kind: SeldonDeployment
apiVersion: machinelearning.seldon.io/v1
metadata:
  name: iris # ours
spec:
  predictors:
    - name: main
      traffic: 90 # percent
      graph: { name: classifier, implementation: SKLEARN_SERVER }
    # the new one
    - name: canary
      traffic: 10
      graph: { name: classifier, implementation: SKLEARN_SERVER }
`;

function changed(changes: readonly PathEdit[], text = FILE): string {
  const result = pathEdits(parseStream(text), 1, changes);
  return "edits" in result ? applyEdits(text, result.edits) : `refused: ${result.refused}`;
}

const traffic = (predictor: number, value: number): PathEdit => ({
  op: "set",
  path: ["spec", "predictors", predictor, "traffic"],
  value,
});

test("a split changes two numbers and not a byte more", () => {
  const result = pathEdits(parseStream(FILE), 1, [traffic(0, 75), traffic(1, 25)]);
  expect(changed([traffic(0, 75), traffic(1, 25)])).toBe(
    FILE.replace("90 #", "75 #").replace("traffic: 10", "traffic: 25"),
  );
  expect(result).toMatchObject({ edits: [{ newText: "75" }, { newText: "25" }] });
});

test("what is absent is written behind the name, and what is removed goes with its line", () => {
  const bare = FILE.replace("      traffic: 10\n", "");
  expect(changed([traffic(1, 10)], bare)).toBe(FILE);
  expect(changed([{ op: "remove", path: ["spec", "predictors", 1, "traffic"] }])).toBe(bare);
});

test("an index counts what the changes before have left", () => {
  const text = changed([
    { op: "remove", path: ["spec", "predictors", 0] },
    { op: "set", path: ["spec", "predictors", 0, "name"], value: "main" },
    traffic(0, 100),
  ]);
  expect(text).toContain("    - name: main\n      traffic: 100\n");
  expect(text).not.toContain("canary");
  expect(text).toContain("# the new one");
});

test("an item goes to the end of a list", () => {
  const text = changed([{ op: "insert", path: ["spec", "predictors", 2], value: { name: "third", traffic: 0 } }]);
  expect(text).toBe(`${FILE}    - name: third\n      traffic: 0\n`);
});

test("what an alias shares is not changed, and the refusal says so", () => {
  const text = FILE.replace("graph: { name", "graph: &g { name").replace(/graph: \{ name.*\n$/, "graph: *g\n");
  const result = changed([{ op: "set", path: ["spec", "predictors", 1, "graph", "name"], value: "model" }], text);
  expect(result).toMatch(/^refused: .*an anchor or alias shares it/);
});

test("a change that is there already needs no edit", () => {
  expect(pathEdits(parseStream(FILE), 1, [traffic(0, 90)])).toEqual({ edits: [] });
  expect(pathEdits(parseStream(FILE), 7, [traffic(0, 90)])).toEqual({
    refused: "The file does not hold the object any more.",
  });
});
