import { expect, test } from "vitest";
import { checkRule } from "../../../../../test/support/check-rule.ts";
import { lintText } from "../../index.ts";
import { mlflowModelFolder } from "./rule.ts";

checkRule(mlflowModelFolder, import.meta.url);

function messages(modelUri: string, implementation = "MLFLOW_SERVER"): string[] {
  const text = `apiVersion: machinelearning.seldon.io/v1
kind: SeldonDeployment
metadata: {name: churn}
spec: {predictors: [{name: main, graph: {name: c, implementation: ${implementation}, modelUri: ${JSON.stringify(modelUri)}}}]}
`;
  return lintText(text, { rules: [mlflowModelFolder], onCrash: "throw" }).findings.map(({ messageId }) => messageId);
}

test.each([
  ["s3://b/0/4a1ac3b2d4e64c4f8b8e9e0a3a4cbb11/artifacts/", "artifacts"],
  ["s3://mlflow/churn/artifacts", "artifacts"],
  ["pvc://claim/artifacts", "perhapsArtifacts"],
  ["pvc://claim/mlruns/0/4a1ac3b2d4e64c4f8b8e9e0a3a4cbb11", "run"],
  ["minio:models", "bucket"],
  ["gs://b//churn/MLmodel", "file"],
])("%s is reported as %s", (uri, message) => {
  expect(messages(uri)).toEqual([message]);
});

test.each([
  "s3://b/0/4a1ac3b2d4e64c4f8b8e9e0a3a4cbb11/artifacts/model",
  // MLflow 3 keeps a logged model's MLmodel in its own artifacts folder.
  "s3://b/0/models/m-4a1ac3b2d4e64c4f8b8e9e0a3a4cbb11/artifacts",
  "pvc://claim",
  "archive:churn",
  "runs:/4a1ac3b2d4e64c4f8b8e9e0a3a4cbb11",
  "s3://b/${RUN}/artifacts",
  "s3://b/<run>/artifacts",
  "artifacts",
])("%s is left alone", uri => {
  expect(messages(uri)).toEqual([]);
});

test("other servers have other files", () => {
  expect(messages("s3://b/0/4a1ac3b2d4e64c4f8b8e9e0a3a4cbb11/artifacts", "SKLEARN_SERVER")).toEqual([]);
});
