import { expect, test } from "vitest";
import { checkRule } from "../../../../../test/support/check-rule.ts";
import { allCases } from "../../../../../test/support/rule-cases.ts";
import { lintText } from "../../index.ts";
import { lateLivenessProbe } from "./rule.ts";

checkRule(lateLivenessProbe, import.meta.url);

test("under v2 never copies a handler that the operator would have overwritten", () => {
  const edits = allCases()
    .filter(({ rule, isInput, text }) => rule === lateLivenessProbe.meta.id && isInput && text.includes("/gone"))
    .flatMap(({ text }) => lintText(text, { rules: [lateLivenessProbe], onCrash: "throw" }).findings)
    .flatMap(finding => finding.fixes.flatMap(fix => fix.edits));
  expect(edits.length).toBeGreaterThan(0);
  for (const { newText } of edits) expect(newText).not.toContain("httpGet");
});

test("offers no rewrite where a template makes a number or an alias has no end", () => {
  const fixes = (liveness: string) =>
    lintText(
      `kind: SeldonDeployment
spec:
  predictors:
  - name: main
    componentSpecs: [{ spec: { containers: [{ name: m, livenessProbe: { initialDelaySeconds: 300, ${liveness} } }] } }]
    graph: { name: m, type: MODEL }
`,
      { rules: [lateLivenessProbe], onCrash: "throw" },
    ).findings.map(finding => finding.fixes.length);
  expect(fixes("tcpSocket: { port: http }")).toEqual([1]);
  expect(fixes('tcpSocket: { port: http }, periodSeconds: "{{ period }}"')).toEqual([0]);
  expect(fixes("tcpSocket: &self { port: http, again: *self }")).toEqual([0]);
});
