// Applies fixes in passes: overlapping ones wait for the next pass, and each pass lints the new text.
import { yamlSyntax } from "../rules/yaml-syntax/rule.ts";
import { applyEdits, type Edit } from "../yaml/index.ts";
import type { LintFinding, LintFix } from "./finding.ts";
import { lintText, type LintOptions, type LintResult } from "./lint.ts";

/** More passes than any chain of fixes needs; stops two rules that undo each other. */
const MAX_PASSES = 10;

export interface FixResult {
  readonly text: string;
  /** What is left after fixing. */
  readonly result: LintResult;
  /** Fixes applied over all passes. */
  readonly applied: number;
  /** True where fixing would have brought an error that was not there, so that the text is left as it was. */
  readonly isHeldBack: boolean;
}

/**
 * Applies every fix (not suggestions) until none is left. A text that would have a new error then is left alone: whatever
 * went wrong, nobody is to find it at apply.
 */
export function applyAllFixes(text: string, options: LintOptions, first?: LintResult): FixResult {
  const before = first ?? lintText(text, options);
  let current = text;
  let result = before;
  let applied = 0;
  for (let pass = 0; pass < MAX_PASSES; pass++) {
    const chosen = choose(result.findings);
    if (chosen.length === 0) break;
    current = applyEdits(
      current,
      chosen.flatMap(({ fix }) => fix.edits),
    );
    const next = lintText(current, options, result.state);
    if (bringsError(result.findings, next.findings, chosen))
      return { text, result: before, applied: 0, isHeldBack: true };
    applied += chosen.length;
    result = next;
  }
  return { text: current, result, applied, isHeldBack: false };
}

/** A fix and the finding it is for. */
interface Chosen {
  readonly finding: LintFinding;
  readonly fix: LintFix;
}

/** What a fix has uncovered is no fault of it, except that the text must go on being YAML. */
function bringsError(
  before: readonly LintFinding[],
  after: readonly LintFinding[],
  chosen: readonly Chosen[],
): boolean {
  const brought = newErrors(before, after);
  const isExpected = chosen.some(({ finding }) => finding.uncovers);
  return isExpected ? brought.some(({ rule }) => rule === yamlSyntax.meta.id) : brought.length > 0;
}

/** A rule that says something else about a place it had reported already has found nothing new there. */
function newErrors(before: readonly LintFinding[], after: readonly LintFinding[]): readonly LintFinding[] {
  const places = new Set(before.map(placeOf));
  const left = new Map<string, number>();
  for (const finding of before) left.set(codeOf(finding), (left.get(codeOf(finding)) ?? 0) + 1);
  return after.filter(finding => {
    if (finding.severity !== "error" || places.has(placeOf(finding))) return false;
    // Where a line was inserted or an item removed, the same problem has another path.
    const known = left.get(codeOf(finding)) ?? 0;
    left.set(codeOf(finding), known - 1);
    return known <= 0;
  });
}

function placeOf({ rule, path }: LintFinding): string {
  return `${rule} ${path.join(".")}`;
}

function codeOf({ rule, messageId }: LintFinding): string {
  return `${rule}/${messageId}`;
}

/** The first fix of each finding, leaving out those that touch text another one already changes. */
export function chooseFixes(findings: readonly LintFinding[]): readonly LintFix[] {
  return choose(findings).map(({ fix }) => fix);
}

function choose(findings: readonly LintFinding[]): readonly Chosen[] {
  const chosen: Chosen[] = [];
  const taken: Edit[] = [];
  for (const finding of findings) {
    const fix = finding.fixes.find(candidate => candidate.kind === "fix");
    if (!fix || fix.edits.length === 0) continue;
    if (fix.edits.some(edit => taken.some(other => touches(edit, other)))) continue;
    taken.push(...fix.edits);
    chosen.push({ finding, fix });
  }
  return chosen;
}

/** Edits that meet at an end count as touching too: two insertions at one place may be the same text twice. */
function touches(a: Edit, b: Edit): boolean {
  return a.start <= b.end && b.start <= a.end;
}
