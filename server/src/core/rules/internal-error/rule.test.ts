// A rule that crashes is named and hides no other.
import { expect, test } from "vitest";
import { defineRule, lintText, type Rule } from "../../index.ts";
import { trafficSum } from "../traffic-sum/rule.ts";

const text = `apiVersion: machinelearning.seldon.io/v1
kind: SeldonDeployment
metadata:
  name: churn
spec:
  predictors:
    - name: main
      traffic: 40
      graph: { name: classifier, implementation: SKLEARN_SERVER, modelUri: "gs://models/churn" }
`;

const meta = {
  severity: "error",
  title: "Report nothing",
  why: "It is broken.",
  remedy: "Mend it.",
  failureModes: [],
  messages: { found: { text: "Found {thing}." } },
} as const;

const throwing = defineRule({
  ...meta,
  id: "throwing",
  check({ deployment, report }) {
    report({ at: deployment.at, message: "found", data: { thing: "half of it" } });
    throw new Error("the graph has no end");
  },
});

const incomplete = defineRule({
  ...meta,
  id: "incomplete",
  check({ deployment, report }) {
    report({ at: deployment.at, message: "found" });
  },
});

function found(rules: readonly Rule[]): readonly string[] {
  return lintText(text, { rules }).findings.map(({ rule, severity, message }) => `${severity} ${rule}: ${message}`);
}

test("the crash is shown with the rule's name and reason, beside the findings of all others", () => {
  const [crash, other, ...rest] = found([throwing, trafficSum]);
  expect(crash).toBe(
    "warning internal-error: The rule throwing crashed on this manifest (the graph has no end). Its findings are missing; all others are shown.",
  );
  expect(other).toContain("error traffic-sum:");
  expect(rest).toEqual([]);
});

test("what the rule reported before it crashed is withdrawn", () => {
  expect(found([throwing]).join()).not.toContain("half of it");
});

test("a message that lacks a value is a crash too, not a text with a hole", () => {
  expect(found([incomplete])).toEqual([
    expect.stringContaining("A message of the rule incomplete lacks its value {thing}"),
  ]);
});

test("each resource of a file gets its own report", () => {
  expect(found([throwing])).toHaveLength(1);
  expect(lintText(`${text}---\n${text}`, { rules: [throwing] }).findings).toHaveLength(2);
});

test("tests let the crash fly", () => {
  expect(() => lintText(text, { rules: [throwing], onCrash: "throw" })).toThrow("the graph has no end");
});

test("a rule that is switched off cannot crash", () => {
  expect(lintText(text, { rules: [throwing], severities: { throwing: "off" } }).findings).toEqual([]);
});
