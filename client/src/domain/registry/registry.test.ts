// Addresses inside MLflow, and what a run's tags tell of its model.
import { expect, test } from "vitest";
import {
  addressesIn,
  addressOf,
  atDestination,
  matchesFilter,
  metricWords,
  modelFacts,
  signatureWords,
} from "./index.ts";

test.each([
  ["models:/churn/3", { kind: "version", model: "churn", version: "3" }],
  ["models:/my model@champion", { kind: "alias", model: "my model", alias: "champion" }],
  ["models:/churn/Production", { kind: "stage", model: "churn", stage: "Production" }],
  ["models:/churn/latest", { kind: "stage", model: "churn", stage: undefined }],
  ["runs:/3f2a9c0d/a/model", { kind: "run", run: "3f2a9c0d", path: "a/model" }],
  ["runs:/3f2a9c0d", { kind: "run", run: "3f2a9c0d", path: "" }],
  ["mlflow-artifacts:/1/aa/artifacts", { kind: "proxied", path: "1/aa/artifacts" }],
  ["mlflow-artifacts://host:5000/1/aa/artifacts", { kind: "proxied", path: "1/aa/artifacts" }],
  ["models:/churn", undefined],
  ["models:/", undefined],
  ["s3://models/churn", undefined],
])("%s", (uri, address) => {
  expect(addressOf(uri)).toEqual(address);
});

test("addresses are found in a text wherever they stand, each once", () => {
  const text = `
    seldon-deployments/model-alias: main/a=models:/churn@champion; main/b=models:/fraud@new
    modelUri: "models:/churn@champion" # models:/half
    other: runs:/3f2a9c0d/model
    uri: s3://models:/churn/3x`;
  expect(addressesIn(text)).toEqual([
    "models:/churn@champion",
    "models:/fraud@new",
    "runs:/3f2a9c0d/model",
    "models:/churn/3x",
  ]);
});

test("a destination takes the place of the server's own scheme only", () => {
  expect(atDestination("mlflow-artifacts:/1/aa/artifacts/model", "s3://mlflow/")).toBe(
    "s3://mlflow/1/aa/artifacts/model",
  );
  expect(atDestination("mlflow-artifacts:/1/aa", "")).toBe("mlflow-artifacts:/1/aa");
  expect(atDestination("gs://bucket/1/aa", "s3://mlflow")).toBe("gs://bucket/1/aa");
});

const LOGGED = [
  {
    artifact_path: "scaler",
    flavors: { sklearn: {} },
  },
  {
    artifact_path: "model",
    mlflow_version: "2.9.2",
    flavors: {
      python_function: { env: { conda: "conda.yaml", virtualenv: "python_env.yaml" }, python_version: "3.8.16" },
      sklearn: { pickled_model: "model.pkl" },
    },
    signature: {
      inputs:
        '[{"name": "age", "type": "double"}, {"type": "tensor", "tensor-spec": {"dtype": "float64", "shape": [-1, 4]}}]',
      outputs: '[{"type": "long"}]',
    },
  },
];

test("a run's tag tells flavors, versions and the signature of what it logged", () => {
  const tags = new Map([["mlflow.log-model.history", JSON.stringify(LOGGED)]]);
  const facts = modelFacts(tags, "model");
  expect(facts).toEqual({
    flavors: ["python_function", "sklearn"],
    mlflowVersion: "2.9.2",
    pythonVersion: "3.8.16",
    hasEnvironmentMap: true,
    signature: {
      inputs: [
        { name: "age", type: "double" },
        { type: "float64", shape: [-1, 4] },
      ],
      outputs: [{ type: "long" }],
    },
  });
  expect(signatureWords(facts)).toBe("age double, float64 [-1, 4]");
  expect(modelFacts(tags, "scaler")?.flavors).toEqual(["sklearn"]);
  expect(modelFacts(new Map(), "model")).toBeUndefined();
  expect(modelFacts(new Map([["mlflow.log-model.history", "{half"]]), "model")).toBeUndefined();
});

test("rows are short and can be filtered", () => {
  expect([0.93124, 12, 1e-7, Number.NaN].map(metricWords)).toEqual(["0.9312", "12", "1e-7", "NaN"]);
  expect(matchesFilter("CHU", "churn", [])).toBe(true);
  expect(matchesFilter("@cham", "fraud", ["champion"])).toBe(true);
  expect(matchesFilter("x", "churn", ["champion"])).toBe(false);
});
