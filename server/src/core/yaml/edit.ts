// Text edits at a path that keep every comment, quote and space they do not have to change.
//
// Each function returns undefined where no safe edit exists: the place is reached through an alias or a merge key or is
// repeated by an alias (the edit would change other places too), is written in a form the edit would have to print anew, or
// the document has a syntax error. A rule then offers no fix.
import type { Edits } from "./apply-edits.ts";
import { contentEnd, type ContentEnd } from "./content-end.ts";
import type { Cursor } from "./cursor.ts";
import type { YamlDocument } from "./document.ts";
import { insertIntoFlow, renderNested } from "./flow-edit.ts";
import { afterBreak, blockColumn, endOfLine, indentOf } from "./line-bounds.ts";
import type { Edit } from "./range.ts";
import {
  isNested,
  renderEntryLines,
  renderFlow,
  renderFlowScalar,
  renderItemLines,
  renderScalar,
  type PlainValue,
} from "./render.ts";
import type { YamlEntry, YamlMap, YamlNode } from "./tree.ts";

export interface InsertOptions {
  /** Key after which the new one goes; the end of the mapping where it is absent. */
  readonly after?: string;
}

/**
 * Makes the value at a cursor the one given. Replaces a scalar in its own quoting; creates what is missing,
 * mappings and sequences on the way included. A mapping or sequence that is there is not replaced. No edits at all where
 * the value is the one given already.
 */
export function setValue(
  document: YamlDocument,
  cursor: Cursor,
  value: PlainValue,
  options: InsertOptions = {},
): Edits | undefined {
  if (isLocked(document, cursor)) return undefined;
  if (cursor.scalar?.value === value) return [];
  if (cursor.scalar && !cursor.isEmpty) return replaceScalar(document, cursor, value);
  if (cursor.exists && !cursor.isEmpty) return undefined;
  const parent = cursor.parent;
  const step = cursor.path.at(-1);
  if (!parent || step === undefined) return undefined;
  if (cursor.entry) return fillEntry(document, parent, cursor.entry, value);
  if (typeof step === "string") {
    return parent.isEmpty
      ? setValue(document, parent, { [step]: value }, options)
      : insertEntry(document, parent, step, value, options);
  }
  if (cursor.exists) return fillItem(document, cursor, step, value);
  if (step !== (parent.sequence?.items.length ?? 0)) return undefined;
  return parent.isEmpty ? setValue(document, parent, [value], options) : appendItem(document, parent, value);
}

/** True where nothing at a place may be edited. */
export function isLocked(document: YamlDocument, cursor: Cursor): boolean {
  return cursor.shared || document.problems.length > 0;
}

function replaceScalar(document: YamlDocument, cursor: Cursor, value: PlainValue): Edits | undefined {
  const scalar = cursor.scalar;
  if (!scalar || scalar.tagged || (typeof value === "object" && value !== null)) return undefined;
  if (scalar.style === "literal" || scalar.style === "folded") return undefined;
  const style = typeof value === "string" ? scalar.style : undefined;
  const inFlow = cursor.parent?.map?.flow ?? cursor.parent?.sequence?.flow ?? false;
  const { layout } = document;
  const newText = inFlow && style === "plain" ? renderFlowScalar(value, layout) : renderScalar(value, layout, style);
  return [{ start: scalar.start, end: scalar.end, newText }];
}

/** Puts a value behind a key that has none or `null`. A comment on the key's line stays there. */
function fillEntry(document: YamlDocument, parent: Cursor, entry: YamlEntry, value: PlainValue): Edits | undefined {
  const { text, layout } = document;
  const { key, value: empty } = entry;
  if (parent.map?.flow !== false) return fillInFlow(document, entry, value);
  if (empty?.kind !== "scalar" || empty.tagged) return undefined;
  if (!isNested(value)) return putScalar(document, empty, colonOf(text, entry), renderFlow(value, layout));
  const column = blockColumn(text, key.start);
  if (column === undefined) return undefined;
  const [, ...lines] = renderEntryLines(key.text, value, column, layout);
  return putLines(document, empty, colonOf(text, entry), "", lines);
}

