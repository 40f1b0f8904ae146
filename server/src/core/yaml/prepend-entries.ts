// Puts entries at the head of a mapping, where readers of Kubernetes manifests look for names and kinds.
import type { Edits } from "./apply-edits.ts";
import type { Cursor } from "./cursor.ts";
import type { YamlDocument } from "./document.ts";
import { isLocked } from "./edit.ts";
import { isInBraces, renderNested } from "./flow-edit.ts";
import { blockColumn, indentOf } from "./line-bounds.ts";
import type { Range } from "./range.ts";
import { renderEntryLines, renderFlowScalar, type PlainValue } from "./render.ts";
import type { YamlMap } from "./tree.ts";

type Entries = Readonly<Record<string, PlainValue>>;

/**
 * Adds entries before the first of a mapping that is there and not empty, in the order given.
 * Undefined where the mapping is shared through an alias or a merge key, has no entry to stand before, or has one of the keys.
 */
export function prependEntries(document: YamlDocument, cursor: Cursor, entries: Entries): Edits | undefined {
  const map = cursor.map;
  const first = map?.entries[0]?.key;
  if (!map || !first || isLocked(document, cursor)) return undefined;
  if (map.entries.some(({ key }) => Object.hasOwn(entries, key.text))) return undefined;
  const rendered = map.flow ? flowText(document, map, first, entries) : blockText(document, first, entries);
  return rendered === undefined ? undefined : [{ start: first.start, end: first.start, newText: rendered }];
}

function blockText({ text, layout }: YamlDocument, first: Range, entries: Entries): string | undefined {
  const column = blockColumn(text, first.start);
  if (column === undefined) return undefined;
  const separator = layout.newline + " ".repeat(column);
  const rendered = Object.entries(entries).map(([key, value]) =>
    renderEntryLines(key, value, column, layout).join(layout.newline),
  );
  return rendered.map(entry => entry + separator).join("");
}

function flowText(document: YamlDocument, map: YamlMap, first: Range, entries: Entries): string | undefined {
  const { text, layout } = document;
  const lead = text.slice(map.start + 1, first.start);
  // A comment between the bracket and the first key belongs to that key: it would be repeated or torn off.
  if (lead.trim() !== "" || !isInBraces(map, text)) return undefined;
  const separator = `,${/[\r\n]/.test(lead) ? lead : " "}`;
  const indent = indentOf(text, first.start);
  const rendered = Object.entries(entries).map(
    ([key, value]) =>
      `${renderFlowScalar(key, layout)}: ${renderNested(document, value, text.slice(map.start, map.end))(indent)}`,
  );
  return rendered.map(entry => entry + separator).join("");
}
