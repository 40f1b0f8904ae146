// Finds out how an author lays a document out, so that inserted text looks like the text around it.
import { startOfLine } from "./line-bounds.ts";
import type { YamlContent, YamlNode } from "./tree.ts";

export interface Layout {
  readonly newline: "\n" | "\r\n";
  /** Columns a mapping inside a mapping is indented by. */
  readonly step: number;
  /** What a level of JSON over several lines is indented by. */
  readonly jsonIndent: string;
  /** Columns a sequence's dashes stand right of their key: 0 or more. */
  readonly dashOffset: number;
  /** The document is JSON, or YAML written as JSON: flow style with double-quoted keys at the root. */
  readonly json: boolean;
}

const DEFAULT_STEP = 2;

/** Reads the layout off the text; where it says nothing, two spaces and dashes under their key. */
export function detectLayout(text: string, root: YamlContent | undefined): Layout {
  const steps = new Map<number, number>();
  const dashOffsets = new Map<number, number>();
  if (root) measure(text, root, steps, dashOffsets);
  return {
    newline: text.includes("\r\n") ? "\r\n" : "\n",
    step: mostFrequent(steps) ?? DEFAULT_STEP,
    jsonIndent: /\n([ \t]+)"/.exec(text)?.[1] ?? " ".repeat(DEFAULT_STEP),
    dashOffset: mostFrequent(dashOffsets) ?? 0,
    json: isJson(root),
  };
}

/** Column of an offset in UTF-16 units, counted from zero. */
export function columnOf(text: string, offset: number): number {
  return offset - startOfLine(text, offset);
}

function measure(text: string, root: YamlContent, steps: Map<number, number>, dashOffsets: Map<number, number>): void {
  const pending: YamlNode[] = [root];
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    if (node.kind === "alias" || node.kind === "scalar" || node.flow) continue;
    if (node.kind === "sequence") {
      pending.push(...node.items);
      continue;
    }
    for (const { key, value } of node.entries) {
      if (value === undefined || value.kind === "alias" || value.kind === "scalar" || value.flow) continue;
      const keyColumn = columnOf(text, key.start);
      const [counts, column] =
        value.kind === "map"
          ? [steps, columnOf(text, value.entries[0]?.key.start ?? value.start)]
          : [dashOffsets, columnOf(text, value.dashes[0] ?? value.start)];
      const distance = column - keyColumn;
      if (distance >= 0) counts.set(distance, (counts.get(distance) ?? 0) + 1);
      pending.push(value);
    }
  }
}

function mostFrequent(counts: Map<number, number>): number | undefined {
  let best: number | undefined;
  for (const [value, count] of counts) if (best === undefined || count > (counts.get(best) ?? 0)) best = value;
  return best;
}

function isJson(root: YamlContent | undefined): boolean {
  if (root?.kind === "map") return root.flow && root.entries.every(entry => entry.key.style === "double");
  return root?.kind === "sequence" && root.flow;
}
