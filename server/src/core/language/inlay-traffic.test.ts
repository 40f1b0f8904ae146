// What stands beside predictors whose share is not as it is written.
import { expect, test } from "vitest";
import { parseStream } from "../yaml/index.ts";
import { inlayHintsOf } from "./inlay-hints.ts";

/** Lines of the text that have a hint, with the hint in brackets behind what it follows. */
function hinted(predictors: string): string[] {
  const text = `kind: ConfigMap
apiVersion: v1
---
apiVersion: machinelearning.seldon.io/v1
kind: SeldonDeployment
metadata: { name: iris }
spec:
  predictors:
${predictors}`;
  const range = { start: 0, end: text.length };
  return inlayHintsOf(parseStream(text), range, new Set(["traffic"])).map(({ at, label }) => {
    const line = text.slice(text.lastIndexOf("\n", at - 1) + 1, at).trim();
    return `${line} [${label}]`;
  });
}

test("a split that says everything has none", () => {
  expect(hinted("  - { name: main, traffic: 90 }\n  - { name: canary, traffic: 10 }\n")).toEqual([]);
  expect(hinted("  - name: main\n")).toEqual([]);
});

test("an absent share counts as 0", () => {
  expect(hinted("  - name: main # ours\n    traffic: 100\n  - name: canary\n    graph: {}\n")).toEqual([
    "- name: canary [traffic: 0 %]",
  ]);
});

test("shares that do not add up say what they add up to, behind the last", () => {
  expect(hinted("  - name: main\n    traffic: 90\n  - name: canary\n    traffic: 5\n")).toEqual([
    "traffic: 5 [together 95 %]",
  ]);
});

test("the only one beside a shadow gets everything, and a shadow without a share depends on the ingress", () => {
  expect(hinted("  - name: main\n    traffic: 40\n  - name: copy\n    shadow: true\n")).toEqual([
    "traffic: 40 [counts as 100 %]",
    "- name: copy [copies of all requests (Istio) or none (Ambassador v2)]",
  ]);
});

test("what is no whole number has a problem and no hint", () => {
  expect(hinted('  - name: main\n    traffic: 100\n  - name: canary\n    traffic: "10"\n')).toEqual([]);
});

test("text that is half written gives none and does not fail", () => {
  expect(hinted("  - name: main\n    traffic: \n  - ")).toEqual([]);
});
