import { expect, test } from "vitest";
import { isProtected } from "./protected-contexts.ts";

test.each([
  ["gke_acme_europe_prod", ["*prod*"]],
  ["PROD", ["*prod*"]],
  ["prod", ["staging", "prod"]],
  ["arn:aws:eks:eu-west-1:1:cluster/prod+1", ["arn:*/prod+1"]],
  ["two\nlines", ["two*"]],
])("%j is protected by %j", (context, patterns) => {
  expect(isProtected(context, patterns)).toBe(true);
});

test.each([
  ["staging", ["*prod*"]],
  ["production", ["prod"]],
  ["prod", []],
  ["prodx1", ["prod.1"]],
])("%j is not protected by %j", (context, patterns) => {
  expect(isProtected(context, patterns)).toBe(false);
});
