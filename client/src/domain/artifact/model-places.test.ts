import { describe, expect, test } from "vitest";
import { reveal } from "../store/index.ts";
import { foldersAbove, tellingFiles } from "./around.ts";
import { modelPlaces } from "./model-places.ts";
import { secretEnvironment } from "./secret-environment.ts";

describe("modelPlaces", () => {
  test("takes units with a model URI, root first, and explainers that the operator does not ignore", () => {
    const deployment = {
      spec: {
        predictors: [
          {
            name: "main",
            graph: {
              ...{ name: "combiner", type: "COMBINER" },
              children: [
                { name: "a", implementation: "SKLEARN_SERVER", modelUri: "s3://m/a", envSecretRefName: "store" },
                { name: "b", modelUri: "gs://m/b", envSecretRefName: "" },
              ],
            },
            explainer: { type: "AnchorTabular", modelUri: "s3://m/e" },
          },
          { name: "canary", graph: { name: "c", modelUri: "" }, explainer: { modelUri: "s3://m/ignored" } },
        ],
      },
    };
    expect(
      modelPlaces(deployment).map(({ predictor, unit, modelUri, secret }) => [predictor, unit, modelUri, secret]),
    ).toEqual([
      ["main", "a", "s3://m/a", "store"],
      ["main", "b", "gs://m/b", undefined],
      ["main", undefined, "s3://m/e", undefined],
    ]);
  });

  test.each([undefined, null, "text", {}, { spec: { predictors: [null, { graph: [] }] } }])(
    "%j has no models",
    value => {
      expect(modelPlaces(value)).toEqual([]);
    },
  );
});

test("foldersAbove goes up to the bucket, in the words of the URI", () => {
  expect(foldersAbove("minio:models/a/b/", "a/b")).toEqual([
    { uri: "minio:models/a", prefix: "a" },
    { uri: "minio:models", prefix: "" },
  ]);
  expect(foldersAbove("s3://models", "")).toEqual([]);
});

test("tellingFiles takes what says something of the model, in the top folder, and nothing large", () => {
  const files = ["MLmodel", "data/MLmodel", "conda.yaml", "model.pkl"].map(path => ({ path, size: 10 }));
  expect(tellingFiles([...files, { path: "requirements.txt", size: 10_000_000 }]).map(({ path }) => path)).toEqual([
    "MLmodel",
    "conda.yaml",
  ]);
});

test("secretEnvironment decodes data, and stringData goes before it", () => {
  const secret = { data: { A: "cGxhaW4=", B: "%%%", C: "b2xk" }, stringData: { C: "new", D: 1 } };
  expect([...secretEnvironment(secret)].map(([name, value]) => [name, reveal(value)])).toEqual([
    ["A", "plain"],
    ["C", "new"],
  ]);
});
