// Edits inside brackets, where commas have to be kept in step and line breaks mean nothing.
import type { Edits } from "./apply-edits.ts";
import { commentsIn } from "./comments.ts";
import type { YamlDocument } from "./document.ts";
import { indentOf } from "./line-bounds.ts";
import type { Range } from "./range.ts";
import { renderFlow, renderJson, type PlainValue } from "./render.ts";
import type { YamlMap, YamlSequence } from "./tree.ts";

type Collection = YamlMap | YamlSequence;

/** Writes a value for a place inside brackets whose line begins with the indentation given. */
export type FlowRenderer = (indent: string) => string;

/** JSON that stands over several lines so far gets further lines; all else is written on one. */
export function renderNested({ text, layout }: YamlDocument, value: PlainValue, surroundings: string): FlowRenderer {
  const overLines = layout.json && /[\r\n]/.test(surroundings.trim() === "" ? text.trim() : surroundings);
  return indent =>
    overLines || (layout.json && isOverLines(text)) ? renderJson(value, indent, layout) : renderFlow(value, layout);
}

/** Adds a child at the end of a flow collection. */
export function insertIntoFlow(
  document: YamlDocument,
  collection: Collection,
  render: FlowRenderer,
): Edits | undefined {
  const { text, layout } = document;
  const children = childrenOf(collection, text);
  const last = children?.at(-1);
  if (!children) return undefined;
  if (!last) return fillEmpty(document, collection, render);
  const tail = text.slice(last.end, collection.end - 1);
  if (!/^\s*,?\s*$/.test(tail)) return undefined;
  const firstStart = children[0]?.start ?? collection.start;
  const indent = indentOf(text, firstStart);
  const lead = /[\r\n]/.test(text.slice(collection.start, firstStart)) ? layout.newline + indent : " ";
  // A trailing comma stays one: so two insertions at this place have a comma between them, too.
  return [{ start: last.end, end: last.end, newText: `,${lead}${render(indent)}` }];
}

function fillEmpty(document: YamlDocument, collection: Collection, render: FlowRenderer): Edits | undefined {
  const { text, layout } = document;
  const inside = { start: collection.start + 1, end: collection.end - 1 };
  if (text.slice(inside.start, inside.end).trim() !== "") return undefined;
  if (layout.json && isOverLines(text)) {
    const outer = indentOf(text, collection.start);
    const inner = outer + layout.jsonIndent;
    return [{ ...inside, newText: layout.newline + inner + render(inner) + layout.newline + outer }];
  }
  const pad = collection.kind === "map" && !layout.json ? " " : "";
  return [{ ...inside, newText: pad + render(indentOf(text, collection.start)) + pad }];
}

/** False for a pair that stands in a list by itself, `[a: 1]`, as JSON does to YAML that has lost a brace. */
export function isInBraces(map: YamlMap, text: string): boolean {
  return text[map.start] === "{";
}

function isOverLines(text: string): boolean {
  return /[\r\n]/.test(text.trim());
}

/** Takes a child out of a flow collection, with the comma that is then one too many. */
export function removeFromFlow({ text }: YamlDocument, collection: Collection, index: number): Edits | undefined {
  const children = childrenOf(collection, text);
  const child = children?.[index];
  if (!children || !child) return undefined;
  const previous = children[index - 1];
  const next = children[index + 1];
  // Whatever else stands around the child, such as a comment or an anchor, would go or end up elsewhere.
  const before = text.slice(previous?.end ?? collection.start + 1, child.start);
  const after = text.slice(child.end, next?.start ?? collection.end - 1);
  if (!/^[\s,]*$/.test(before + after) || commentsIn(text, child).length > 0) return undefined;
  return [
    next
      ? { start: child.start, end: next.start, newText: "" }
      : { start: previous?.end ?? child.start, end: child.end, newText: "" },
  ];
}

/** The places of all children in order; undefined where the tree does not hold all of them. */
function childrenOf(collection: Collection, text: string): Range[] | undefined {
  if (collection.kind === "sequence") return [...collection.items];
  if (collection.hasComplexKeys || !isInBraces(collection, text)) return undefined;
  return collection.entries.map(({ key, value }) => ({ start: key.start, end: Math.max(key.end, value?.end ?? 0) }));
}
