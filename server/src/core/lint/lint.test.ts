// What is linted, and that findings stand where a person sees them, whatever the text is made of.
import { describe, expect, test } from "vitest";
import { allRules } from "../rules/registry.ts";
import { trafficSum } from "../rules/traffic-sum/rule.ts";
import { defineResourceRule, lintText, mayHoldSeldon, toContract, type LintOptions } from "./index.ts";

const OPTIONS: LintOptions = { rules: [trafficSum], onCrash: "throw" };
const MANIFEST = `apiVersion: machinelearning.seldon.io/v1
kind: SeldonDeployment
metadata:
  name: churn
spec:
  predictors:
    - name: main
      traffic: 40
      graph: { name: classifier, implementation: SKLEARN_SERVER, modelUri: "gs://models/churn" }
`;

/** Where the findings stand: one-based lines, zero-based characters, and the text there. */
function places(text: string): readonly string[] {
  const { findings } = lintText(text, OPTIONS);
  const contract = toContract(findings, text);
  return findings.map(({ range }, index) => {
    const start = contract[index]?.range.start;
    return `${(start?.line ?? 0) + 1}:${start?.character} ${text.slice(range.start, range.end)}`;
  });
}

describe("which documents are linted", () => {
  test.each([
    ["v1", MANIFEST],
    ["v1alpha2", MANIFEST.replace("/v1", "/v1alpha2")],
    ["one without apiVersion", MANIFEST.replace(/^apiVersion.*\n/, "")],
    ["a fragment", MANIFEST.replace(/^[^]*(?=spec:)/, "")],
    ["a quoted kind", MANIFEST.replace("kind: SeldonDeployment", "\"kind\": 'SeldonDeployment'")],
  ])("%s", (_, text) => {
    expect(lintText(text, OPTIONS).findings).toHaveLength(1);
  });

  test.each([
    ["another group's kind", MANIFEST.replace("machinelearning.seldon.io", "example.com")],
    ["another kind", MANIFEST.replace("SeldonDeployment", "InferenceService")],
    [
      "Core 2",
      MANIFEST.replace("machinelearning.seldon.io/v1", "mlops.seldon.io/v1alpha1").replace("SeldonDeployment", "Model"),
    ],
    ["a fragment without graph", "spec:\n  predictors:\n    - name: seldon\n      traffic: 40\n"],
    ["a scalar", "seldon\n"],
    ["a list of strings", "- seldon\n"],
    ["nothing", ""],
    ["comments", "# SeldonDeployment\n"],
  ])("not %s", (_, text) => {
    expect(lintText(text, OPTIONS).findings).toEqual([]);
  });

  test("the items of a List, with the paths they have in it", () => {
    const item = MANIFEST.trimEnd().replaceAll("\n", "\n    ");
    const text = `apiVersion: v1\nkind: List\nitems:\n  - apiVersion: v1\n    kind: Namespace\n  - ${item}\n  - ${item}\n`;
    const { findings } = lintText(text, OPTIONS);
    expect(findings.map(({ path }) => path)).toEqual(
      [1, 2].map(index => ["items", index, "spec", "predictors", 0, "traffic"]),
    );
  });

  test("the items of a SeldonDeploymentList, as kubectl prints it", () => {
    const text = `apiVersion: machinelearning.seldon.io/v1\nkind: SeldonDeploymentList\nitems:\n- ${MANIFEST.trimEnd().replaceAll("\n", "\n  ")}\n`;
    expect(places(text)).toEqual(["11:17 40"]);
  });

  test("other kinds, for the rules that read them", () => {
    const kinds: string[] = [];
    const reader = defineResourceRule({
      id: "reader",
      severity: "hint",
      title: "Report nothing",
      why: "It only looks.",
      remedy: "None.",
      failureModes: [],
      resources: ["Secret", "SeldonDeployment"],
      messages: {},
      check: ({ resource }) => void kinds.push(resource.kind),
    });
    lintText(`${MANIFEST}---\nkind: Secret\n---\nkind: ConfigMap\n`, { rules: [reader] });
    expect(kinds).toEqual(["SeldonDeployment", "Secret"]);
  });
});

