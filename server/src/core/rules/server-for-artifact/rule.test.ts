import { expect, test } from "vitest";
import { checkRule } from "../../../../../test/support/check-rule.ts";
import { applyEdits, lintText } from "../../index.ts";
import { serverForArtifact } from "./rule.ts";

checkRule(serverForArtifact, import.meta.url);

const alone = { rules: [serverForArtifact], onCrash: "throw" } as const;

function manifest(modelUri: string, parameters: string): string {
  return `{ "kind": "SeldonDeployment", "spec": { "predictors": [ { "name": "main", "graph": { "name": "m", "implementation": "SKLEARN_SERVER", "modelUri": "${modelUri}", "parameters": ${parameters} } } ] } }`;
}

test.each([
  ["gs://acme/1/abc/artifacts/model", 1],
  ["gs://acme/1/abc/artifacts", 1],
  ["gs://acme/mlruns/1", 1],
  ["gs://acme-mlflow/wine", 1],
  ["gs://acme/artifactsale/model", 0],
  ["gs://acme/wine", 0],
  ["gs://acme/mlflow/model.joblib", 0],
  ["gs://acme/$(RUN)/artifacts/model", 0],
])("%s: %i findings, in JSON", (modelUri, count) => {
  expect(lintText(manifest(modelUri, "[]"), alone).findings).toHaveLength(count);
});

test("keeps the parameters that MLFLOW_SERVER takes", () => {
  const text = manifest(
    "gs://acme/mlruns/1",
    '[ { "name": "method", "type": "STRING", "value": "predict" }, { "name": "xtype", "type": "STRING", "value": "DataFrame" } ]',
  );
  const [fix] = lintText(text, alone).findings.flatMap(finding => finding.fixes);
  expect(JSON.parse(applyEdits(text, fix?.edits ?? []))).toMatchObject({
    spec: {
      predictors: [
        {
          graph: {
            implementation: "MLFLOW_SERVER",
            parameters: [{ name: "xtype", type: "STRING", value: "DataFrame" }],
          },
        },
      ],
    },
  });
});
