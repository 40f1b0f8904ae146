// What every fix and suggestion promises (design §4.2 and §8.2), checked against any text.
import { SEVERITIES } from "../../schemas/src/index.ts";
import {
  allRules,
  applyAllFixes,
  applyEdits,
  findComments,
  lintText,
  parseStream,
  type LintFinding,
  type LintFix,
  type LintOptions,
} from "../../server/src/core/index.ts";

const OPTIONS: LintOptions = { rules: allRules, onCrash: "throw" };

/** Everything design §4.2 and §8.2 say of fixes, for each fix that is offered and for all together. Empty where all is kept. */
export function brokenPromises(text: string): string[] {
  const before = lintText(text, OPTIONS).findings;
  const broken = before.flatMap(finding =>
    finding.fixes.flatMap(fix => {
      const problems = brokenByOne(text, before, finding, fix);
      return problems.map(problem => `${finding.rule}/${finding.messageId} "${fix.title}": ${problem}`);
    }),
  );
  const fixed = applyAllFixes(text, OPTIONS).text;
  if (applyAllFixes(fixed, OPTIONS).text !== fixed) broken.push("a second run of all fixes changes the text again");
  if (!sameComments(text, fixed)) broken.push("all fixes together lose or change a comment");
  return broken;
}

function brokenByOne(text: string, before: readonly LintFinding[], finding: LintFinding, fix: LintFix): string[] {
  // What stands in another file clears no finding here.
  if (fix.createFile && fix.edits.length === 0) return [];
  const after = applyEdits(text, fix.edits);
  const findings = lintText(after, OPTIONS).findings;
  const problems: string[] = [];
  if (syntaxProblems(after) > syntaxProblems(text)) problems.push("the result does not parse");
  if (count(findings, finding) >= count(before, finding)) problems.push("the finding is still there");
  if (!sameComments(text, after)) problems.push("a comment is lost or changed");
  if (after === text) problems.push("the text stays as it is");
  if (fix.kind === "fix" && !finding.uncovers) {
    for (const added of SEVERITIES.slice(0, SEVERITIES.indexOf(finding.severity) + 1).flatMap(severity =>
      newFindings(before, findings, severity),
    )) {
      problems.push(`it adds ${added}`);
    }
  }
  return problems;
}

/** A rule that says something else about a place it had reported already has found nothing new there. */
function newFindings(before: readonly LintFinding[], after: readonly LintFinding[], severity: string): string[] {
  const reported = before.filter(finding => finding.severity === severity);
  const places = new Set(reported.map(place));
  const known = reported.map(code);
  const found = after.filter(finding => finding.severity === severity && !places.has(place(finding))).map(code);
  return found.filter(name => {
    const index = known.indexOf(name);
    if (index !== -1) known.splice(index, 1);
    return index === -1;
  });
}

function place({ rule, path }: LintFinding): string {
  return `${rule} at ${path.join(".")}`;
}

function count(findings: readonly LintFinding[], like: LintFinding): number {
  return findings.filter(finding => code(finding) === code(like)).length;
}

function code({ rule, messageId }: LintFinding): string {
  return `${rule}/${messageId}`;
}

function sameComments(before: string, after: string): boolean {
  const comments = (text: string): string =>
    JSON.stringify(
      findComments(text)
        .map(comment => comment.text)
        .sort(),
    );
  return comments(before) === comments(after);
}

function syntaxProblems(text: string): number {
  return parseStream(text).documents.reduce((sum, { document }) => sum + document.problems.length, 0);
}
