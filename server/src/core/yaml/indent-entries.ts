// Moves entries of a block mapping below the empty entry before them, by nothing but white space.
import type { Edits } from "./apply-edits.ts";
import { contentEnd } from "./content-end.ts";
import type { Cursor } from "./cursor.ts";
import type { YamlDocument } from "./document.ts";
import { isLocked } from "./edit.ts";
import { afterBreak, blockColumn, endOfLine, startOfLine } from "./line-bounds.ts";
import type { Edit } from "./range.ts";

/**
 * Indents the lines from the first to the last of neighbouring entries of one mapping by a level. Undefined where one of them
 * does not begin its line, or where an edit would change other places too.
 */
export function indentEntries(document: YamlDocument, first: Cursor, last: Cursor): Edits | undefined {
  const { text, layout } = document;
  const [from, to] = [first.entry, last.entry];
  const { parent } = first;
  if (
    !from ||
    !to ||
    !parent ||
    parent.map !== last.parent?.map ||
    parent.map?.flow !== false ||
    isLocked(document, parent)
  )
    return undefined;
  const start = startOfLine(text, from.key.start);
  const end = contentEnd(text, to.value ?? to.key);
  if (!end || blockColumn(text, from.key.start) === undefined || text.slice(start, from.key.start).trim() !== "")
    return undefined;
  const newText = " ".repeat(layout.step);
  const edits: Edit[] = [];
  for (let line = start; line < end.offset; line = afterBreak(text, endOfLine(text, line))) {
    if (endOfLine(text, line) > line) edits.push({ start: line, end: line, newText });
    if (endOfLine(text, line) === text.length) break;
  }
  return edits;
}
