import { expect, test } from "vitest";
import { checkRule } from "../../../../../test/support/check-rule.ts";
import { lintText } from "../../index.ts";
import { parameterType } from "./rule.ts";

checkRule(parameterType, import.meta.url);

function offers(type: string, value: string): readonly string[] {
  const parameters = [{ name: "method", type, value }];
  const graph = { name: "a", implementation: "SKLEARN_SERVER", modelUri: "gs://a/b", parameters };
  const text = JSON.stringify({ kind: "SeldonDeployment", spec: { predictors: [{ name: "main", graph }] } });
  const [finding] = lintText(text, { rules: [parameterType], onCrash: "throw" }).findings;
  return finding?.fixes.map(({ kind, title }) => `${kind}: ${title}`) ?? ["no finding"];
}

test("no type is offered that could not read the value", () => {
  expect(offers("int", "3")).toEqual(["fix: Change to INT"]);
  expect(offers("int", "three")).toEqual([]);
  expect(offers("integer", "3")).toEqual(["fix: Change to INT"]);
  expect(offers("INTT", "3")).toEqual(["suggestion: Change to INT"]);
  expect(offers("INTT", "three")).toEqual([]);
  expect(offers("STRNG", "predict")).toEqual(["suggestion: Change to STRING"]);
  expect(offers("", "predict")).toEqual([]);
});
