// No text makes the engine throw, hang or lose a document.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { allRules } from "../rules/registry.ts";
import { applyAllFixes, lintText, type LintOptions, type LintResult } from "./index.ts";

const OPTIONS: LintOptions = { rules: allRules, onCrash: "throw" };

/** Generous for a busy machine, and far below what a hang takes. */
const PATIENCE_MS = 60_000;

const MANIFEST = `apiVersion: machinelearning.seldon.io/v1
kind: SeldonDeployment
metadata:
  name: churn
spec:
  predictors:
    - name: main
      traffic: 40
      componentSpecs:
        - spec:
            containers:
              - name: classifier # ours
                image: example.com/churn:1.0.0
                env: [{ name: A, value: "1" }]
      graph: &graph
        name: classifier
        type: MODEL
        children: []
`;

function lintInTime(text: string): LintResult {
  const start = performance.now();
  const result = lintText(text, OPTIONS);
  expect(performance.now() - start).toBeLessThan(PATIENCE_MS);
  return result;
}

function rulesOf(text: string): readonly string[] {
  return lintInTime(text).findings.map(({ rule }) => rule);
}

describe("anchors", () => {
  test.each([
    ["a graph that is its own child", MANIFEST.replace("children: []", "children: [*graph]")],
    ["a merge key into itself", "kind: SeldonDeployment\nspec: &spec\n  <<: *spec\n  predictors: []\n"],
    ["a predictor that is the whole list", "kind: SeldonDeployment\nspec:\n  predictors: &all [*all]\n"],
  ])("%s is a syntax error, as for kubectl", (_, text) => {
    expect(rulesOf(text)).toEqual(["yaml-syntax"]);
  });

  test("an alias bomb costs no more than its text", () => {
    const lines = ["kind: SeldonDeployment", "a0: &a0 { name: x }"];
    for (let level = 1; level < 40; level++)
      lines.push(
        `a${level}: &a${level} [${Array(9)
          .fill(`*a${level - 1}`)
          .join(", ")}]`,
      );
    lines.push("spec: { predictors: *a39 }");
    lintInTime(lines.join("\n"));
  });

  test("a graph that grows ninefold with each level is refused, as by kubectl, or cut", () => {
    expect(rulesOf(multipliedGraph(12))).toEqual(["yaml-syntax"]);
    expect(rulesOf(`${multipliedGraph(5)}${OWN_VALUES}`)).toContain("unit-container");
  });

  test("merge keys that double with each level are refused, as by kubectl, or cut", () => {
    expect(rulesOf(doubledMerge(40))).toEqual(["yaml-syntax"]);
    expect(rulesOf(`${doubledMerge(12)}${OWN_VALUES}`)).toContain("predictors-present");
  });
});

/** So many values that do not come through aliases that kubectl follows the aliases beside them. */
const OWN_VALUES = `own: [${Array(2_000).fill("0").join(", ")}]\n`;

function multipliedGraph(levels: number): string {
  const lines = ["kind: SeldonDeployment", "g0: &g0 { name: x, type: MODEL }"];
  for (let level = 1; level < levels; level++) {
    const children = Array(9)
      .fill(`*g${level - 1}`)
      .join(", ");
    lines.push(`g${level}: &g${level} { name: x${level}, type: MODEL, children: [${children}] }`);
  }
  return `${lines.join("\n")}\nspec: { predictors: [{ name: main, graph: *g${levels - 1} }] }\n`;
}

function doubledMerge(levels: number): string {
  const lines = ["kind: SeldonDeployment", "m0: &m0 { k0: 1 }"];
  for (let level = 1; level < levels; level++)
    lines.push(`m${level}: &m${level} { <<: [*m${level - 1}, *m${level - 1}], k${level}: 1 }`);
  return `${lines.join("\n")}\nspec: { <<: *m${levels - 1}, predictors: [] }\n`;
}

describe("depth", () => {
  test.each([
    ["open brackets", `kind: SeldonDeployment\nspec: ${"[".repeat(100_000)}`],
    ["open braces", `kind: SeldonDeployment\nspec: ${"{a: ".repeat(100_000)}`],
    ["JSON", `{"kind": "SeldonDeployment", "spec": ${"[".repeat(100_000)}${"]".repeat(100_000)}}`],
    ["dashes", `kind: SeldonDeployment\nspec:\n  ${"- ".repeat(20_000)}a\n`],
    [
      "indentation",
      `kind: SeldonDeployment\nspec:\n${Array.from({ length: 3_000 }, (_, level) => `${" ".repeat(level + 1)}a:\n`).join("")}`,
    ],
  ])("100,000 levels of %s are one problem", (_, text) => {
    expect(rulesOf(text)).toEqual(["yaml-syntax"]);
  });

  test("the document beside it is linted all the same", () => {
    const rules = rulesOf(`kind: SeldonDeployment\nspec: ${"[".repeat(100_000)}\n---\n${MANIFEST}`);
    expect(rules).toContain("yaml-syntax");
    expect(rules).toContain("traffic-sum");
  });

  test("a graph of 200 levels is linted as far as the CRD goes", () => {
    let text = MANIFEST.replace(/ {8}children: \[\]\n$/, "");
    for (let level = 1; level <= 200; level++) {
      const indent = " ".repeat(8 + 4 * (level - 1));
      text += `${indent}children:\n${indent}  - name: unit-${level}\n${indent}    type: MODEL\n`;
    }
    const rules = rulesOf(text);
    expect(rules.filter(rule => rule === "unit-container")).toHaveLength(10);
    expect(rules.filter(rule => rule === "graph-depth")).toHaveLength(1);
  });
});

