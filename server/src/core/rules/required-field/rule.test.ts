import { expect, test } from "vitest";
import { checkRule } from "../../../../../test/support/check-rule.ts";
import { lintText } from "../../index.ts";
import { requiredField } from "./rule.ts";

checkRule(requiredField, import.meta.url);

test("kustomize patches are partial by design", () => {
  const text = "kind: SeldonDeployment\nspec:\n  predictors:\n    - replicas: 3\n";
  const count = (fileName: string): number => lintText(text, { rules: [requiredField], fileName }).findings.length;
  expect(count("overlays/prod/replicas.yaml")).toBeGreaterThan(0);
  expect(count("overlays/prod/replicas-patch.yaml")).toBe(0);
  expect(count("overlays/prod/patches/replicas.yaml")).toBe(0);
});
