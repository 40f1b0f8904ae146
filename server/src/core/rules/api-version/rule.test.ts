import { describe, expect, test } from "vitest";
import { checkRule } from "../../../../../test/support/check-rule.ts";
import { allRules, lintText } from "../../index.ts";
import { apiVersion } from "./rule.ts";

checkRule(apiVersion, import.meta.url);

/** Traffic that does not add up: the webhook's to refuse where it is asked. */
function manifest(head: string): string {
  return `${head}
metadata: { name: income }
spec:
  predictors:
    - name: main
      traffic: 10
      graph: { name: classifier, implementation: SKLEARN_SERVER, modelUri: "gs://seldon-models/v1.17.1/sklearn/income/model" }
    - name: canary
      traffic: 10
      graph: { name: classifier, implementation: SKLEARN_SERVER, modelUri: "gs://seldon-models/v1.17.1/sklearn/income/model" }
`;
}

describe("nothing that the webhook would say is said of what it never sees", () => {
  test.each([
    "apiVersion: machinelearning.seldon.io/v2\nkind: SeldonDeployment",
    "apiVersion: seldon.io/v1\nkind: SeldonDeployment",
    "apiVersion: machinelearning.seldon.io/v1\nkind: seldondeployment",
  ])("%s", head => {
    const { findings } = lintText(manifest(head), { rules: allRules, onCrash: "throw" });
    expect(findings.map(({ rule, refusedBy }) => [rule, refusedBy])).toEqual([["api-version", null]]);
  });

  test.each(["v1", "v1alpha2", "v1alpha3"])("%s is served, so it is", version => {
    const text = manifest(`apiVersion: machinelearning.seldon.io/${version}\nkind: SeldonDeployment`);
    const { findings } = lintText(text, { rules: allRules, onCrash: "throw" });
    expect(findings.flatMap(({ refusedBy }) => refusedBy ?? [])).toEqual(["webhook"]);
  });
});

test("JSON and the items of a List are read, too", () => {
  const item = {
    apiVersion: "machinelearning.seldon.io/v1beta1",
    kind: "SeldonDeployment",
    spec: { predictors: [{ name: "main", graph: { name: "a" } }] },
  };
  const text = JSON.stringify({ apiVersion: "v1", kind: "List", items: [item] });
  const { findings } = lintText(text, { rules: [apiVersion], onCrash: "throw" });
  expect(findings.map(({ path }) => path)).toEqual([["items", 0, "apiVersion"]]);
});

test("a version that is not served needs no graph to be recognized", () => {
  const text = "apiVersion: machinelearning.seldon.io/v1alpha1\nkind: SeldonDeployment\nmetadata: { name: income }\n";
  expect(lintText(text, { rules: allRules, onCrash: "throw" }).findings.map(({ messageId }) => messageId)).toEqual([
    "notServed",
  ]);
});
