// The one way rules are tested: every file of a rule's `cases` folder, its findings both ways, and all that a fix promises.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import {
  allRules,
  applyAllFixes,
  applyEdits,
  findComments,
  lintText,
  parseStream,
  toContract,
  type LintFinding,
  type LintOptions,
  type Rule,
} from "../../server/src/core/index.ts";
import { Facts, SEVERITIES } from "../../schemas/src/index.ts";
import { caseNames, isCaseInput, isManifestCase, resultName } from "../../scripts/case-names.ts";
import { readCaseFile, type CaseFile, type ExpectedFinding } from "./case-file.ts";

/**
 * Declares the tests of a rule from the files beside it.
 *
 * `cases/x.yaml` carries caret markers, or none if it must be clean. `cases/x.fixed.yaml` is the text after all fixes.
 * `cases/x.suggestion-N.yaml` is the text after the Nth suggestion of the case's findings, counted from 1 in text order; markers in it
 * list what all rules find there then. `UPDATE=1` writes missing or changed results, to be reviewed as a diff.
 * `facts/x.json`, in a folder beside `cases`, holds the facts that the case is checked with.
 */
export function checkRule(rule: Rule, testFileUrl: string): void {
  const folder = path.join(path.dirname(fileURLToPath(testFileUrl)), "cases");
  const files = caseNames(folder).filter(isCaseInput);
  describe(rule.meta.id, () => {
    test("has a case with a finding and one without", () => {
      const counts = files.map(file => readCaseFile(readFileSync(path.join(folder, file), "utf8")).expected.length);
      expect(counts.some(count => count > 0)).toBe(true);
      expect(counts.some(count => count === 0)).toBe(true);
    });
    for (const file of files) describe(file, () => checkCase(rule, folder, file));
  });
}

function checkCase(rule: Rule, folder: string, file: string): void {
  const { text, expected } = readCaseFile(readFileSync(path.join(folder, file), "utf8"));
  const facts = caseFacts(folder, file);
  const alone: LintOptions = { rules: [rule], fileName: file, onCrash: "throw", ...(facts && { facts }) };
  const together: LintOptions = { ...alone, rules: allRules };
  const findings = lintText(text, alone).findings;

  test("finds what its markers say and nothing else", () => {
    expect(describeFindings(findings, text)).toEqual(expected.map(describeExpected));
    const contract = toContract(findings, text);
    expected.forEach(({ messagePart }, index) => {
      if (messagePart !== undefined) expect(contract[index]?.message).toContain(messagePart);
    });
  });

  const fixes = findings.flatMap(finding =>
    finding.fixes.filter(fix => fix.kind === "fix").map(fix => ({ finding, fix })),
  );
  if (fixes.length > 0) {
    test("all fixes together give the fixed file, and a second run changes nothing", () => {
      const fixed = applyAllFixes(text, alone);
      expectFile(folder, file, "fixed", fixed.text);
      expect(applyAllFixes(fixed.text, alone).text).toBe(fixed.text);
      expectSound(file, text, fixed.text);
    });
    for (const { finding, fix } of fixes) {
      test(`the fix "${fix.title}" clears its finding and adds none as severe`, () => {
        const fixed = applyEdits(text, fix.edits);
        expectSound(file, text, fixed);
        expect(countLike(lintText(fixed, alone).findings, finding)).toBeLessThan(countLike(findings, finding));
        const before = lintText(text, together).findings;
        for (const added of addedFindings(before, lintText(fixed, together).findings)) {
          expect(SEVERITIES.indexOf(added.severity), added.message).toBeGreaterThan(
            SEVERITIES.indexOf(finding.severity),
          );
        }
      });
    }
  }

  const suggestions = findings.flatMap(finding =>
    finding.fixes.filter(fix => fix.kind === "suggestion" && !fix.createFile).map(fix => ({ finding, fix })),
  );
  checkCreations(file, text, findings);
  suggestions.forEach(({ finding, fix }, index) => {
    test(`the suggestion "${fix.title}" gives its file, with the findings listed there`, () => {
      const changed = applyEdits(text, fix.edits);
      expectSound(file, text, changed);
      const wanted = expectFile(folder, file, `suggestion-${index + 1}`, changed);
      expect(countLike(lintText(changed, alone).findings, finding)).toBeLessThan(countLike(findings, finding));
      expect(describeFindings(lintText(changed, together).findings, changed)).toEqual(
        wanted.expected.map(describeExpected),
      );
    });
  });
}

