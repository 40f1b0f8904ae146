// Text that is no YAML is reported where it has to be mended, and only where it is Seldon's.
import { describe, expect, test } from "vitest";
import { checkRule } from "../../../../../test/support/check-rule.ts";
import { allRules, lintText, toContract } from "../../index.ts";
import { yamlSyntax } from "./rule.ts";

checkRule(yamlSyntax, import.meta.url);

const HEAD = `apiVersion: machinelearning.seldon.io/v1
kind: SeldonDeployment
metadata:
  name: churn
spec:
  predictors:
    - name: main
`;

function findings(text: string, fileName = "model.yaml"): readonly string[] {
  const { findings: found } = lintText(text, { rules: allRules, fileName, onCrash: "throw" });
  return toContract(found, text).map(({ range, rule, severity, refusedBy, message }) => {
    const place = `${range.start.line + 1}:${range.start.character}-${range.end.line + 1}:${range.end.character}`;
    return `${place} ${severity} ${rule} ${refusedBy}: ${message.split(". ")[0]}`;
  });
}

describe("reported", () => {
  test.each([
    [
      "an open quote",
      `${HEAD}      graph:\n        name: "classifier\n`,
      "9:14-9:25",
      "The quote that opens here is never closed",
    ],
    [
      "a tab as indentation",
      `${HEAD}      graph:\n\tname: classifier\n`,
      "9:0-9:1",
      "Tabs are not allowed as indentation",
    ],
    [
      "a NUL byte",
      `${HEAD}      graph: { name: a\u0000b }\n`,
      "8:22-8:23",
      "Control characters such as U+0000 are not allowed in YAML",
    ],
    [
      "an alias without anchor",
      `${HEAD}      graph: *shared\n`,
      "8:13-8:20",
      "The alias *shared has no anchor &shared before it in this document",
    ],
    [
      "an anchor inside itself",
      `${HEAD}      graph: &unit { name: a, children: [*unit] }\n`,
      "8:41-8:46",
      "The anchor &unit contains itself through this alias",
    ],
  ])("%s", (_, text, place, message) => {
    expect(findings(text)).toEqual([`${place} error yaml-syntax api-server: ${message}`]);
  });

  test("once for each of several problems, at most 20", () => {
    expect(findings(`${HEAD}      graph: *a\n      explainer: *b\n`)).toHaveLength(2);
    const many = Array.from({ length: 50 }, (_, index) => `      k${index}: *a${index}\n`).join("");
    expect(findings(HEAD + many)).toHaveLength(20);
  });

  test("in JSON", () => {
    const [finding] = findings('{"kind": "SeldonDeployment", "spec": {"predictors": [}}', "model.json");
    expect(finding).toContain("error yaml-syntax api-server");
  });

  test("at its place in a later document", () => {
    const text = `apiVersion: v1\nkind: Namespace\n---\n${HEAD}      graph: *shared\n`;
    expect(findings(text)).toEqual([expect.stringMatching(/^11:13-11:20 error yaml-syntax/)]);
  });

  test("without keeping the other documents from being checked", () => {
    const text = `${HEAD}      graph: *shared\n---\n${HEAD}      traffic: 40\n      graph: { name: a, implementation: SKLEARN_SERVER, modelUri: "gs://a/b" }\n`;
    expect(findings(text)).toEqual([expect.stringContaining("yaml-syntax"), expect.stringContaining("traffic-sum")]);
  });
});

describe("silent", () => {
  test.each([
    ["a Helm template", `{{- if .Values.serve }}\n${HEAD}{{- end }}\n`, "model.yaml"],
    ["an unquoted expression", `${HEAD}      replicas: {{ replicas }}\n      graph: [\n`, "model.yaml"],
    ["a Jinja loop", `${HEAD}{% for unit in units %}\n  x: y: z\n{% endfor %}\n`, "model.yaml"],
    ["a file below templates/", `${HEAD}      graph: [\n`, "chart/templates/model.yaml"],
    ["a Jinja file", `${HEAD}      graph: [\n`, "model.yaml.j2"],
    ["broken YAML of others", "apiVersion: v1\nkind: Pod\nmetadata: [\n", "pod.yaml"],
    ["broken YAML of others that names Seldon", "# seldon\nimages:\n  - seldonio/mlserver: [\n", "images.yaml"],
    ["a script", '#!/bin/sh\nkubectl get sdep # seldon\necho "x\n', "run.yaml"],
  ])("%s", (_, text, fileName) => {
    expect(findings(text, fileName)).toEqual([]);
  });
});

test("a half-typed manifest is not called broken while it still parses", () => {
  for (let length = 0; length <= HEAD.length; length++) {
    const text = HEAD.slice(0, length);
    const isMidKey = /(^|\n)[^:\n]*$/.test(text) && !text.endsWith("\n");
    if (!isMidKey)
      expect(
        findings(text).filter(finding => finding.includes("yaml-syntax")),
        text,
      ).toEqual([]);
  }
});
