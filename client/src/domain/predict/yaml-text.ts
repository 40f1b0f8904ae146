// Writes a request file. The client reads no YAML, and what is written here is plain enough to need no library.
import { isList, isMap } from "../deploy/plain.ts";

/** Block style; rows of values in one line, as people write matrices. */
export function yamlText(value: unknown): string {
  return isMap(value) && !isShort(value) ? `${mapLines(value).join("\n")}\n` : `${flow(value)}\n`;
}

function mapLines(map: Readonly<Record<string, unknown>>): string[] {
  return entriesOf(map).flatMap(([key, value]) => entryLines(`${flow(key)}:`, value));
}

function entriesOf(map: Readonly<Record<string, unknown>>): [string, unknown][] {
  return Object.entries(map).filter(([, value]) => value !== undefined);
}

function entryLines(head: string, value: unknown): string[] {
  if (isMap(value) && !isShort(value)) return [head, ...indented(mapLines(value))];
  if (isList(value) && !isShort(value)) return [head, ...indented(value.flatMap(itemLines))];
  return [`${head} ${flow(value)}`];
}

function itemLines(item: unknown): string[] {
  if (!isMap(item) || isShort(item)) return [`- ${flow(item)}`];
  const [first = "", ...rest] = mapLines(item);
  return [`- ${first}`, ...indented(rest)];
}

function indented(lines: readonly string[]): string[] {
  return lines.map(line => `  ${line}`);
}

/** Fits in a line: lists of single values, and whatever is empty. */
function isShort(value: unknown): boolean {
  if (isMap(value)) return entriesOf(value).length === 0;
  return !isList(value) || !value.some(item => isList(item) || isMap(item));
}

/** JSON is YAML; text that means nothing else in YAML goes without quotes. */
function flow(value: unknown): string {
  if (typeof value === "string") return isPlain(value) ? value : JSON.stringify(value);
  if (isList(value)) return `[${value.map(flow).join(", ")}]`;
  if (isMap(value)) return flowMap(value);
  return value === undefined ? "null" : JSON.stringify(value);
}

function isPlain(text: string): boolean {
  return /^[A-Za-z][\w./-]*( [\w./-]+)*$/.test(text) && !/^(true|false|yes|no|on|off|null|y|n)$/i.test(text);
}

function flowMap(map: Readonly<Record<string, unknown>>): string {
  const entries = entriesOf(map).map(([key, item]) => `${flow(key)}: ${flow(item)}`);
  return entries.length === 0 ? "{}" : `{ ${entries.join(", ")} }`;
}
