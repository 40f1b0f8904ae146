// Files above the limit are named, not read.
import { expect, test } from "vitest";
import { allRules, DEFAULT_MAX_SIZE, lintText } from "../../index.ts";

function sized(size: number): string {
  const head = "kind: SeldonDeployment\nspec: { predictors: [] }\n# ";
  return head + "x".repeat(size - head.length);
}

test("above the limit there is one information and nothing is linted", () => {
  const { findings, documentsLinted } = lintText(sized(DEFAULT_MAX_SIZE + 1), { rules: allRules });
  expect(documentsLinted).toBe(0);
  expect(findings.map(({ rule, severity, range }) => ({ rule, severity, range }))).toEqual([
    { rule: "document-too-large", severity: "information", range: { start: 0, end: 0 } },
  ]);
  expect(findings[0]?.message).toContain("5.1 million characters and the limit is 5.0 million");
});

test("at the limit the file is read", () => {
  const { findings } = lintText(sized(1_000), { rules: allRules, maxSize: 1_000 });
  expect(findings.map(({ rule }) => rule)).toContain("predictors-present");
});

test("the limit can be lifted, and the rule be set to another severity or off", () => {
  const text = sized(2_000);
  expect(lintText(text, { rules: allRules, maxSize: 3_000 }).findings.map(({ rule }) => rule)).not.toContain(
    "document-too-large",
  );
  const strict = lintText(text, { rules: allRules, maxSize: 1_000, severities: { "document-too-large": "error" } });
  expect(strict.findings.map(({ severity }) => severity)).toEqual(["error"]);
  expect(
    lintText(text, { rules: allRules, maxSize: 1_000, severities: { "document-too-large": "off" } }).findings,
  ).toEqual([]);
});

test("other people's large files are left alone", () => {
  expect(lintText("x".repeat(DEFAULT_MAX_SIZE + 1), { rules: allRules }).findings).toEqual([]);
});
