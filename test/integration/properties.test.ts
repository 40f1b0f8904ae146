// What must hold for any text: nothing throws, fixes keep their promises, and neither notation nor history changes the findings.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { allRules, isTemplated, lintText, type LintOptions } from "../../server/src/core/index.ts";
import { brokenPromises } from "../support/fix-promises.ts";
import { jsonTwin } from "../support/json-twin.ts";
import { applyLineChange, applyRandomEdit, caseText, lineChange, randomEdit } from "../support/manifest-arbitraries.ts";
import { manifestCases } from "../support/rule-cases.ts";

const OPTIONS: LintOptions = { rules: allRules, onCrash: "throw" };

const cases = manifestCases();

describe("bad input", () => {
  test("no text makes a rule or the parser throw", () => {
    fc.assert(
      fc.property(caseText, fc.array(randomEdit, { minLength: 1, maxLength: 4 }), (text, edits) => {
        const broken = edits.reduce(applyRandomEdit, text);
        const { findings } = lintText(broken, OPTIONS);
        for (const { range } of findings)
          expect(range.start >= 0 && range.start <= range.end && range.end <= broken.length).toBe(true);
      }),
      { numRuns: 1_500 },
    );
  });

  test("a text that ends anywhere, as while it is typed, throws nothing", () => {
    fc.assert(
      fc.property(caseText, fc.double({ min: 0, max: 1, noNaN: true }), (text, share) => {
        lintText(text.slice(0, Math.floor(share * text.length)), OPTIONS);
      }),
      { numRuns: 500 },
    );
  });

  test("manifests that parse but mean nonsense throw nothing", () => {
    fc.assert(
      fc.property(caseText, fc.array(lineChange, { minLength: 1, maxLength: 5 }), (text, changes) => {
        lintText(changes.reduce(applyLineChange, text), OPTIONS);
      }),
      { numRuns: 1_500 },
    );
  });

  test("arbitrary text throws nothing", () => {
    fc.assert(
      fc.property(
        fc.string({ unit: "binary", maxLength: 300 }),
        text => void lintText(`kind: SeldonDeployment\n${text}`, OPTIONS),
      ),
    );
  });
});

describe("incremental linting", () => {
  test("after any edits gives what a fresh run gives", () => {
    const stream = fc.array(caseText, { minLength: 1, maxLength: 4 }).map(texts => texts.join("\n---\n"));
    fc.assert(
      fc.property(stream, fc.array(randomEdit, { minLength: 1, maxLength: 6 }), (start, edits) => {
        let text = start;
        let state = lintText(text, OPTIONS).state;
        for (const edit of edits) {
          text = applyRandomEdit(text, edit);
          const result = lintText(text, OPTIONS, state);
          expect(result.findings).toEqual(lintText(text, OPTIONS).findings);
          state = result.state;
        }
      }),
      { numRuns: 300 },
    );
  });
});

describe("fixes", () => {
  test.each(cases.map(({ file, text }) => [file, text]))("%s", (_, text) => {
    for (const problem of brokenPromises(text)) expect.soft(problem).toBe("");
  });

  test("keep their promises on manifests that were never thought of", () => {
    fc.assert(
      fc.property(caseText, fc.array(lineChange, { maxLength: 3 }), (text, changes) => {
        const bent = changes.reduce(applyLineChange, text);
        // A text that says one thing twice hides half of what it says; removing one half uncovers the other.
        fc.pre(!lintText(bent, OPTIONS).findings.some(finding => finding.rule === "duplicate-key"));
        expect(brokenPromises(bent)).toEqual([]);
      }),
      { numRuns: 800 },
    );
  });
});

describe("notation", () => {
  /** Rules about how something is written rather than what it means. */
  const ABOUT_NOTATION: Readonly<Record<string, string>> = {
    "unused-suppression": "JSON has no comments to suppress with",
    "seldon-version-comment": "JSON has no comments to name a version in",
    "duplicate-key": "the twin is written from what kubectl reads, which has each key once",
    "mlmodel-environment/numberForVersion": "the twin has the number that YAML reads",
    "mlmodel-environment/mappingForOldServer": "the release stands in a comment",
    "mlmodel-env/oldServer": "the same",
    "prediction-test-shape/repeated": "the same",
    "prediction-test-shape/noJsonNumber": "the twin has null in the place of infinity",
  };

  /** Messages that say in YAML's terms what another says of JSON. */
  const SAME_IN_JSON: Readonly<Record<string, string>> = {
    "field-type/surprisingScalar": "field-type/wrongType",
    "prediction-test-shape/surprisingScalar": "prediction-test-shape/wrongType",
  };

  const twins = cases.flatMap(({ file, text }) => {
    // JSON has no indentation to lose.
    const hasNoTwin = file.includes("/lost-indentation/") || text.includes("seldon-lint-disable") || isTemplated(text);
    const twin = hasNoTwin ? undefined : jsonTwin(text);
    return twin === undefined ? [] : [[file, text, twin] as const];
  });

  test.each(twins)("%s gives the same findings as JSON", (_, text, twin) => {
    const facts = (source: string): string[] =>
      lintText(source, OPTIONS)
        .findings.filter(({ rule }) => ABOUT_NOTATION[rule] === undefined)
        .filter(({ rule, messageId }) => ABOUT_NOTATION[`${rule}/${messageId}`] === undefined)
        .map(({ rule, messageId, path }) => ({ code: `${rule}/${messageId}`, path: path.join(".") }))
        .map(({ code, path }) => `${SAME_IN_JSON[code] ?? code} at ${path}`)
        .sort();
    // What an alias repeats is written once in YAML, and some rules report it once.
    if (/[:-] \*\w/.test(text)) expect(facts(twin)).toEqual(expect.arrayContaining(facts(text)));
    else expect(facts(twin)).toEqual(facts(text));
  });
});
