// Repeats an item of a block sequence at the end of it, comments and layout included, and puts one mapping in the place of another.
import type { Edits } from "./apply-edits.ts";
import { contentEnd } from "./content-end.ts";
import type { Cursor } from "./cursor.ts";
import type { YamlDocument } from "./document.ts";
import { columnOfEntries, insertLines, isLocked, placeAfter } from "./edit.ts";
import { blockColumn } from "./line-bounds.ts";
import { reindent } from "./move-entry.ts";
import { holdsAnchorInUse } from "./remove-value.ts";

/**
 * Adds the item's own text once more at the end of its sequence. Undefined in flow style, and where an anchor in it is in use:
 * written twice it would mean two things.
 */
export function copyItem(document: YamlDocument, cursor: Cursor): Edits | undefined {
  const { text } = document;
  const sequence = cursor.parent?.sequence;
  const index = Number(cursor.path.at(-1));
  const item = sequence?.items[index];
  const last = sequence?.items.at(-1);
  const dash = sequence?.dashes[index];
  if (!sequence || sequence.flow || !item || !last || dash === undefined || isLocked(document, cursor))
    return undefined;
  const column = blockColumn(text, dash);
  const end = contentEnd(text, item);
  if (column === undefined || !end || end.wholeLines || end.open || holdsAnchorInUse(item)) return undefined;
  const place = placeAfter(text, last, column);
  if (!place) return undefined;
  const lines = (" ".repeat(column) + text.slice(dash, end.offset)).split(/\r\n|\n|\r/);
  return [insertLines(document, place, lines)];
}

/**
 * Writes the text of one block mapping, comments in it included, in place of another's. The two may lie in each other.
 * Undefined where either is in flow style or holds an anchor in use.
 */
export function replaceMapping(document: YamlDocument, target: Cursor, source: Cursor): Edits | undefined {
  const { text, layout } = document;
  const [to, from] = [target.map, source.map];
  const [firstTo, firstFrom] = [to?.entries[0]?.key, from?.entries[0]?.key];
  if (!to || !from || !firstTo || !firstFrom || isLocked(document, target) || isLocked(document, source))
    return undefined;
  const [columnTo, columnFrom] = [columnOfEntries(text, to), columnOfEntries(text, from)];
  const [endTo, endFrom] = [contentEnd(text, to), contentEnd(text, from)];
  if (columnTo === undefined || columnFrom === undefined || !endTo || !endFrom || holdsAnchorInUse(to))
    return undefined;
  if (endTo.wholeLines || endTo.open || endFrom.wholeLines || endFrom.open) return undefined;
  const lines = text.slice(firstFrom.start, endFrom.offset).split(/\r\n|\n|\r/);
  const newText = lines
    .map((line, index) => (index === 0 ? line : reindent(line, columnFrom, columnTo)))
    .join(layout.newline);
  return [{ start: firstTo.start, end: endTo.offset, newText }];
}
