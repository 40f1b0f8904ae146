// What a picture of an inference graph is made from.
import { expect, test } from "vitest";
import { lintText } from "../lint/index.ts";
import { allRules } from "../rules/registry.ts";
import { parseStream } from "../yaml/index.ts";
import { inferenceGraphs } from "./inference-graph.ts";

const FILE = `kind: ConfigMap
metadata: { name: other }
---
apiVersion: machinelearning.seldon.io/v1
kind: SeldonDeployment
metadata: { name: iris, namespace: models }
spec:
  replicas: 2
  predictors:
    - name: main
      traffic: 80
      componentSpecs:
        - spec:
            containers:
              - name: combiner
                image: example/combiner:1.0
      graph:
        name: combiner
        type: COMBINER
        children:
          - name: a
            implementation: SKLEARN_SERVER
            modelUri: gs://seldon-models/a
          - name: b
            implementation: NO_SUCH_SERVER
            modelUri: gs://seldon-models/b
    - name: canary
      traffic: 20
      graph: { name: ab, implementation: RANDOM_ABTEST, children: [{ name: c, type: MODEL }] }
    - name: copy
      shadow: true
      graph: { name: d, implementation: SKLEARN_SERVER, modelUri: "gs://seldon-models/d" }
`;

const [graph] = inferenceGraphs(parseStream(FILE), lintText(FILE, { rules: allRules, onCrash: "throw" }).findings);

test("units stand in the text, below their parents, with what serves them", () => {
  expect(graph).toMatchObject({ name: "iris", namespace: "models", protocol: "seldon" });
  const units = graph?.predictors[0]?.units;
  expect(units?.map(({ id, parent, name, role, server, image }) => [id, parent, name, role, server, image])).toEqual([
    ["0/0", null, "combiner", "combiner", null, "example/combiner:1.0"],
    ["0/0.0", "0/0", "a", "model", "SKLEARN_SERVER", null],
    ["0/0.1", "0/0", "b", "model", "NO_SUCH_SERVER", null],
  ]);
  expect(units?.map(({ range }) => FILE.slice(range.start).split("\n")[0])).toEqual([
    "name: combiner",
    "name: a",
    "name: b",
  ]);
});

test("shares are said in words: a shadow answers nothing, and an absent number is none", () => {
  expect(graph?.predictors.map(({ share, shareWords, replicas }) => [share, shareWords, replicas])).toEqual([
    [80, "80 % of traffic", 2],
    [20, "20 % of traffic", 2],
    [null, "shadow: copies only", 2],
  ]);
  expect(graph?.predictors[1]?.units[0]?.role).toBe("random A/B test");
});

test("a finding belongs to the smallest part that it stands in", () => {
  const broken = graph?.predictors.flatMap(({ units }) => units.filter(({ problems }) => problems.length > 0));
  expect(broken?.map(({ name }) => name)).toContain("b");
  expect(graph?.predictors[0]?.units[1]?.problems).toEqual([]);
});
