import { expect, test } from "vitest";
import { checkRule } from "../../../../../test/support/check-rule.ts";
import { applyAllFixes, lintText } from "../../index.ts";
import { mlflowMemory } from "./rule.ts";

checkRule(mlflowMemory, import.meta.url);

const alone = { rules: [mlflowMemory], onCrash: "throw" } as const;

function manifest(memory: string): string {
  const resources = `{ "limits": { "memory": ${memory} } }`;
  return `{ "kind": "SeldonDeployment", "spec": { "predictors": [ { "name": "main", "componentSpecs": [ { "spec": { "containers": [ { "name": "wine", "resources": ${resources} } ] } } ], "graph": { "name": "wine", "implementation": "MLFLOW_SERVER", "modelUri": "gs://acme/wine" } } ] } }`;
}

test.each([
  ['"4Gi"', undefined],
  ['"4095Mi"', "small"],
  ['"2Gi"', "small"],
  ['"2147483647"', "tooSmall"],
  ['"512m"', "tooSmall"],
  ["4294967296", undefined],
  ['"4 Gi"', undefined],
])("judges a limit of %s exactly, in JSON too", (memory, expected) => {
  expect(lintText(manifest(memory), alone).findings.map(finding => finding.messageId)).toEqual(
    expected === undefined ? [] : [expected],
  );
});

test("mends JSON", () => {
  const fixed = applyAllFixes(manifest('"1Gi"'), alone).text;
  expect(JSON.parse(fixed)).toMatchObject({
    spec: {
      predictors: [
        {
          componentSpecs: [
            { spec: { containers: [{ resources: { limits: { memory: "8Gi" }, requests: { memory: "2Gi" } } }] } },
          ],
        },
      ],
    },
  });
});
