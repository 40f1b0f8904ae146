import { expect, test } from "vitest";
import { checkRule } from "../../../../../test/support/check-rule.ts";
import { lintText } from "../../index.ts";
import { predictorsPresent } from "./rule.ts";

checkRule(predictorsPresent, import.meta.url);

test("kustomize patches are partial by design", () => {
  const text = "kind: SeldonDeployment\nspec:\n  replicas: 3\n  predictors: []\n";
  const count = (fileName: string): number => lintText(text, { rules: [predictorsPresent], fileName }).findings.length;
  expect(count("overlays/prod/replicas.yaml")).toBeGreaterThan(0);
  expect(count("overlays/prod/replicas-patch.yaml")).toBe(0);
  expect(count("overlays/prod/patches/replicas.yaml")).toBe(0);
});
