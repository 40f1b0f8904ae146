import { expect, test } from "vitest";
import type { ModelCheck } from "../../domain/artifact/index.ts";
import { ToldModels, type CheckedModels } from "./told-models.ts";

const MANIFEST = "file:///work/churn.yaml";
const URI = "s3://models/churn/7";

function checked(name: string, namespace: string, seen: "folder" | "nothing"): CheckedModels {
  const place = { predictor: "main", unit: "classifier", implementation: "SKLEARN_SERVER" };
  const stored = { uri: URI, secret: "store", seen, files: [], texts: [] };
  const check: ModelCheck = {
    place: { ...place, modelUri: URI, secret: "store" },
    finding: { kind: "seen", stored, outcome: { kind: "copies", exitCode: 0, files: 0, bytes: 0, isComplete: true } },
    ...{ secret: undefined, through: undefined, notes: [] },
  };
  return { name, namespace, manifests: [MANIFEST], checks: [check] };
}

function words(told: ReturnType<ToldModels["take"]>): string[] {
  return told.flatMap(({ uri, models }) => models.map(({ namespace, seen }) => `${uri}: ${seen} in ${namespace}`));
}

test("the same address and Secret in two namespaces are two models", () => {
  const told = new ToldModels().take([checked("churn", "staging", "folder"), checked("churn", "prod", "nothing")]);
  expect(words(told)).toEqual([`${MANIFEST}: nothing in prod`, `${MANIFEST}: folder in staging`]);
});

test("a check of one deployment leaves what is known of the others, and replaces what was known of it", () => {
  const told = new ToldModels();
  told.take([checked("churn", "staging", "folder"), checked("churn", "prod", "nothing")]);
  expect(words(told.take([checked("churn", "prod", "folder")]))).toEqual([
    `${MANIFEST}: folder in prod`,
    `${MANIFEST}: folder in staging`,
  ]);
  expect(words(told.take([{ ...checked("churn", "prod", "folder"), checks: [] }]))).toEqual([
    `${MANIFEST}: folder in staging`,
  ]);
});

test("of two deployments that name the same model the newest check counts", () => {
  const told = new ToldModels();
  told.take([checked("churn", "prod", "nothing")]);
  expect(words(told.take([checked("other", "prod", "folder")]))).toEqual([`${MANIFEST}: folder in prod`]);
});

test("forgets all of it", () => {
  const told = new ToldModels();
  told.take([checked("churn", "prod", "nothing")]);
  expect(told.forget()).toEqual([{ uri: MANIFEST, models: [] }]);
  expect(told.forget()).toEqual([]);
});