describe("where findings stand", () => {
  test.each([
    ["LF", MANIFEST, "8:15 40"],
    ["CRLF", MANIFEST.replaceAll("\n", "\r\n"), "8:15 40"],
    ["mixed line breaks", MANIFEST.replace("name: churn\n", "name: churn\r\n"), "8:15 40"],
    ["a byte order mark", `\uFEFF${MANIFEST}`, "8:15 40"],
    ["a byte order mark and CRLF", `\uFEFF${MANIFEST.replaceAll("\n", "\r\n")}`, "8:15 40"],
    ["an emoji in a comment before", `# 🚀 to the moon\n${MANIFEST}`, "9:15 40"],
    [
      "an emoji on the line, two UTF-16 units wide",
      MANIFEST.replace("- name: main\n      traffic", '- { name: "🚀", traffic')
        .replace('churn" }', 'churn" } }')
        .replace("40\n      graph", "40, graph"),
      "7:29 40",
    ],
    ["letters beyond ASCII", MANIFEST.replace("churn", "çürük-模型"), "8:15 40"],
    ["no line break at the end", MANIFEST.trimEnd(), "8:15 40"],
    ["a document marker before", `---\n${MANIFEST}`, "9:15 40"],
    ["directives before", `%YAML 1.2\n---\n${MANIFEST}`, "10:15 40"],
    ["an end marker between documents", `kind: Namespace\n...\n${MANIFEST}`, "10:15 40"],
  ])("with %s", (_, text, place) => {
    expect(places(text)).toEqual([place]);
  });

  test("at the use of an anchor, not at the anchor of another predictor", () => {
    const text = MANIFEST.replace("- name: main", "- &main\n      name: main").concat("    - *main\n");
    expect(places(text)[0]).toContain("11:6 *main");
  });

  test("in the order of the text", () => {
    const text = [MANIFEST, MANIFEST, MANIFEST].join("---\n");
    const starts = lintText(text, { rules: allRules }).findings.map(({ range }) => range.start);
    expect(starts).toEqual(starts.toSorted((a, b) => a - b));
  });
});

describe("options", () => {
  test("a severity is overridden, a rule is switched off", () => {
    expect(lintText(MANIFEST, { ...OPTIONS, severities: { "traffic-sum": "hint" } }).findings[0]?.severity).toBe(
      "hint",
    );
    expect(lintText(MANIFEST, { ...OPTIONS, severities: { "traffic-sum": "off" } }).findings).toEqual([]);
  });

  test("a rule is left out for the releases it does not hold for", () => {
    const meta = { ...trafficSum.meta, since: "1.16", until: "1.17" } as const;
    const rule = { ...trafficSum, meta };
    const reports = (seldonVersion: string): boolean =>
      lintText(MANIFEST, { rules: [rule], seldonVersion }).findings.length > 0;
    expect(["1.15.1", "1.16.0", "1.17.1", "1.18.2"].map(reports)).toEqual([false, true, true, false]);
  });
});

test.each([
  ["a manifest", MANIFEST, true],
  ["a fragment", "spec:\n  predictors:\n    - graph: {}\n", true],
  ["a Secret for rclone", "kind: Secret\nstringData: { RCLONE_CONFIG_S3_TYPE: s3 }\n", true],
  ["a Pod", "kind: Pod\n", false],
])("the cheap look sees that %s may concern us: %s", (_, text, expected) => {
  expect(mayHoldSeldon(text)).toBe(expected);
});

test("a file that is known to be a template is not judged by its syntax", () => {
  const text = 'kind: SeldonDeployment\nname: "{{ name }\n';
  const options: LintOptions = { rules: allRules, fileName: "deploy/model.yaml" };
  expect(lintText(text, options).findings.map(({ rule }) => rule)).toContain("yaml-syntax");
  expect(lintText(text, { ...options, isTemplate: true }).findings).toEqual([]);
});

test("a related place may stand in another document of the file", () => {
  const pointer = defineResourceRule({
    id: "pointer",
    severity: "hint",
    title: "Report the Secret of the file",
    why: "It is for this test.",
    remedy: "Leave it.",
    failureModes: [],
    resources: ["SeldonDeployment"],
    messages: { found: { text: "Found." } },
    check({ resource, siblings, report }) {
      const related = siblings("Secret").map(({ resource: secret, distance }) => ({
        at: secret.at.at("metadata", "name"),
        message: "The Secret.",
        document: distance,
      }));
      report({ at: resource.at.at("metadata", "name"), message: "found", related });
    },
  });
  const secret = (name: string): string => `apiVersion: v1\nkind: Secret\nmetadata:\n  name: ${name}\n`;
  const text = `${secret("before")}---\n${MANIFEST}---\n${secret("after")}`;
  const { findings } = lintText(text, { rules: [pointer], onCrash: "throw" });
  const related = findings.flatMap(finding => finding.related.map(({ range }) => text.slice(range.start, range.end)));
  expect(related).toEqual(["before", "after"]);
});
