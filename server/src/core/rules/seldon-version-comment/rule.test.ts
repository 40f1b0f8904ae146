// The comment `# seldon-version: …`: what it changes, how far it reaches, and what is said of one that has no effect.
import { describe, expect, test } from "vitest";
import { checkRule } from "../../../../../test/support/check-rule.ts";
import { allRules, documentFacts, lintText, parseDocument, type LintOptions } from "../../index.ts";
import { seldonVersionComment } from "./rule.ts";

checkRule(seldonVersionComment, import.meta.url);

const MANIFEST = `apiVersion: machinelearning.seldon.io/v1
kind: SeldonDeployment
metadata:
  name: churn
spec:
  predictors:
    - name: main
      graph: { name: classifier, implementation: SKLEARN_SERVER, modelUri: "gs://models/churn" }
`;

function version(text: string, seldonVersion?: string): string {
  return documentFacts(parseDocument(text), seldonVersion === undefined ? {} : { seldonVersion }).version;
}

function found(text: string, options: Partial<LintOptions> = {}): readonly string[] {
  const { findings } = lintText(text, { rules: allRules, onCrash: "throw", ...options });
  return findings.map(({ rule, range }) => `${rule} at ${text.slice(range.start, range.end)}`);
}

describe("the version that holds", () => {
  test.each([
    [`# seldon-version: 1.15\n${MANIFEST}`, "1.15.0"],
    [`${MANIFEST}# seldon-version: v1.16.0 (until the upgrade)\n`, "1.16.0"],
    [`#seldon-version:1.18.1\n${MANIFEST}`, "1.18.1"],
    [`# seldon-version: 1.15\n# seldon-version: 1.16\n${MANIFEST}`, "1.15.0"],
    [`# seldon-version: 1.99\n${MANIFEST}`, "1.17.1"],
    [MANIFEST.replace("churn\n", 'churn\n  annotations: { note: "# seldon-version: 1.15" }\n'), "1.17.1"],
  ])("%#", (text, expected) => {
    expect(version(text)).toBe(expected);
  });

  test("a comment goes before what the caller says", () => {
    expect(version(`# seldon-version: 1.15\n${MANIFEST}`, "1.18.2")).toBe("1.15.0");
    expect(version(MANIFEST, "1.18.2")).toBe("1.18.2");
  });
});

test("a version that nobody knows is reported", () => {
  expect(found(`# seldon-version: 2.0\n${MANIFEST}`)).toEqual(["seldon-version-comment at 2.0"]);
  expect(found(`# seldon-version: 1.15\n${MANIFEST}`)).toEqual([]);
  expect(found(`# seldon-version: 2.0\n${MANIFEST}`, { severities: { "seldon-version-comment": "off" } })).toEqual([]);
});

test("a comment holds for its own document", () => {
  const texts = [`# seldon-version: 2.0\n${MANIFEST}`, MANIFEST.replaceAll("churn", "fraud")];
  expect(found(texts.join("---\n"))).toHaveLength(1);
  expect(found("# seldon-version: 2.0\nkind: Deployment\n")).toEqual([]);
});
