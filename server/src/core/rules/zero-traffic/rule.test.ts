import { expect, test } from "vitest";
import { checkRule } from "../../../../../test/support/check-rule.ts";
import { lintText } from "../../index.ts";
import { zeroTraffic } from "./rule.ts";

checkRule(zeroTraffic, import.meta.url);

const predictor = (name: string, traffic: number) =>
  `{ "name": "${name}", "traffic": ${traffic}, "graph": { "name": "iris", "implementation": "SKLEARN_SERVER", "modelUri": "gs://a/b" } }`;

test("never offers to change the traffic of one predictor alone", () => {
  const text = `{ "kind": "SeldonDeployment", "spec": { "predictors": [ ${predictor("main", 100)}, ${predictor("canary", 0)} ] } }`;
  const { findings } = lintText(text, { rules: [zeroTraffic], onCrash: "throw" });
  expect(findings.map(({ fixes }) => fixes)).toEqual([[]]);
});

test("keeps quiet where the total is wrong anyway", () => {
  const text = `{ "kind": "SeldonDeployment", "spec": { "predictors": [ ${predictor("main", 90)}, ${predictor("canary", 0)} ] } }`;
  expect(lintText(text, { rules: [zeroTraffic], onCrash: "throw" }).findings).toEqual([]);
});
