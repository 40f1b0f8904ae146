// What a manifest remembers of the alias that its model was taken from.
import { expect, test } from "vitest";
import { manifestText } from "./manifest.ts";

const MODELS = { name: "churn", modelUris: ["s3://mlflow/1/aa/artifacts/model", "s3://mlflow/1/bb/artifacts/model"] };

test("a deployment of one model remembers the alias alone", () => {
  const text = manifestText({ ...MODELS, pattern: "single", alias: "models:/churn@champion" });
  expect(text).toContain("  annotations:\n    # The address below");
  expect(text).toContain("    seldon-deployments/model-alias: models:/churn@champion\nspec:\n");
});

test.each([
  ["canary", "main/classifier"],
  ["ab-test", "main/model-a"],
  ["ensemble", "main/first-model"],
] as const)("a %s names the unit", (pattern, place) => {
  const text = manifestText({ ...MODELS, pattern, alias: "models:/churn@champion" });
  expect(text).toContain(`seldon-deployments/model-alias: ${place}=models:/churn@champion\n`);
  expect(text).toContain(`name: ${place.split("/")[1]}\n`);
});

test("nothing is remembered where there was no alias", () => {
  expect(manifestText({ ...MODELS, pattern: "single" })).not.toContain("annotations");
});
