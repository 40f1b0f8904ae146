import { expect, test } from "vitest";
import { didYouMean } from "./did-you-mean.ts";

const rules = ["traffic-sum", "yaml-syntax", "unused-suppression"];

test.each([
  ["trafic-sum", "traffic-sum"],
  ["traffic-smu", "traffic-sum"],
  ["YAML-Syntax", "yaml-syntax"],
])("%s: did you mean %s", (typed, expected) => {
  expect(didYouMean(typed, rules)).toBe(` Did you mean "${expected}"?`);
});

test("nothing is suggested for a word that is like none", () => {
  expect(didYouMean("replicas", rules)).toBe("");
});
