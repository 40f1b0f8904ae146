import { expect, test } from "vitest";
import { checkRule } from "../../../../../test/support/check-rule.ts";
import { applyAllFixes } from "../../index.ts";
import { probeHandler } from "./rule.ts";

checkRule(probeHandler, import.meta.url);

test("completes a probe in JSON", () => {
  const text = `{ "kind": "SeldonDeployment", "spec": { "predictors": [ { "name": "main", "componentSpecs": [ { "spec": { "containers": [ { "name": "m", "livenessProbe": { "periodSeconds": 9 } } ] } } ], "graph": { "name": "m", "type": "MODEL" } } ] } }`;
  const fixed = applyAllFixes(text, { rules: [probeHandler], onCrash: "throw" });
  expect(fixed.result.findings).toEqual([]);
  expect(fixed.text).toContain('"livenessProbe": { "periodSeconds": 9, "tcpSocket": {"port": "http"} }');
});
