// Where comments and annotations silence a rule, and where they do not.
import { describe, expect, test } from "vitest";
import { trafficSum } from "../rules/traffic-sum/rule.ts";
import { unknownField } from "../rules/unknown-field/rule.ts";
import { unitContainer } from "../rules/unit-container/rule.ts";
import { applyAllFixes, lintText } from "./index.ts";

function found(text: string): readonly string[] {
  const { findings } = lintText(text, { rules: [trafficSum, unitContainer], onCrash: "throw" });
  return findings.map(({ rule, range }) => `${rule} at ${text.slice(range.start, range.end)}`);
}

/** Two findings: the traffic of 40, and the unit without server or container. */
const MANIFEST = `apiVersion: machinelearning.seldon.io/v1
kind: SeldonDeployment
metadata:
  name: churn
spec:
  predictors:
    - name: main
      traffic: 40
      graph:
        name: classifier
        type: MODEL
`;
const TRAFFIC = "traffic-sum at 40";
const UNIT = "unit-container at classifier";

function withLine(before: string, line: string): string {
  return MANIFEST.replace(`      ${before}`, `${line}\n      ${before}`);
}

test("the manifest of these tests has two findings", () => {
  expect(found(MANIFEST)).toEqual([TRAFFIC, UNIT]);
});

describe("disable-next-line", () => {
  test.each([
    ["with a reason", "      # seldon-lint-disable-next-line traffic-sum -- the rest goes to the old cluster"],
    ["without a reason", "      # seldon-lint-disable-next-line traffic-sum"],
    ["without a blank behind the hash", "      #seldon-lint-disable-next-line traffic-sum"],
    ["at the start of the line", "# seldon-lint-disable-next-line traffic-sum"],
    ["with blank lines and comments between", "      # seldon-lint-disable-next-line traffic-sum\n\n      # 40 of 100"],
  ])("silences the next line that says something: %s", (_, comment) => {
    expect(found(withLine("traffic: 40", comment))).toEqual([UNIT]);
  });

  test("silences several rules, and findings that begin on the line only", () => {
    const comment = "      # seldon-lint-disable-next-line unit-container , traffic-sum -- both known";
    expect(found(withLine("traffic: 40", comment))).toEqual(["unused-suppression at unit-container", UNIT]);
  });

  test("reaches no further than the line", () => {
    expect(found(withLine("graph:", "      # seldon-lint-disable-next-line unit-container"))).toEqual([
      TRAFFIC,
      "unused-suppression at unit-container",
      UNIT,
    ]);
  });

  test("works behind a value, for the line after", () => {
    const text = MANIFEST.replace("name: main", "name: main # seldon-lint-disable-next-line traffic-sum");
    expect(found(text)).toEqual([UNIT]);
  });

  test.each([
    ["other words", "      # please seldon-lint-disable-next-line traffic-sum"],
    ["no rule", "      # seldon-lint-disable-next-line"],
    ["a rule in capitals", "      # seldon-lint-disable-next-line TRAFFIC-SUM"],
  ])("is no suppression with %s", (_, comment) => {
    expect(found(withLine("traffic: 40", comment))).toEqual([TRAFFIC, UNIT]);
  });

  test("is text inside a string", () => {
    const text = MANIFEST.replace(
      "name: main",
      'name: "main"\n      labels: { a: "# seldon-lint-disable-next-line traffic-sum" }',
    );
    expect(found(text)).toEqual([TRAFFIC, UNIT]);
  });

  test("works with CRLF", () => {
    const text = withLine("traffic: 40", "      # seldon-lint-disable-next-line traffic-sum").replaceAll("\n", "\r\n");
    expect(found(text)).toEqual([UNIT]);
  });
});

describe("disable", () => {
  test("silences from the comment to the end of the document", () => {
    expect(found(`# seldon-lint-disable traffic-sum, unit-container -- a fragment\n${MANIFEST}`)).toEqual([]);
    expect(found(withLine("graph:", "# seldon-lint-disable unit-container"))).toEqual([TRAFFIC]);
    expect(found(withLine("graph:", "# seldon-lint-disable traffic-sum"))).toEqual([
      TRAFFIC,
      "unused-suppression at traffic-sum",
      UNIT,
    ]);
  });

  test("ends with its document", () => {
    const text = `# seldon-lint-disable traffic-sum\n${MANIFEST}---\n${MANIFEST}`;
    expect(found(text)).toEqual([UNIT, TRAFFIC, UNIT]);
  });
});

describe("annotations", () => {
  const annotated = MANIFEST.replace(
    "name: churn",
    "name: churn\n  annotations:\n    seldon-lint/ignore.traffic-sum: known",
  );

  test("silence the whole resource", () => {
    expect(found(annotated)).toEqual([UNIT]);
  });

  test("silence nothing in the next document", () => {
    expect(found(`${annotated}---\n${MANIFEST}`)).toEqual([UNIT, TRAFFIC, UNIT]);
  });

  test("silence only their own item of a List", () => {
    const item = (text: string): string => `  - ${text.trimEnd().replaceAll("\n", "\n    ")}\n`;
    const list = `apiVersion: v1\nkind: List\nitems:\n${item(annotated)}${item(MANIFEST)}`;
    expect(found(list)).toEqual([UNIT, TRAFFIC, UNIT]);
  });

  test("work in JSON, which has no comments", () => {
    const json = (annotations: Record<string, string>): string =>
      JSON.stringify({
        apiVersion: "machinelearning.seldon.io/v1",
        kind: "SeldonDeployment",
        metadata: { name: "churn", annotations },
        spec: { predictors: [{ name: "main", traffic: 40, graph: { name: "classifier", type: "MODEL" } }] },
      });
    expect(found(json({}))).toEqual([TRAFFIC, 'unit-container at "classifier"']);
    expect(found(json({ "seldon-lint/ignore.traffic-sum": "known" }))).toEqual(['unit-container at "classifier"']);
  });

  test("count only under metadata, since those under spec are copied to the pods", () => {
    const text = MANIFEST.replace("spec:", "spec:\n  annotations:\n    seldon-lint/ignore.traffic-sum: known");
    expect(found(text)).toEqual([TRAFFIC, UNIT]);
  });
});

test("syntax errors can be silenced, too", () => {
  const text = MANIFEST.replace("name: classifier", "name: *missing");
  expect(found(text)).toEqual(["yaml-syntax at *missing"]);
  expect(found(`# seldon-lint-disable yaml-syntax -- filled in by the pipeline\n${text}`)).toEqual([]);
});

test("what is silenced is not fixed", () => {
  const text = withLine("traffic: 40", "      # seldon-lint-disable-next-line traffic-sum");
  expect(applyAllFixes(text, { rules: [trafficSum] }).text).toBe(text);
});

test("disable-next-line at the start of a line reaches no further than the line, even to the very next character", () => {
  const text = "# seldon-lint-disable-next-line unknown-field\nfoo: 1\nbar: 2\nkind: SeldonDeployment\nspec: {}\n";
  const { findings } = lintText(text, { rules: [unknownField], onCrash: "throw" });
  expect(findings.map(({ range }) => text.slice(range.start, range.end))).toEqual(["bar"]);
});

test("many directives one below the other all mean the same line", () => {
  const directives = "      # seldon-lint-disable-next-line traffic-sum\n".repeat(20_000);
  expect(found(withLine("traffic: 40", directives.trimEnd()))).toEqual([UNIT]);
}, 20_000);
