import { expect, test } from "vitest";
import type { WorkspaceResource } from "../../../../schemas/src/index.ts";
import { aboutModel, isOldModel, proposedUri, usualRemote } from "./model-facts.ts";
import {
  deploymentNameProblem,
  modelUriProblem,
  nameFrom,
  namespaceProblem,
  secretNameProblem,
  tellingName,
} from "./names.ts";

const MODEL: WorkspaceResource = {
  kind: "MLmodel",
  name: "models/churn/model",
  file: "models/churn/model/MLmodel",
  line: 0,
  model: {
    flavors: ["python_function", "sklearn"],
    mlflowVersion: "2.3.1",
    hasEnvironmentMap: true,
    signature: {
      inputs: [
        { name: "age", type: "double" },
        { type: "float64", shape: [-1, 4] },
      ],
      outputs: [],
    },
  },
};

test("a comment tells what a model is and what it takes", () => {
  expect(aboutModel(MODEL)).toEqual([
    "Model: models/churn/model (sklearn, written by MLflow 2.3.1)",
    "Takes: age double, float64 [-1, 4]",
  ]);
  const inputs = Array.from({ length: 15 }, (_, index) => ({ name: `c${index}`, type: "long" }));
  const wide = { ...MODEL, model: { flavors: [], hasEnvironmentMap: false, signature: { inputs, outputs: [] } } };
  expect(aboutModel(wide)[1]).toMatch(/c11 long and 3 more$/);
  expect(aboutModel(wide)[0]).toBe("Model: models/churn/model");
  expect([isOldModel(wide), isOldModel(MODEL)]).toEqual([true, false]);
});

test("the address is guessed from the telling part of the folder and the remote of the workspace", () => {
  const secret = (name: string): WorkspaceResource => ({
    ...{ kind: "Secret", name: "store", file: "s.yaml", line: 0 },
    remotes: [{ name, hasType: true, hasKeyId: true, hasSecretKey: true, usesEnvironment: false }],
  });
  expect(usualRemote([secret("lake"), secret("s3"), secret("lake")])).toBe("lake");
  expect(usualRemote([])).toBe("s3");
  expect(proposedUri("mlruns/0/0123456789abcdef0123456789abcdef/artifacts/model", "s3")).toBe("s3://models/model");
  expect(proposedUri("models/churn/model", "lake")).toBe("lake://models/churn");
  expect(proposedUri(".", "s3")).toBe("s3://models/my-model");
});

test("a name is made of any text", () => {
  expect(nameFrom(tellingName("models/Churn_v2/model"))).toBe("churn-v2");
  expect(nameFrom("2024")).toBe("my-model");
  expect(nameFrom("x".repeat(39) + "-y")).toBe("x".repeat(39));
  for (const text of ["Ünïcode", "a--b", "-", "", "9lives"])
    expect(deploymentNameProblem(nameFrom(text))).toBeUndefined();
});

test.each(["", "Churn", "a_b", "-a", "a-", "1a", "a".repeat(41), "a.b"])("refuses the name %j", name => {
  expect(deploymentNameProblem(name)).toMatch(/\.$/);
});

test.each(["s3://bucket/path", "gs://b", "pvc://claim/x", "minio:bucket/x", "azureblob://c/x"])(
  "takes the address %s",
  uri => {
    expect(modelUriProblem(uri)).toBeUndefined();
  },
);

test.each(["", " s3://b/x", "models:/churn/1", "runs:/1/model", "file:///x", "/mnt/x", "x/y", "s3://", "s3:///"])(
  "refuses the address %j",
  uri => {
    expect(modelUriProblem(uri)).toMatch(/\.$/);
  },
);

test("a namespace may be left out, a Secret's name may not", () => {
  expect(namespaceProblem("")).toBeUndefined();
  expect(namespaceProblem("A")).toMatch(/\.$/);
  expect(secretNameProblem("models.store-1")).toBeUndefined();
  expect(secretNameProblem("")).toMatch(/\.$/);
});