describe("size and strange characters", () => {
  test.each([
    ["a name of a million letters", MANIFEST.replace("classifier", "x".repeat(1_000_000))],
    ["ten thousand predictors", `${MANIFEST}${"    - { name: x, graph: { name: y } }\n".repeat(10_000)}`],
    [
      "binary",
      `kind: SeldonDeployment\n${String.fromCharCode(...Array.from({ length: 5_000 }, (_, index) => (index * 7_919) % 65_536))}`,
    ],
    ["half an emoji", MANIFEST.replace("churn", "\uD83D")],
    ["line separators", MANIFEST.replace("churn", "a\u2028b\u0085c")],
    ["only carriage returns", MANIFEST.replaceAll("\n", "\r")],
    ["blank lines", `${MANIFEST}${"\n".repeat(100_000)}`],
    ["document markers", `${MANIFEST}${"---\n".repeat(5_000)}`],
  ])("%s", (_, text) => {
    lintInTime(text);
  });
});

describe("one token over and over in a field", () => {
  const TOKENS = [
    "a",
    "_",
    "{",
    "{{",
    "${",
    "$(",
    "<",
    "(",
    "run(",
    "port=",
    "PLACEHOLDER",
    "/",
    ":",
    "@",
    "-",
    ".",
    " ",
    "aws ",
  ];
  const LENGTH = 150_000;
  const manifest = (field: string, value: string): string => {
    const text = (name: string, otherwise: string): string => JSON.stringify(name === field ? value : otherwise);
    return `{ "kind": "SeldonDeployment", "metadata": { "name": "churn", "annotations": { "note": ${text("annotation", "x")} } },
      "spec": { "annotations": { "seldon.io/engine-separate-pod": ${text("spec annotation", "false")} }, "predictors": [ { "name": "main",
        "componentSpecs": [ { "spec": { "containers": [ { "name": ${text("name", "own")}, "image": ${text("image", "a/b:1")},
          "args": [ ${text("argument", "x")}, "8000" ], "command": [ ${text("command", "x")} ], "env": [ { "name": "PORT", "value": ${text("env", "x")} } ] } ] } } ],
        "graph": { "name": "churn", "implementation": ${text("implementation", "SKLEARN_SERVER")}, "modelUri": ${text("modelUri", "gs://a/b")},
          "parameters": [ { "name": ${text("parameter", "method")}, "type": "STRING", "value": ${text("parameter value", "x")} } ] } } ] } }`;
  };

  test.each([
    "annotation",
    "spec annotation",
    "name",
    "image",
    "argument",
    "command",
    "env",
    "implementation",
    "modelUri",
    "parameter",
    "parameter value",
  ])("%s", field => {
    for (const token of TOKENS) {
      const start = performance.now();
      // The port and a store's tool at the end let those searches begin that look for them first.
      lintText(manifest(field, `${token.repeat(LENGTH / token.length)} 8000 mc`), OPTIONS);
      expect(performance.now() - start, token).toBeLessThan(5_000);
    }
  });
});

test("every beginning of a manifest can be linted, as it is while somebody types", () => {
  let state: LintResult["state"] | undefined;
  for (let length = 0; length <= MANIFEST.length; length++)
    state = lintText(MANIFEST.slice(0, length), OPTIONS, state).state;
});

test("any damage to a manifest is survived, and all fixes together come to an end", () => {
  const damage = fc.record({
    at: fc.nat({ max: MANIFEST.length }),
    length: fc.nat({ max: 40 }),
    text: fc.oneof(
      fc.string(),
      fc.constantFrom(
        "\t",
        "- ",
        ": ",
        "&a ",
        "*a",
        "{",
        "}",
        "[",
        "]",
        "'",
        '"',
        "|\n",
        "\n---\n",
        "#",
        "<<: ",
        "null",
        "? ",
        "!!str ",
      ),
    ),
  });
  fc.assert(
    fc.property(fc.array(damage, { minLength: 1, maxLength: 4 }), damages => {
      const text = damages.reduce(
        (current, { at, length, text: inserted }) => current.slice(0, at) + inserted + current.slice(at + length),
        MANIFEST,
      );
      const { findings } = lintText(text, OPTIONS);
      for (const { range } of findings) {
        expect(range.start).toBeGreaterThanOrEqual(0);
        expect(range.end).toBeGreaterThanOrEqual(range.start);
        expect(range.end).toBeLessThanOrEqual(text.length);
      }
      const fixed = applyAllFixes(text, OPTIONS);
      expect(applyAllFixes(fixed.text, OPTIONS).text).toBe(fixed.text);
    }),
    { numRuns: 150 },
  );
});