/** Puts a value behind a dash that has none or `null`. */
function fillItem(document: YamlDocument, cursor: Cursor, index: number, value: PlainValue): Edits | undefined {
  const { text, layout } = document;
  const sequence = cursor.parent?.sequence;
  const empty = cursor.scalar;
  if (!sequence || !empty || empty.tagged) return undefined;
  if (sequence.flow) {
    const newText = renderNested(
      document,
      value,
      text.slice(sequence.start, sequence.end),
    )(indentOf(text, empty.start));
    return empty.end > empty.start ? [{ start: empty.start, end: empty.end, newText }] : undefined;
  }
  const dash = sequence.dashes[index];
  const column = dash === undefined ? undefined : blockColumn(text, dash);
  if (dash === undefined || column === undefined) return undefined;
  const behind = text.slice(dash + 1, empty.start).trim() === "" ? dash + 1 : undefined;
  const [first = "", ...rest] = renderItemLines(value, column, layout);
  return putLines(document, empty, behind, first.slice(1).trimStart(), rest);
}

function fillInFlow(document: YamlDocument, entry: YamlEntry, value: PlainValue): Edits | undefined {
  const { key, value: empty } = entry;
  const newText = renderNested(document, value, "")(indentOf(document.text, key.start));
  if (empty === undefined) return [{ start: key.end, end: key.end, newText: `: ${newText}` }];
  return empty.kind === "scalar" && !empty.tagged
    ? putScalar(document, empty, colonOf(document.text, entry), newText)
    : undefined;
}

/** The place behind an entry's colon; undefined where more than white space stands between the key and an empty value. */
function colonOf(text: string, { key, value }: YamlEntry): number | undefined {
  const between = text.slice(key.end, value?.start ?? key.end);
  return /^\s*:\s*$/.test(between) ? key.end + between.indexOf(":") + 1 : undefined;
}

/** Writes over `null`, or behind an indicator that nothing follows. */
function putScalar(
  document: YamlDocument,
  empty: YamlNode,
  indicatorEnd: number | undefined,
  newText: string,
): Edits | undefined {
  if (empty.end > empty.start) return [{ start: empty.start, end: empty.end, newText }];
  const glued = indicatorEnd !== undefined && /[^\s,\]}]/.test(document.text[indicatorEnd] ?? " ");
  return indicatorEnd === undefined || glued
    ? undefined
    : [{ start: indicatorEnd, end: indicatorEnd, newText: ` ${newText}` }];
}

/** As `putScalar`, with further lines below the one the indicator stands on. */
function putLines(
  document: YamlDocument,
  empty: YamlNode,
  indicatorEnd: number | undefined,
  first: string,
  rest: readonly string[],
): Edits | undefined {
  const { text, layout } = document;
  const written = empty.end > empty.start;
  if (!written && indicatorEnd === undefined) return undefined;
  const lineEnd = endOfLine(text, written ? empty.end : (indicatorEnd ?? empty.end));
  const below: Edit = { start: lineEnd, end: lineEnd, newText: rest.map(line => layout.newline + line).join("") };
  if (first !== "") return [...(putScalar(document, empty, indicatorEnd, first) ?? []), below];
  let start = empty.start;
  while (written && text[start - 1] === " ") start--;
  return written ? [{ start, end: empty.end, newText: "" }, below] : [below];
}

