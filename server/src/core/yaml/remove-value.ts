// Removes entries and items with their lines, and keeps the comments that stood among them.
import type { Edits } from "./apply-edits.ts";
import { commentsIn } from "./comments.ts";
import { contentEnd } from "./content-end.ts";
import { isMergeKey, type Cursor } from "./cursor.ts";
import type { YamlDocument } from "./document.ts";
import { isLocked } from "./edit.ts";
import { removeFromFlow } from "./flow-edit.ts";
import { afterBreak, blockColumn, startOfLine } from "./line-bounds.ts";
import type { Edit } from "./range.ts";
import type { YamlMap, YamlNode, YamlSequence } from "./tree.ts";

/**
 * Removes an entry or item with its lines. Comments inside what goes stay, on lines of their own.
 * The last entry or item takes its parent with it, since an empty `volumes:` says nothing.
 */
export function removeValue(document: YamlDocument, cursor: Cursor): Edits | undefined {
  const parent = cursor.parent;
  const value = cursor.node;
  if (!parent || !value || isLocked(document, parent) || holdsAnchorInUse(writtenValue(cursor) ?? value))
    return undefined;
  const collection = parent.map ?? parent.sequence;
  if (!collection || (collection.kind === "map" && !isOnlyOne(collection, cursor.name))) return undefined;
  const index = indexOf(collection, cursor);
  if (index < 0) return undefined;
  const siblings = collection.kind === "map" ? collection.entries.length : collection.items.length;
  if (siblings <= 1) return parent.parent ? removeValue(document, parent) : undefined;
  if (collection.flow) return removeFromFlow(document, collection, index);
  const edit = removeLines(document, cursor, collection, true);
  return edit && [edit];
}

/** The value as it stands in the text, which may be an alias. */
export function writtenValue(cursor: Cursor): YamlNode | undefined {
  if (cursor.entry) return cursor.entry.value ?? cursor.entry.key;
  const index = cursor.path.at(-1);
  return typeof index === "number" ? cursor.parent?.sequence?.items[index] : undefined;
}

/** True where a mapping has the key once and without it would not get a value from elsewhere. */
export function isOnlyOne(map: YamlMap, key: string): boolean {
  return (
    !map.hasComplexKeys &&
    map.entries.filter(entry => entry.key.text === key || (isMergeKey(entry.key) && key !== "<<")).length === 1
  );
}

/** True where a value holds an anchor that an alias, possibly elsewhere, refers to. */
export function holdsAnchorInUse(value: YamlNode): boolean {
  if (value.kind === "alias") return false;
  if (value.aliased) return true;
  if (value.kind === "sequence") return value.items.some(holdsAnchorInUse);
  return (
    value.kind === "map" &&
    value.entries.some(entry => entry.key.aliased || (entry.value && holdsAnchorInUse(entry.value)))
  );
}

function indexOf(collection: YamlMap | YamlSequence, cursor: Cursor): number {
  return collection.kind === "sequence"
    ? Number(cursor.path.at(-1))
    : collection.entries.findIndex(entry => entry === cursor.entry);
}

/**
 * The removal of a block entry's or item's lines; undefined where they are not its own. Comments among its own lines are
 * kept only if asked for; those between it and a sibling that takes its place behind a dash always are.
 */
export function removeLines(
  document: YamlDocument,
  cursor: Cursor,
  collection: YamlMap | YamlSequence,
  keepOwn: boolean,
): Edit | undefined {
  const { text, layout } = document;
  const starts = collection.kind === "map" ? collection.entries.map(entry => entry.key.start) : collection.dashes;
  const index = indexOf(collection, cursor);
  const start = starts[index];
  const value = writtenValue(cursor);
  const end = value && contentEnd(text, value);
  const column = start === undefined ? undefined : blockColumn(text, start);
  if (start === undefined || column === undefined || !end) return undefined;
  const lineStart = startOfLine(text, start);
  if (text.slice(lineStart, start).trim() === "") {
    const to = end.wholeLines ? end.offset : afterBreak(text, end.offset);
    const comments = keepOwn ? commentsIn(text, { start, end: end.offset }) : [];
    const kept = comments.map(comment => text.slice(lineStart, start) + comment.text);
    const absorbed = kept.length === 0 && isBehindKeptBreaks(text, collection, index, lineStart);
    const endsInBreak = to > end.offset || end.wholeLines;
    const newText = kept.join(layout.newline) + (kept.length > 0 && endsInBreak ? layout.newline : "");
    return { start: lineStart, end: absorbed ? afterBlankLines(text, to) : to, newText };
  }
  // What is removed shares its line with a dash: the next sibling moves up to its place.
  const next = starts[index + 1];
  if (next === undefined || blockColumn(text, next) === undefined) return undefined;
  const comments = commentsIn(text, { start: keepOwn ? start : end.offset, end: next });
  return {
    start,
    end: next,
    newText: comments.map(comment => comment.text + layout.newline + " ".repeat(column)).join(""),
  };
}

/** True where a block scalar that keeps its blank lines would take those behind what is removed for its own. */
function isBehindKeptBreaks(
  text: string,
  collection: YamlMap | YamlSequence,
  index: number,
  lineStart: number,
): boolean {
  const previous = collection.kind === "map" ? collection.entries[index - 1]?.value : collection.items[index - 1];
  const end = previous && contentEnd(text, previous);
  return end?.wholeLines === true && end.offset === lineStart;
}

function afterBlankLines(text: string, offset: number): number {
  const blank = /^(?: *(?:\r\n|\n|\r))*/.exec(text.slice(offset));
  return offset + (blank?.[0].length ?? 0);
}
