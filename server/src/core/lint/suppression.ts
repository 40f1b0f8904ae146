// Comments and annotations by which an author says that a finding is known and meant.
import type { Resource } from "../model/index.ts";
import { findComments, type Cursor, type Range, type YamlDocument } from "../yaml/index.ts";

/** Silences one rule in a stretch of a document. Offsets are the document's. */
export interface Suppression {
  readonly rule: string;
  readonly covers: Range;
  /** Where it is written. */
  readonly range: Range;
}

const ANNOTATION_PREFIX = "seldon-lint/ignore.";
const DIRECTIVE = /^#\s*seldon-lint-disable(-next-line)?\s+([a-z0-9-]+(?:\s*,\s*[a-z0-9-]+)*)\s*(?:--.*)?$/;

/** All suppressions of a document, comments first. */
export function findSuppressions(document: YamlDocument, resources: readonly Resource[]): readonly Suppression[] {
  const { text } = document;
  // What looks like a comment there belongs to an example, which is looked at by itself.
  if (resources.some(({ kind }) => kind === "Page")) return [];
  // A script is a resource without a tree, and its comments are whole lines.
  const comments = document.root === undefined && resources.length > 0 ? lineComments : findComments;
  const fromComments = text.includes("seldon-lint-disable") ? commentSuppressions(text, comments(text)) : [];
  const fromAnnotations = text.includes(ANNOTATION_PREFIX)
    ? resources.flatMap(resource => annotationSuppressions(document, resource))
    : [];
  return [...fromComments, ...fromAnnotations];
}

function lineComments(text: string): readonly (Range & { readonly text: string })[] {
  return [...text.matchAll(/^[ \t]*(#[^\n]*)/gm)].map(match => {
    const end = match.index + match[0].length;
    return { text: match[1] ?? "", start: end - (match[1] ?? "").length, end };
  });
}

function commentSuppressions(
  text: string,
  comments: readonly (Range & { readonly text: string })[],
): readonly Suppression[] {
  const directives = comments.flatMap(comment => {
    const match = DIRECTIVE.exec(comment.text.trimEnd());
    return match ? [{ comment, isNextLine: match[1] !== undefined, rules: match[2] ?? "" }] : [];
  });
  const ends = directives.filter(({ isNextLine }) => isNextLine).map(({ comment }) => comment.end);
  const lines = linesAfter(text, ends);
  return directives.flatMap(({ comment, isNextLine, rules }) => {
    const covers = (isNextLine ? lines.get(comment.end) : undefined) ?? { start: comment.start, end: text.length };
    return ruleRanges(rules, comment).map(({ rule, range }) => ({ rule, covers, range }));
  });
}

function ruleRanges(rules: string, comment: Range & { text: string }): { rule: string; range: Range }[] {
  return rules.split(",").map(name => {
    const rule = name.trim();
    const start =
      comment.start +
      comment.text.indexOf(rule, comment.text.indexOf("seldon-lint-disable") + "seldon-lint-disable".length);
    return { rule, range: { start, end: start + rule.length } };
  });
}

/**
 * For each offset the next line that is neither blank nor a comment. Offsets rise. The last is looked up first: a search that
 * comes to where a later one began ends where that one did, so that no line is read twice.
 */
function linesAfter(text: string, offsets: readonly number[]): ReadonlyMap<number, Range> {
  const found = new Map<number, Range>();
  let later: { readonly from: number; readonly line: Range } | undefined;
  for (const offset of offsets.toReversed()) {
    const from = nextLine(text, offset);
    let start = from;
    while (start !== later?.from && isBlankOrComment(text, start)) start = nextLine(text, start);
    const line: Range = start === later?.from ? later.line : { start, end: nextLine(text, start) };
    found.set(offset, line);
    later = { from, line };
  }
  return found;
}

function isBlankOrComment(text: string, start: number): boolean {
  return start < text.length && /^[ \t]*(#[^\n]*)?\r?\n/.test(text.slice(start, nextLine(text, start)));
}

function nextLine(text: string, offset: number): number {
  const next = text.indexOf("\n", offset);
  return next === -1 ? text.length : next + 1;
}

function annotationSuppressions(document: YamlDocument, resource: Resource): Suppression[] {
  const annotations = resource.at.at("metadata", "annotations");
  const covers = resource.at.path.length === 0 ? { start: 0, end: document.text.length } : nodeRange(resource.at);
  return annotations.entries().flatMap(entry => {
    if (!entry.name.startsWith(ANNOTATION_PREFIX)) return [];
    return [{ rule: entry.name.slice(ANNOTATION_PREFIX.length), covers, range: entry.keyRange() ?? entry.range() }];
  });
}

function nodeRange(cursor: Cursor): Range {
  return cursor.node ?? cursor.range();
}
