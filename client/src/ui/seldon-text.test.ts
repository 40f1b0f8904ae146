import { describe, expect, test } from "vitest";
import { mayHoldSeldon } from "../../../server/src/core/index.ts";
import { mayConcernSeldon } from "../../../server/src/core/files/index.ts";
import { concernsSeldon, isOwnFile, isRequestFile, mayHintAtSeldon, namesSeldonKind } from "./seldon-text.ts";

const ours = [
  "apiVersion: machinelearning.seldon.io/v1\nkind: SeldonDeployment\n",
  '{"kind": "SeldonDeployment"}',
  "# kubectl get seldondeployments.machinelearning.seldon.io\n",
  "spec:\n  predictors:\n    - name: main\n      graph: {}\n",
  "kind: Secret\nstringData:\n  RCLONE_CONFIG_S3_TYPE: s3\n",
];
const foreign = ["", "kind: Deployment\n", "graph: true\n", '{"predictors": 3}', "seldom: used\n"];

describe("concernsSeldon", () => {
  test.each(ours)("is true for %j, and so is the engine's own first look", text => {
    expect(concernsSeldon(text)).toBe(true);
    expect(mayHoldSeldon(text)).toBe(true);
  });
  test.each(foreign)("is false for %j", text => {
    expect(concernsSeldon(text)).toBe(false);
  });
});

test("a fragment and a Secret do not name the kind", () => {
  expect(ours.map(namesSeldonKind)).toEqual([true, true, true, false, false]);
});

test("each document that concerns Seldon has a line that hints at it", () => {
  for (const text of ours) expect(text.split("\n").some(mayHintAtSeldon)).toBe(true);
  expect(mayHintAtSeldon("replicas: 2")).toBe(false);
});

test("a request file is told by its name or by its kind, and is no manifest", () => {
  const requests = ["apiVersion: seldon-deployments/v1\n", "kind: PredictionTest\n"];
  for (const text of requests) {
    expect(isRequestFile("/a.yaml", text)).toBe(true);
    expect(concernsSeldon(text)).toBe(false);
    expect(mayHoldSeldon(text)).toBe(true);
    expect(mayHintAtSeldon(text)).toBe(true);
  }
  expect(isRequestFile("/wine.predict.yml", "")).toBe(true);
  expect(isRequestFile("/predict.yaml", "kind: SeldonDeployment\n")).toBe(false);
});

describe("isOwnFile", () => {
  test.each([
    ["/models/churn/MLmodel", "flavors:\n"],
    ["/models/churn/conda.yaml", "name: mlflow-env\n"],
    ["/README.md", "# Seldon\n"],
    ["/deploy.sh", "kubectl get sdep\n"],
    ["/notebook.yaml", "apiVersion: kubeflow.org/v1alpha1\nkind: PodDefault\n"],
    ["/patch.json", '[{"op": "replace", "path": "/spec/predictors/0/traffic", "value": 5}]'],
  ])("is true for %s, and so is the engine's own first look", (path, text) => {
    expect(isOwnFile(path, text)).toBe(true);
    expect(mayConcernSeldon(text, path)).toBe(true);
  });

  test.each([
    ["/README.md", "# Something else\n"],
    ["/conda.yaml", "name: plots\n"],
    ["/deploy.yaml", "kind: Deployment\n"],
  ])("is false for %s of somebody else", (path, text) => {
    expect(isOwnFile(path, text)).toBe(false);
    expect(mayConcernSeldon(text, path)).toBe(false);
  });
});
