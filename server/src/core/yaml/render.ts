// Writes plain values as YAML or JSON text in the layout of the document they go into.
import type { Layout } from "./layout.ts";
import { readPlainScalar } from "./scalar.ts";
import type { ScalarStyle } from "./tree.ts";

export type PlainScalar = string | number | boolean | null;

export type PlainValue = PlainScalar | readonly PlainValue[] | { readonly [key: string]: PlainValue };

/** Starts that give a plain scalar another meaning. */
const INDICATOR_START = /^[-?:,[\]{}#&*!|>'"%@`\s]/;
const SAFE_DASH_START = /^-[^\s,[\]{}]/;

const NEEDS_DOUBLE_QUOTES = /[\u0000-\u001F\u007F-\u009F\u2028\u2029\uFEFF\uFFFE\uFFFF]/;

/** A string as a scalar that reads back as the same string, quoted only if it has to be, or in the style asked for. */
export function renderString(text: string, style: ScalarStyle = "plain"): string {
  if (NEEDS_DOUBLE_QUOTES.test(text) || style === "double") return doubleQuoted(text);
  if (style === "single" || !isSafePlain(text)) return `'${text.replaceAll("'", "''")}'`;
  return text;
}

/** JSON lets characters stand that YAML reads as line breaks or refuses. */
function doubleQuoted(text: string): string {
  return JSON.stringify(text).replaceAll(
    /[\u007F-\u009F\u2028\u2029\uFEFF\uFFFE\uFFFF]/g,
    character => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}

function isSafePlain(text: string): boolean {
  if (typeof readPlainScalar(text) !== "string") return false;
  if (INDICATOR_START.test(text) && !SAFE_DASH_START.test(text)) return false;
  return !/[\s]$/.test(text) && !/:(\s|$)|\s#|[,[\]{}]/.test(text) && !/^(---|\.\.\.)/.test(text);
}

/** A scalar on one line. */
export function renderScalar(value: PlainScalar, layout: Layout, style?: ScalarStyle): string {
  if (typeof value !== "string") return String(value);
  return layout.json ? doubleQuoted(value) : renderString(value, style);
}

/** Any value on one line, in flow style. */
export function renderFlow(value: PlainValue, layout: Layout): string {
  if (isList(value)) return `[${value.map(item => renderFlow(item, layout)).join(", ")}]`;
  if (!isRecord(value)) return renderFlowScalar(value, layout);
  const entries = Object.entries(value).map(
    ([key, item]) => `${renderFlowScalar(key, layout)}: ${renderFlow(item, layout)}`,
  );
  if (entries.length === 0) return "{}";
  return layout.json ? `{${entries.join(", ")}}` : `{ ${entries.join(", ")} }`;
}

/** A scalar inside brackets, where go-yaml takes a question mark for an indicator. */
export function renderFlowScalar(value: PlainScalar, layout: Layout): string {
  return renderScalar(value, layout, typeof value === "string" && value.includes("?") ? "single" : undefined);
}

/** Lines of a block mapping entry. The first line starts at `column`, which the caller has already written or writes. */
export function renderEntryLines(key: string, value: PlainValue, column: number, layout: Layout): string[] {
  const head = `${renderScalar(key, layout)}:`;
  if (!isNested(value)) return [`${head} ${renderFlow(value, layout)}`];
  return isList(value)
    ? [head, ...renderItems(value, column + layout.dashOffset, layout)]
    : [head, ...indentLines(renderMapLines(value, column + layout.step, layout), column + layout.step)];
}

/** Lines of a sequence item: the first begins with the dash, without indentation. */
export function renderItemLines(value: PlainValue, column: number, layout: Layout): string[] {
  if (!isNested(value)) return [`- ${renderFlow(value, layout)}`];
  const inner = column + 2;
  const lines = isList(value)
    ? renderItems(value, inner, layout)
    : indentLines(renderMapLines(value, inner, layout), inner);
  const [first = "", ...rest] = lines;
  return [`- ${first.trimStart()}`, ...rest];
}

function renderItems(items: readonly PlainValue[], column: number, layout: Layout): string[] {
  return items.flatMap(item => {
    const [first = "", ...rest] = renderItemLines(item, column, layout);
    return [" ".repeat(column) + first, ...rest];
  });
}

/** Lines of a mapping's entries where only the first line of each entry still lacks its indentation. */
function renderMapLines(value: Readonly<Record<string, PlainValue>>, column: number, layout: Layout): EntryLine[] {
  return Object.entries(value).flatMap(([key, item]) =>
    renderEntryLines(key, item, column, layout).map((text, index) => ({ text, indented: index > 0 })),
  );
}

interface EntryLine {
  readonly text: string;
  readonly indented: boolean;
}

function indentLines(lines: readonly EntryLine[], column: number): string[] {
  return lines.map(line => (line.indented ? line.text : " ".repeat(column) + line.text));
}

/** A value as JSON over several lines, for a place whose own line begins with `indent`. */
export function renderJson(value: PlainValue, indent: string, layout: Layout): string {
  return JSON.stringify(value, undefined, layout.jsonIndent).replaceAll("\n", layout.newline + indent);
}

/** True for a mapping or sequence that is not empty, which is the kind that takes lines of its own. */
export function isNested(value: PlainValue): value is readonly PlainValue[] | Readonly<Record<string, PlainValue>> {
  return isList(value) ? value.length > 0 : isRecord(value) && Object.keys(value).length > 0;
}

function isList(value: PlainValue): value is readonly PlainValue[] {
  return Array.isArray(value);
}

function isRecord(value: PlainValue): value is Readonly<Record<string, PlainValue>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