/** Adds an entry to a mapping that is there. */
export function insertEntry(
  document: YamlDocument,
  cursor: Cursor,
  key: string,
  value: PlainValue,
  options: InsertOptions = {},
): Edits | undefined {
  const { text, layout } = document;
  const map = cursor.map;
  if (!map || isLocked(document, cursor) || map.entries.some(entry => entry.key.text === key)) return undefined;
  if (map.flow) {
    const nested = renderNested(document, value, text.slice(map.start, map.end));
    return insertIntoFlow(document, map, indent => `${renderFlowScalar(key, layout)}: ${nested(indent)}`);
  }
  const column = columnOfEntries(text, map);
  const previous = map.entries.findLast(entry => entry.key.text === options.after) ?? map.entries.at(-1);
  if (column === undefined || !previous) return undefined;
  const [head = "", ...rest] = renderEntryLines(key, value, column, layout);
  return insertLinesAfter(document, previous.value ?? previous.key, column, [" ".repeat(column) + head, ...rest]);
}

/** The column the keys of a block mapping stand in; undefined where the tree does not hold all of them. */
export function columnOfEntries(text: string, map: YamlMap): number | undefined {
  if (map.hasComplexKeys || map.flow) return undefined;
  return map.entries.map(({ key }) => blockColumn(text, key.start)).find(column => column !== undefined);
}

/** Adds an item to the end of a sequence that is there. */
export function appendItem(document: YamlDocument, cursor: Cursor, value: PlainValue): Edits | undefined {
  const { text, layout } = document;
  const sequence = cursor.sequence;
  if (!sequence || isLocked(document, cursor)) return undefined;
  if (sequence.flow)
    return insertIntoFlow(document, sequence, renderNested(document, value, text.slice(sequence.start, sequence.end)));
  const dash = sequence.dashes[0];
  const last = sequence.items.at(-1);
  const column = dash === undefined ? undefined : blockColumn(text, dash);
  if (column === undefined || !last) return undefined;
  const [first = "", ...rest] = renderItemLines(value, column, layout);
  return insertLinesAfter(document, last, column, [" ".repeat(column) + first, ...rest]);
}

function insertLinesAfter(
  document: YamlDocument,
  previous: YamlNode,
  column: number,
  lines: readonly string[],
): Edits | undefined {
  const place = placeAfter(document.text, previous, column);
  return place && [insertLines(document, place, lines)];
}

/** Where lines of a column go behind a value: below the comments under it that are indented deeper. */
export function placeAfter(text: string, previous: YamlNode, column: number): ContentEnd | undefined {
  const end = contentEnd(text, previous);
  if (!end || end.open) return undefined;
  let offset = end.offset;
  for (;;) {
    const lineStart = end.wholeLines ? offset : afterBreak(text, offset);
    const comment = /^ *#/.exec(text.slice(lineStart, endOfLine(text, lineStart)))?.[0];
    if (comment === undefined || (lineStart === offset && !end.wholeLines) || comment.length - 1 <= column) break;
    const lineEnd = endOfLine(text, lineStart);
    offset = end.wholeLines ? afterBreak(text, lineEnd) : lineEnd;
    if (end.wholeLines && offset === lineEnd) return { ...end, offset, wholeLines: false };
  }
  return { ...end, offset };
}

/** The insertion of whole lines at a place found by `placeAfter`. */
export function insertLines(
  { layout }: YamlDocument,
  { offset, wholeLines }: ContentEnd,
  lines: readonly string[],
): Edit {
  const newText = lines.map(line => (wholeLines ? line + layout.newline : layout.newline + line)).join("");
  return { start: offset, end: offset, newText };
}

/** Gives an entry another key, quoted as the old one was. */
export function renameKey(document: YamlDocument, cursor: Cursor, newKey: string): Edits | undefined {
  const key = cursor.entry?.key;
  const siblings = cursor.parent?.map;
  if (!key || !siblings || isLocked(document, cursor) || key.aliased || key.tagged) return undefined;
  if (siblings.entries.some(entry => entry.key !== key && entry.key.text === newKey)) return undefined;
  return [{ start: key.start, end: key.end, newText: renderScalar(newKey, document.layout, key.style) }];
}
