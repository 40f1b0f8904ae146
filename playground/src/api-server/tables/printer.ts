// What a kind's columns are made with: their definitions in short, and cells that many kinds share.
import type { KubeObject } from "../../kubernetes/objects.ts";
import { isObject } from "../../support/json.ts";
import { age, type ColumnDefinition } from "./columns.ts";

export type Cells = (object: KubeObject, now: number) => unknown[];

export interface Printer {
  readonly columns: readonly ColumnDefinition[];
  /** One cell a column; `now` in milliseconds. */
  readonly cells: Cells;
}

/** The first column of nearly every kind. */
export const NAME = "Name:name";

/** A printer of columns written as `Name:type`; a plus behind the name says: with `-o wide` only. */
export function printer(columns: readonly string[], cells: Cells): Printer {
  return { columns: columns.map(column), cells };
}

/** `Name:type`; a plus says: with `-o wide` only. */
function column(text: string): ColumnDefinition {
  const [title = "", type = "string"] = text.split(":");
  const isWide = title.endsWith("+");
  return {
    name: isWide ? title.slice(0, -1) : title,
    type: type === "int" ? "integer" : type === "name" ? "string" : type,
    format: type === "name" ? "name" : "",
    priority: isWide ? 1 : 0,
  };
}

/** Time since an object was made. */
export function ageOf(object: KubeObject, now: number): string {
  return age(object.metadata.creationTimestamp, now);
}

/** `a=b,c=d`, or `<none>`. */
export function labelText(labels: unknown): string {
  if (!isObject(labels) || Object.keys(labels).length === 0) return "<none>";
  return Object.entries(labels)
    .map(([key, value]) => `${key}=${String(value)}`)
    .sort()
    .join(",");
}

/** Texts with commas between them. */
export function joined(texts: readonly string[]): string {
  return texts.join(",");
}

/** The first three, and how many more. */
export function shortened(entries: readonly string[], none: string): string {
  if (entries.length === 0) return none;
  const more = entries.length > 3 ? ` + ${entries.length - 3} more...` : "";
  return entries.slice(0, 3).join(",") + more;
}
