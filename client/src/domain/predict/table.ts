// Tables of CSV text. Reading CSV itself is the caller's.
import type { PlainMap } from "../deploy/plain.ts";

export interface Table {
  readonly names: readonly string[];
  readonly rows: readonly (readonly unknown[])[];
}

/** Rows of fields, the header among them; throws where the text is no CSV. */
export type CsvReader = (text: string) => readonly (readonly string[])[];

/**
 * A field is a number where JSON would write it so (`5.1`, but not `007`), `true` or `false`, nothing where it is empty,
 * and else text.
 */
export function readTable(text: string, readCsv: CsvReader): Table {
  const [header = [], ...rows] = readCsv(text.replace(/^\uFEFF/, "")).filter(fields =>
    fields.some(field => field !== ""),
  );
  return {
    names: header.map(name => name.trim()),
    rows: rows.map(fields => header.map((_, at) => valueOf(fields[at]))),
  };
}

/** Only these columns, in this order; names that the table has not got are handed back. */
export function pickColumns(table: Table, wanted: readonly string[]): { table: Table; missing: string[] } {
  const missing = wanted.filter(name => !table.names.includes(name));
  const at = wanted.filter(name => !missing.includes(name)).map(name => table.names.indexOf(name));
  return {
    table: {
      names: at.map(index => table.names[index] ?? ""),
      rows: table.rows.map(row => at.map(index => row[index])),
    },
    missing,
  };
}

/** A row by the names of its columns. */
export function rowVariables(table: Table, row: number): PlainMap {
  return Object.fromEntries(table.names.map((name, at) => [name, table.rows[row]?.[at] ?? null]));
}

function valueOf(field = ""): unknown {
  const text = field.trim();
  if (text === "") return null;
  if (text === "true" || text === "false") return text === "true";
  return /^-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?$/.test(text) && Number.isFinite(Number(text)) ? Number(text) : field;
}
