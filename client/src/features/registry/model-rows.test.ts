// Rows of the view Models, as they are shown and as they are read out.
import { expect, test } from "vitest";
import type { ModelVersion, RegisteredModel } from "../../live/registry/index.ts";
import { detailRows, modelRow, versionRow } from "./model-rows.ts";

const VERSION: ModelVersion = {
  ...{ name: "churn", version: "3", stage: "None", aliases: [], status: "READY" },
  ...{ source: "s3://mlflow/1/3f/artifacts/model", runId: "3f", description: "", createdAt: Date.UTC(2026, 10, 21) },
};

const MODEL: RegisteredModel = {
  name: "churn",
  description: "Who leaves",
  aliases: [{ alias: "champion", version: "3" }],
  latest: [VERSION, { ...VERSION, version: "12", stage: "Production" }],
};

test("a model says where its aliases and stages lead to", () => {
  expect(modelRow(MODEL).look).toMatchObject({
    ...{ label: "churn", description: "@champion → 3, Production → 12", canExpand: true },
    spoken: "Registered model churn, @champion → 3, Production → 12",
  });
  expect(modelRow({ ...MODEL, aliases: [], latest: [VERSION] }).look.description).toBe("newest version 3");
  expect(modelRow({ ...MODEL, aliases: [], latest: [] }).look.description).toBe("no version");
});

test("a version has the aliases of its model, whichever answer tells them", () => {
  const row = versionRow({ ...VERSION, aliases: ["eu", "champion"], status: "PENDING_REGISTRATION" }, MODEL);
  expect(row).toMatchObject({ aliases: ["champion", "eu"] });
  expect(row.look.description).toBe("@champion · @eu · PENDING_REGISTRATION · 2026-11-21");
  expect(versionRow({ ...VERSION, version: "4", createdAt: 0 }, MODEL).look).toMatchObject({
    description: "",
    icon: "tag",
  });
});

test("what is known of a version stands below it, and no more", () => {
  const facts = { flavors: ["python_function", "sklearn"], hasEnvironmentMap: true };
  const run = {
    ...{ id: "3f", name: "", artifactUri: "s3://mlflow/1/3f/artifacts", params: [], outputModelIds: [] },
    metrics: [
      { key: "f1", value: 0.5 },
      { key: "accuracy", value: 0.93124 },
      { key: "system/cpu", value: 3 },
    ],
    tags: new Map<string, string>(),
  };
  const rows = detailRows(VERSION, { artifactUri: VERSION.source, run, facts });
  expect(rows.map(({ look }) => look.spoken)).toEqual([
    "Artifact: s3://mlflow/1/3f/artifacts/model",
    "Flavor: sklearn",
    "Run: 3f",
    "accuracy: 0.9312",
    "f1: 0.5",
  ]);
  expect(new Set(rows.map(({ look }) => look.id)).size).toBe(rows.length);
  const bare = detailRows(VERSION, { artifactUri: VERSION.source, run: undefined, facts: undefined });
  expect(bare).toHaveLength(1);
});
