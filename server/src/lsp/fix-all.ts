// Works out the edits that apply every fix of a document, several passes included.
import { applyAllFixes, applyEdits, chooseFixes, type Edit } from "../core/index.ts";
import type { LintedDocument } from "./document-store.ts";

/** Edits from the document's text to the text with all fixes applied; empty where nothing can be fixed. */
export function fixAllEdits({ text, options, result }: LintedDocument): readonly Edit[] {
  const fixed = applyAllFixes(text, options, result).text;
  const firstPass = chooseFixes(result.findings).flatMap(fix => fix.edits);
  // One pass is the rule; its edits leave cursors, folds and breakpoints elsewhere alone.
  return applyEdits(text, firstPass) === fixed ? firstPass : difference(text, fixed);
}

/** One edit that spans all differences, in whole characters. */
function difference(before: string, after: string): readonly Edit[] {
  if (before === after) return [];
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start < shorter && before[start] === after[start]) start++;
  let tail = 0;
  while (tail < shorter - start && before[before.length - 1 - tail] === after[after.length - 1 - tail]) tail++;
  if (isInsidePair(before, start)) start--;
  if (isInsidePair(before, before.length - tail)) tail--;
  return [{ start, end: before.length - tail, newText: after.slice(start, after.length - tail) }];
}

/** True between the halves of a surrogate pair and between CR and LF, where an edit must not begin or end. */
function isInsidePair(text: string, offset: number): boolean {
  const pair = text.slice(offset - 1, offset + 1);
  return pair === "\r\n" || (offset > 0 && /^[\uD800-\uDBFF][\uDC00-\uDFFF]$/.test(pair));
}