/** What makes a file is tested where its text is made; here the rest of its promises. */
function checkCreations(file: string, text: string, findings: readonly LintFinding[]): void {
  for (const { title, createFile, edits } of findings.flatMap(finding => finding.fixes)) {
    if (!createFile) continue;
    test(`"${title}" makes a whole file and leaves this one sound`, () => {
      expect(createFile.name).toMatch(/^[\w.-]+$/);
      expect(createFile.text).toMatch(/\S\n$/);
      expectSound(file, text, applyEdits(text, edits));
    });
  }
}

function caseFacts(folder: string, file: string): Facts | undefined {
  const target = path.join(folder, "../facts", `${file.replace(/\.[A-Za-z]+$/, "")}.json`);
  return existsSync(target) ? Facts.parse(JSON.parse(readFileSync(target, "utf8"))) : undefined;
}

function expectFile(folder: string, file: string, suffix: string, actual: string): CaseFile {
  const target = path.join(folder, resultName(file, suffix));
  const wanted = existsSync(target) ? readCaseFile(readFileSync(target, "utf8")) : undefined;
  if (wanted?.text !== actual) {
    if (process.env["UPDATE"]) {
      mkdirSync(path.dirname(target), { recursive: true });
      writeFileSync(target, actual);
      return readCaseFile(actual);
    }
    writeFileSync(`${target}.actual`, actual);
  }
  expect(actual, `${path.basename(target)} (run with UPDATE=1 and review the diff)`).toBe(wanted?.text ?? "");
  return wanted ?? readCaseFile(actual);
}

/** What every edit promises: the result parses as well as before, and no comment is lost. */
function expectSound(file: string, before: string, after: string): void {
  if (!isManifestCase(file)) return;
  const problems = (text: string): number =>
    parseStream(text).documents.reduce((sum, { document }) => sum + document.problems.length, 0);
  expect(problems(after), after).toBe(problems(before));
  const comments = (text: string): string[] =>
    findComments(text)
      .map(comment => comment.text)
      .sort();
  expect(comments(after), after).toEqual(comments(before));
}

function countLike(findings: readonly LintFinding[], finding: LintFinding): number {
  return findings.filter(other => other.rule === finding.rule && other.messageId === finding.messageId).length;
}

function addedFindings(before: readonly LintFinding[], after: readonly LintFinding[]): readonly LintFinding[] {
  const remaining = before.map(finding => `${finding.rule}/${finding.messageId}`);
  return after.filter(finding => {
    const index = remaining.indexOf(`${finding.rule}/${finding.messageId}`);
    if (index === -1) return true;
    remaining.splice(index, 1);
    return false;
  });
}

function describeFindings(findings: readonly LintFinding[], text: string): string[] {
  return toContract(findings, text).map(({ range, severity, rule, messageId, fixes }) =>
    describeOne({
      range,
      severity,
      code: `${rule}/${messageId}`,
      offers: [...new Set(fixes.filter(fix => !fix.createFile).map(fix => fix.kind))].sort(),
    }),
  );
}

function describeExpected(expected: ExpectedFinding): string {
  return describeOne(expected);
}

function describeOne({ range, severity, code, offers }: Omit<ExpectedFinding, "messagePart">): string {
  const { start, end } = range;
  const offered = offers.length > 0 ? ` (${offers.join(", ")})` : "";
  return `${start.line + 1}:${start.character}-${end.line + 1}:${end.character} ${severity} ${code}${offered}`;
}
