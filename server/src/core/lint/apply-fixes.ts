// Applies fixes in passes: overlapping ones wait for the next pass, and each pass lints the new text.
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
}

/** Applies every fix (not suggestions) until none is left. */
export function applyAllFixes(text: string, options: LintOptions, first?: LintResult): FixResult {
  let current = text;
  let result = first ?? lintText(current, options);
  let applied = 0;
  for (let pass = 0; pass < MAX_PASSES; pass++) {
    const chosen = chooseFixes(result.findings);
    if (chosen.length === 0) break;
    current = applyEdits(
      current,
      chosen.flatMap(fix => fix.edits),
    );
    applied += chosen.length;
    result = lintText(current, options, result.state);
  }
  return { text: current, result, applied };
}

/** The first fix of each finding, leaving out those that touch text another one already changes. */
export function chooseFixes(findings: readonly LintFinding[]): readonly LintFix[] {
  const chosen: LintFix[] = [];
  const taken: Edit[] = [];
  for (const finding of findings) {
    const fix = finding.fixes.find(candidate => candidate.kind === "fix");
    if (!fix || fix.edits.length === 0) continue;
    if (fix.edits.some(edit => taken.some(other => touches(edit, other)))) continue;
    taken.push(...fix.edits);
    chosen.push(fix);
  }
  return chosen;
}

/** Edits that meet at an end count as touching too: two insertions at one place may be the same text twice. */
function touches(a: Edit, b: Edit): boolean {
  return a.start <= b.end && b.start <= a.end;
}
