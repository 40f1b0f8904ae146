// Suppressions that silence nothing are reported where their rule is named.
import { describe, expect, test } from "vitest";
import { checkRule } from "../../../../../test/support/check-rule.ts";
import { lintText, type LintOptions } from "../../index.ts";
import { trafficSum } from "../traffic-sum/rule.ts";
import { unusedSuppression } from "./rule.ts";

checkRule(unusedSuppression, import.meta.url);

function manifest({ before = "", annotations = "", traffic = 100 } = {}): string {
  return `apiVersion: machinelearning.seldon.io/v1
kind: SeldonDeployment
metadata:
  name: churn${annotations}
spec:
  predictors:
    - name: main
${before}      traffic: ${traffic}
      graph: { name: classifier, implementation: SKLEARN_SERVER, modelUri: "gs://models/churn" }
`;
}

function found(text: string, options: Partial<LintOptions> = {}): readonly string[] {
  const { findings } = lintText(text, { rules: [trafficSum], ...options });
  return findings.map(({ rule, severity, range }) => `${severity} ${rule} at ${text.slice(range.start, range.end)}`);
}

const COMMENT = "      # seldon-lint-disable-next-line traffic-sum -- canary to come\n";
const ANNOTATION = '\n  annotations:\n    seldon-lint/ignore.traffic-sum: "canary to come"';

describe("reported", () => {
  test.each([
    ["a comment for the next line", manifest({ before: COMMENT })],
    ["a comment for the rest of the document", manifest({ before: "      # seldon-lint-disable traffic-sum\n" })],
    ["a comment at the end of the document", `${manifest()}# seldon-lint-disable traffic-sum\n`],
  ])("%s", (_, text) => {
    expect(found(text)).toEqual(["information unused-suppression at traffic-sum"]);
  });

  test("an annotation, at its key", () => {
    expect(found(manifest({ annotations: ANNOTATION }))).toEqual([
      "information unused-suppression at seldon-lint/ignore.traffic-sum",
    ]);
  });

  test("the rule of a list that silences nothing, not the one that does", () => {
    const before = "      # seldon-lint-disable-next-line traffic-sum, image-tag\n";
    expect(found(manifest({ before, traffic: 40 }))).toEqual(["information unused-suppression at image-tag"]);
  });

  test("a rule that does not exist", () => {
    const before = "      # seldon-lint-disable-next-line trafic-sum\n";
    expect(found(manifest({ before, traffic: 40 }))).toEqual([
      "information unused-suppression at trafic-sum",
      "error traffic-sum at 40",
    ]);
  });
});

describe("not reported", () => {
  test.each([
    ["a suppression that silences something", { before: COMMENT, traffic: 40 }, {}],
    ["a suppression of a rule that is off", { before: COMMENT }, { severities: { "traffic-sum": "off" } }],
    ["anything while the rule itself is off", { before: COMMENT }, { severities: { "unused-suppression": "off" } }],
  ] as const)("%s", (_, parts, options) => {
    expect(found(manifest(parts), options)).toEqual([]);
  });

  test("a document that could not be parsed, where no rule ran", () => {
    const text = manifest({ before: `${COMMENT}      children: *missing\n` });
    expect(found(text)).toEqual(["error yaml-syntax at *missing"]);
  });
});
