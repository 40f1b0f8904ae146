// Writes a YAML manifest as the JSON that means the same, for checks that must not depend on the notation.
import { parseStream, type Cursor, type PlainValue } from "../../server/src/core/index.ts";

/** One JSON document per YAML document. Undefined where the text has no twin: syntax errors. */
export function jsonTwin(text: string): string | undefined {
  const { documents } = parseStream(text);
  if (documents.some(({ document }) => document.problems.length > 0)) return undefined;
  return documents
    .map(({ document }) => `${JSON.stringify(plainValue(document.cursor()), undefined, 2)}\n`)
    .join("---\n");
}

/** As kubectl reads it: aliases and merge keys resolved, the last of two equal keys counts. */
export function plainValue(cursor: Cursor): PlainValue {
  if (cursor.map) return Object.fromEntries(cursor.entries().map(entry => [entry.name, plainValue(entry)]));
  if (cursor.sequence) return cursor.items().map(plainValue);
  const value = cursor.scalar?.value ?? null;
  return typeof value === "bigint" ? Number(value) : value;
}
