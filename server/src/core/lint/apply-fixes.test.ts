// A fix that goes wrong leaves the text as it was: rules made for this test have such fixes.
import { expect, test } from "vitest";
import { trafficSum } from "../rules/traffic-sum/rule.ts";
import { applyAllFixes, defineResourceRule, fix, type Rule } from "./index.ts";

const MANIFEST = `apiVersion: machinelearning.seldon.io/v1
kind: SeldonDeployment
metadata:
  name: churn
spec:
  predictors:
    - name: main
      traffic: 100
      graph: { name: classifier }
`;

/** Replaces the deployment's name, or the traffic, by whatever is given. */
function ruleWith(field: "name" | "traffic", newText: string, uncovers?: string): Rule {
  return defineResourceRule({
    ...{ id: "image-tag", severity: "warning", title: "", why: "", remedy: "", failureModes: [] },
    resources: ["SeldonDeployment"],
    messages: { wrong: { text: "Wrong.", ...(uncovers !== undefined && { uncovers }) } },
    check({ resource, report }) {
      const at =
        field === "name" ? resource.at.at("metadata", "name") : resource.at.at("spec", "predictors", 0, "traffic");
      const range = at.valueRange();
      const fixes = range && at.scalar?.text !== newText ? [fix("Mend", [{ ...range, newText }])] : [];
      if (fixes.length > 0) report({ at, message: "wrong", fixes });
    },
  });
}

test("a fix that brings no error is applied", () => {
  const { text, applied, isHeldBack } = applyAllFixes(MANIFEST, { rules: [ruleWith("name", "fraud"), trafficSum] });
  expect(text).toBe(MANIFEST.replace("churn", "fraud"));
  expect({ applied, isHeldBack }).toEqual({ applied: 1, isHeldBack: false });
});

test.each([
  ["an error of another rule", ruleWith("traffic", "250")],
  ["a text that is no YAML", ruleWith("name", "[")],
  ["a text that is no YAML, from a fix that may uncover errors", ruleWith("name", "[", "A name hides things.")],
])("a fix that brings %s is not", (_, rule) => {
  const { text, result, applied, isHeldBack } = applyAllFixes(MANIFEST, { rules: [rule, trafficSum] });
  expect(text).toBe(MANIFEST);
  expect({ applied, isHeldBack }).toEqual({ applied: 0, isHeldBack: true });
  expect(result.findings.map(finding => finding.rule)).toEqual(["image-tag"]);
});

test("a fix that uncovers an error is applied all the same", () => {
  const rule = ruleWith("traffic", "250", "A number that cannot be read hides its size.");
  expect(applyAllFixes(MANIFEST, { rules: [rule, trafficSum] }).isHeldBack).toBe(false);
});
