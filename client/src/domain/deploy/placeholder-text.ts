// Placeholders in the text of a template, where it is no YAML before they are filled in: `modelUri: {{ model_uri }}`.
import { placeholdersOf, type WrittenPlaceholder } from "./placeholder-syntax.ts";

/** Templates that people write are small. In characters. */
const LONGEST_TEMPLATE = 1_000_000;

/**
 * Placeholders outside of comments, with their offsets. Lines are read one by one with the key before the colon as path,
 * since a text that does not parse has no other.
 */
export function placeholdersInText(text: string): WrittenPlaceholder[] {
  if (text.length > LONGEST_TEMPLATE) return [];
  const found: WrittenPlaceholder[] = [];
  let offset = 0;
  for (const line of text.split("\n")) {
    const end = commentStart(line);
    const key = /^\s*(?:-\s+)*["']?([\w./-]+)["']?\s*:/.exec(line)?.[1];
    for (const one of placeholdersOf(line.slice(0, end), key === undefined ? [] : [key])) {
      found.push({ ...one, start: one.start + offset, end: one.end + offset });
    }
    offset += line.length + 1;
  }
  return found;
}

/**
 * The text with values put in so that YAML reads them as they are: quoted as the place needs it. No line is added or
 * removed. @returns undefined where a value cannot stand at its place: line breaks, or `: ` in the middle of a plain text
 */
export function fillText(text: string, values: ReadonlyMap<string, string>): string | undefined {
  let filled = text;
  for (const one of placeholdersInText(text).reverse()) {
    const value = values.get(one.text);
    if (value === undefined) continue;
    const written = inPlace(text, one, value);
    if (written === undefined) return undefined;
    filled = filled.slice(0, one.start) + written + filled.slice(one.end);
  }
  return filled;
}

function inPlace(text: string, { start, end }: WrittenPlaceholder, value: string): string | undefined {
  if (/[\p{Cc}\u2028\u2029]/u.test(value)) return undefined;
  const lineStart = text.lastIndexOf("\n", start - 1) + 1;
  const lineEnd = text.indexOf("\n", end);
  const before = text.slice(lineStart, start);
  const after = text.slice(end, lineEnd < 0 ? text.length : lineEnd);
  const quote = openQuote(before);
  if (quote === '"') return JSON.stringify(value).slice(1, -1);
  if (quote === "'") return value.replaceAll("'", "''");
  const isWhole = /(?:^|[:-])\s+$/.test(before) && /^\s*(?:#.*)?\r?$/.test(after);
  if (isWhole) return isPlain(value) ? value : JSON.stringify(value);
  return /: |:$| #|[,[\]{}]/.test(value) ? undefined : value;
}

/** Numbers and booleans stay what they are, as a template engine would leave them. */
function isPlain(value: string): boolean {
  return /^[A-Za-z0-9/_.][\w/.+-]*(?::[\w/.+-]+)*$/.test(value);
}

/** The quote that is open at the end of a line's beginning. */
function openQuote(line: string): string | undefined {
  let open: string | undefined;
  for (let index = 0; index < line.length; index++) {
    const char = line.charAt(index);
    if (open === '"' && char === "\\") index++;
    else if (open !== undefined && char === open) open = undefined;
    else if (open === undefined && (char === '"' || char === "'") && !/\w/.test(line.charAt(index - 1))) open = char;
  }
  return open;
}

function commentStart(line: string): number {
  for (const { index } of line.matchAll(/#/g)) {
    const before = line.slice(0, index);
    if ((before.trim() === "" || /\s$/.test(before)) && openQuote(before) === undefined) return index;
  }
  return line.length;
}
