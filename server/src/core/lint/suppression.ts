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
  const fromComments = text.includes("seldon-lint-disable") ? commentSuppressions(text) : [];
  const fromAnnotations = text.includes(ANNOTATION_PREFIX)
    ? resources.flatMap(resource => annotationSuppressions(document, resource))
    : [];
  return [...fromComments, ...fromAnnotations];
}

function commentSuppressions(text: string): Suppression[] {
  return findComments(text).flatMap(comment => {
    const match = DIRECTIVE.exec(comment.text.trimEnd());
    if (!match) return [];
    const [, nextLine, rules = ""] = match;
    const covers = nextLine ? lineAfter(text, comment.end) : { start: comment.start, end: text.length };
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

/** The next line that is neither blank nor a comment. */
function lineAfter(text: string, offset: number): Range {
  let start = nextLine(text, offset);
  while (start < text.length && /^[ \t]*(#[^\n]*)?\r?\n/.test(text.slice(start, nextLine(text, start))))
    start = nextLine(text, start);
  return { start, end: nextLine(text, start) };
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
