// Turns edits into the text they lead to.
import type { Edit } from "./range.ts";

export type Edits = readonly Edit[];

/** Several edits as one, or none at all where one of them is not possible. */
export function allEdits(...parts: readonly (Edits | undefined)[]): Edits | undefined {
  return parts.every(part => part !== undefined) ? parts.flat() : undefined;
}

/** Applies edits that do not overlap, in any order. Insertions at one offset keep the order they are given in. */
export function applyEdits(text: string, edits: Edits): string {
  const ordered = edits
    .map((edit, order) => ({ edit, order }))
    .sort((a, b) => a.edit.start - b.edit.start || a.edit.end - b.edit.end || a.order - b.order);
  let result = "";
  let position = 0;
  for (const { edit } of ordered) {
    if (edit.start < position) throw new Error(`Edits overlap at offset ${edit.start}.`);
    result += text.slice(position, edit.start) + edit.newText;
    position = edit.end;
  }
  return result + text.slice(position);
}
