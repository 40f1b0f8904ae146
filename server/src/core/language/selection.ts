// What a selection grows to, step by step: the word, its entry, the block around it, the resource, the file.
import type { Range, YamlNode, YamlStream } from "../yaml/index.ts";
import { documentAt, isSeldonDocument } from "./documents.ts";

/** The stretches of the file around an offset, the smallest first; undefined outside of Seldon's documents. */
export function selectionStepsAt(stream: YamlStream, offset: number): readonly Range[] | undefined {
  const placed = documentAt(stream, offset);
  if (!placed || !isSeldonDocument(placed.document) || !placed.document.root) return undefined;
  const { text, root } = placed.document;
  const steps: Range[] = [];
  const add = (start: number, node: Range): void => {
    const end = node.start + text.slice(node.start, node.end).trimEnd().length;
    steps.push({ start: start + placed.offset, end: Math.max(start, end) + placed.offset });
  };
  add(root.start, root);
  let node: YamlNode | undefined = root;
  while (node !== undefined) node = stepInto(node, offset - placed.offset, add);
  const all: Range[] = [{ start: 0, end: stream.text.length }, ...steps];
  return all.toReversed().filter((range, index, list) => {
    const next = list[index + 1];
    return range.start <= offset && offset <= range.end && (next?.start !== range.start || next.end !== range.end);
  });
}

type Add = (start: number, node: Range) => void;

function stepInto(node: YamlNode, offset: number, add: Add): YamlNode | undefined {
  if (node.kind === "map") {
    for (const { key, value } of node.entries) {
      if (offset < key.start || offset > (value ?? key).end) continue;
      add(key.start, value && value.end > value.start ? value : key);
      if (offset <= key.end || !value) {
        add(key.start, key);
        return undefined;
      }
      if (offset < value.start) return undefined;
      add(value.start, value);
      return value;
    }
  } else if (node.kind === "sequence") {
    for (const [index, item] of node.items.entries()) {
      const start = node.dashes[index] ?? item.start;
      if (offset < start || offset > item.end) continue;
      add(start, item);
      if (offset < item.start) return undefined;
      add(item.start, item);
      return item;
    }
  }
  return undefined;
}
