// Writes a document anew in the other notation, JSON as YAML and YAML as JSON, with keys in the order of the text.
import type { Cursor } from "./cursor.ts";
import type { Layout } from "./layout.ts";
import { renderScalar } from "./render.ts";
import type { YamlScalar } from "./tree.ts";

const YAML_LAYOUT: Layout = { newline: "\n", step: 2, jsonIndent: "  ", dashOffset: 2, json: false };
const INDENT = "  ";

/** More values than any manifest has; stops an alias bomb. */
const MAX_VALUES = 100_000;

/** YAML in block style. It ends with a line break. Undefined where a value has no YAML that reads back the same. */
export function reprintAsYaml(cursor: Cursor): string | undefined {
  const lines = linesOf(cursor, { left: MAX_VALUES });
  return lines && `${lines.join("\n")}\n`;
}

/** JSON over several lines, aliases and merge keys written out. It ends with a line break. */
export function reprintAsJson(cursor: Cursor): string | undefined {
  const json = jsonOf(cursor, "", { left: MAX_VALUES });
  return json === undefined ? undefined : `${json}\n`;
}

interface Budget {
  left: number;
}

function isSpent(budget: Budget): boolean {
  budget.left -= 1;
  return budget.left < 0;
}

function linesOf(cursor: Cursor, budget: Budget): string[] | undefined {
  if (isSpent(budget)) return undefined;
  if (cursor.map) return entryLines(cursor, budget);
  if (cursor.sequence) return itemLines(cursor, budget);
  const text = scalarText(cursor.scalar);
  return text === undefined ? undefined : [text];
}

function entryLines(cursor: Cursor, budget: Budget): string[] | undefined {
  const entries = cursor.entries();
  if (entries.length === 0) return ["{}"];
  const lines: string[] = [];
  for (const entry of entries) {
    const value = linesOf(entry, budget);
    if (!value) return undefined;
    const key = renderScalar(entry.name, YAML_LAYOUT);
    if (isNested(entry)) lines.push(`${key}:`, ...value.map(line => INDENT + line));
    else lines.push(`${key}: ${value[0] ?? ""}`);
  }
  return lines;
}

function itemLines(cursor: Cursor, budget: Budget): string[] | undefined {
  const items = cursor.items();
  if (items.length === 0) return ["[]"];
  const lines: string[] = [];
  for (const item of items) {
    const value = linesOf(item, budget);
    if (!value) return undefined;
    lines.push(...value.map((line, index) => (index === 0 ? `- ${line}` : INDENT + line)));
  }
  return lines;
}

function isNested(cursor: Cursor): boolean {
  return (cursor.map?.entries.length ?? 0) > 0 || (cursor.sequence?.items.length ?? 0) > 0;
}

/** Numbers keep their digits, such as those of `1.0`. */
function scalarText(scalar: YamlScalar | undefined): string | undefined {
  if (!scalar || scalar.tagged) return undefined;
  const { value, text, style } = scalar;
  if (typeof value === "string") return renderScalar(value, YAML_LAYOUT);
  if (typeof value === "number" && style === "plain") return text;
  return String(value);
}

const JSON_NUMBER = /^-?(0|[1-9]\d*)(\.\d+)?([eE][-+]?\d+)?$/;

function jsonOf(cursor: Cursor, indent: string, budget: Budget): string | undefined {
  if (isSpent(budget)) return undefined;
  const inner = indent + INDENT;
  if (cursor.map) {
    const entries = cursor.entries().map(entry => {
      const value = jsonOf(entry, inner, budget);
      return value === undefined ? undefined : `${inner}${JSON.stringify(entry.name)}: ${value}`;
    });
    return entries.length === 0 ? "{}" : joined(entries, "{", "}", indent);
  }
  if (cursor.sequence) {
    const items = cursor.items().map(item => {
      const value = jsonOf(item, inner, budget);
      return value === undefined ? undefined : inner + value;
    });
    return items.length === 0 ? "[]" : joined(items, "[", "]", indent);
  }
  return jsonScalar(cursor.scalar);
}

function joined(
  parts: readonly (string | undefined)[],
  open: string,
  close: string,
  indent: string,
): string | undefined {
  return parts.includes(undefined) ? undefined : `${open}\n${parts.join(",\n")}\n${indent}${close}`;
}

/** JSON has no numbers that are infinite or none. */
function jsonScalar(scalar: YamlScalar | undefined): string | undefined {
  if (!scalar || scalar.tagged) return undefined;
  const { value, text } = scalar;
  if (typeof value === "number" && !Number.isFinite(value)) return undefined;
  if (typeof value === "string") return JSON.stringify(value);
  const isNumber = typeof value === "number" || typeof value === "bigint";
  return isNumber && JSON_NUMBER.test(text) ? text : String(value);
}
