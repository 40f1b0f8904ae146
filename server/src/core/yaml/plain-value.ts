// A value of a document as plain data, the way kubectl reads it.
import type { Cursor } from "./cursor.ts";

/** More values than any manifest has; stops an alias bomb. */
const MAX_VALUES = 1_000_000;

/**
 * The value under a cursor as JSON has it: merge keys applied, aliases followed, a repeated key with its last value.
 * Whole numbers beyond 2^53 are rounded, as JSON's readers do. `undefined` where there is none, or where aliases would make more than a million values of it.
 */
export function plainValue(cursor: Cursor): unknown {
  const budget = { left: MAX_VALUES };
  const value = read(cursor, budget);
  return budget.left < 0 ? undefined : value;
}

function read(cursor: Cursor, budget: { left: number }): unknown {
  budget.left -= 1;
  if (budget.left < 0) return undefined;
  const { node } = cursor;
  if (node === undefined) return undefined;
  if (node.kind === "scalar") return typeof node.value === "bigint" ? Number(node.value) : node.value;
  if (node.kind === "sequence") return cursor.items().map(item => read(item, budget) ?? null);
  return Object.fromEntries(cursor.entries().map(entry => [entry.name, read(entry, budget) ?? null]));
}
