// Finds what stands at an offset of a document: the inverse of a cursor's range.
import type { Path, Range, YamlDocument, YamlMap, YamlNode, YamlSequence } from "../yaml/index.ts";

/** A key or a value of a document. */
export interface Place {
  readonly path: Path;
  /** The key or the value itself. */
  readonly range: Range;
}

/** The innermost key or value at an offset; undefined where only space, comments or punctuation of the root stand there. */
export function placeAt(document: YamlDocument, offset: number): Place | undefined {
  const path: (string | number)[] = [];
  let node: YamlNode | undefined = document.root;
  while (node !== undefined && contains(node, offset)) {
    if (node.kind === "scalar" || node.kind === "alias") return { path, range: node };
    const step: Step | undefined = node.kind === "map" ? stepIntoMap(node, offset) : stepIntoSequence(node, offset);
    if (!step) return undefined;
    path.push(step.name);
    if (step.key) return { path, range: step.key };
    node = step.node;
  }
  return undefined;
}

interface Step {
  readonly name: string | number;
  /** The range of the key, where the offset is in it. */
  readonly key?: Range;
  readonly node: YamlNode | undefined;
}

function stepIntoMap(map: YamlMap, offset: number): Step | undefined {
  for (const { key, value } of map.entries) {
    if (contains(key, offset)) return { name: key.text, key, node: undefined };
    if (value && contains(value, offset)) return { name: key.text, node: value };
  }
  return undefined;
}

function stepIntoSequence(sequence: YamlSequence, offset: number): Step | undefined {
  const index = sequence.items.findIndex(item => contains(item, offset));
  return index === -1 ? undefined : { name: index, node: sequence.items[index] };
}

/** The end counts as inside, as a text cursor behind the last character does. */
function contains(range: Range, offset: number): boolean {
  return range.start <= offset && offset <= range.end;
}
