// Looks into JSON that nobody has judged yet, and names things in it as Kubernetes does.
import { isObject, listAt, type JsonObject } from "../../support/json.ts";

export function isList(value: unknown): value is unknown[] {
  return Array.isArray(value);
}

/** The objects of a list with their index; none where it is not a list. */
export function objectsOf(value: unknown): readonly (readonly [JsonObject, number])[] {
  return listAt(value).flatMap((item, index) => (isObject(item) ? [[item, index] as const] : []));
}

/** The value where it is text, `""` otherwise: to Go, text that is missing is empty. */
export function textOf(value: unknown): string {
  return typeof value === "string" ? value : "";
}

/** `parent.field`, or `field` at the root. */
export function join(parent: string, field: string): string {
  return parent === "" ? field : `${parent}.${field}`;
}

/** A value as Go's `%#v` prints it in `Duplicate value` of list-map keys. */
export function inGoSyntax(value: unknown): string {
  if (isObject(value)) {
    const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
    return `map[string]interface {}{${entries.map(([key, item]) => `${JSON.stringify(key)}:${inGoSyntax(item)}`).join(", ")}}`;
  }
  if (isList(value)) return `[]interface {}{${value.map(inGoSyntax).join(", ")}}`;
  return value === null || value === undefined ? "interface {}(nil)" : JSON.stringify(value);
}

/** Text as Go's `%q` prints it: as JSON does, but for control characters. */
export function quoted(text: string): string {
  return JSON.stringify(text)
    .replaceAll(/\\u00([01][0-9a-f])/g, String.raw`\x$1`)
    .replaceAll("\u007f", String.raw`\x7f`);
}
