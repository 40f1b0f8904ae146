// Moves an entry from one block mapping to another with its text and comments as they are.
import type { Edits } from "./apply-edits.ts";
import { contentEnd, type ContentEnd } from "./content-end.ts";
import type { Cursor } from "./cursor.ts";
import type { YamlDocument } from "./document.ts";
import { columnOfEntries, insertLines, isLocked, placeAfter } from "./edit.ts";
import { afterBreak, blockColumn, endOfLine } from "./line-bounds.ts";
import type { Edit } from "./range.ts";
import { renderScalar } from "./render.ts";
import { holdsAnchorInUse, isOnlyOne, removeLines } from "./remove-value.ts";
import type { YamlEntry, YamlNode } from "./tree.ts";

/**
 * Moves an entry to the end of another mapping, which must be there and not empty, but for its indentation unchanged.
 * Both mappings have to be in block style, and the one it leaves must keep another entry.
 */
export function moveEntry(document: YamlDocument, cursor: Cursor, target: Cursor, newKey?: string): Edits | undefined {
  const { text } = document;
  const { entry } = cursor;
  const source = cursor.parent?.map;
  const map = target.map;
  const last = map?.entries.at(-1);
  if (!entry || !source || !map || !last || source === map || isLocked(document, cursor) || isLocked(document, target))
    return undefined;
  if (source.flow || source.entries.length <= 1 || !isOnlyOne(source, entry.key.text) || !canMove(entry))
    return undefined;
  if (map.start >= entry.key.start && map.end <= (entry.value?.end ?? 0)) return undefined;
  if (map.entries.some(({ key }) => key.text === (newKey ?? entry.key.text))) return undefined;
  const to = columnOfEntries(text, map);
  const end = contentEnd(text, entry.value ?? entry.key);
  const removal = removeLines(document, cursor, source, false);
  const place = to === undefined ? undefined : placeAfter(text, last.value ?? last.key, to);
  if (to === undefined || !end || end.open || !removal || !place) return undefined;
  if (end.wholeLines && isBlankLine(text, place.wholeLines ? place.offset : afterBreak(text, place.offset)))
    return undefined;
  const lines = movedLines(document, entry, end, to, newKey);
  const lacksBreak = end.needsBreak && place.offset === text.length && !place.wholeLines;
  return lines && combine(document, removal, place, lacksBreak ? [...lines, ""] : lines);
}

function canMove({ key, value }: YamlEntry): boolean {
  return !key.aliased && (value === undefined || !(holdsAlias(value) || holdsAnchorInUse(value)));
}

function holdsAlias(value: YamlNode): boolean {
  if (value.kind === "alias") return true;
  if (value.kind === "sequence") return value.items.some(holdsAlias);
  return value.kind === "map" && value.entries.some(entry => entry.value && holdsAlias(entry.value));
}

function movedLines(
  { text, layout }: YamlDocument,
  { key }: YamlEntry,
  end: ContentEnd,
  to: number,
  newKey?: string,
): string[] | undefined {
  const from = blockColumn(text, key.start);
  if (from === undefined) return undefined;
  const head = newKey === undefined ? text.slice(key.start, key.end) : renderScalar(newKey, layout, key.style);
  const lines = (head + text.slice(key.end, end.offset)).split(/\r\n|\n|\r/);
  if (end.wholeLines) lines.pop();
  return lines.map((line, index) => (index === 0 ? " ".repeat(to) + line : reindent(line, from, to)));
}

/** White space that is no more than indentation goes; all that a block scalar may count as its own stays. */
export function reindent(line: string, from: number, to: number): string {
  const indent = line.length - line.replace(/^ +/, "").length;
  if (indent === line.length && indent <= from) return "";
  return " ".repeat(to) + line.slice(Math.min(indent, from));
}

/** One edit where the entry leaves the very place it goes to, as when it moves up from the end of the target. */
function combine(document: YamlDocument, removal: Edit, place: ContentEnd, lines: readonly string[]): Edits {
  const insertion = insertLines(document, place, lines);
  const apart =
    place.offset <= removal.start || place.offset > removal.end || (place.offset === removal.end && place.wholeLines);
  if (apart) return [removal, insertion];
  const { text, layout } = document;
  const hasBreak = afterBreak(text, place.offset) > place.offset;
  return [{ ...removal, newText: lines.join(layout.newline) + (hasBreak ? layout.newline : "") }];
}

/** True where a blank line stands that a block scalar put before it would take for its own. */
function isBlankLine(text: string, lineStart: number): boolean {
  return lineStart < text.length && text.slice(lineStart, endOfLine(text, lineStart)).trim() === "";
}
