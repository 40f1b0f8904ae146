// Takes the sentences out of the parts of package.json that VS Code shows, so that package.nls.json holds them and can be translated.
type Json = Readonly<Record<string, unknown>>;

/** A part of package.json with `%keys%`, and what they stand for. */
export interface ManifestTexts {
  readonly part: Readonly<Record<string, unknown>>;
  /** Sentences by key, in the order in which they stand. */
  readonly texts: Readonly<Record<string, string>>;
}

/** Keys whose value is read by people, a string or a list of strings. */
const SHOWN = new Set([
  "title",
  "shortTitle",
  "label",
  "description",
  "markdownDescription",
  "enumDescriptions",
  "markdownEnumDescriptions",
  "patternErrorMessage",
  "deprecationMessage",
  "markdownDeprecationMessage",
  "contextualTitle",
  "altText",
  "contents",
  "displayName",
  "userDescription",
]);

/** Keys whose value is data, whatever the keys in it are called. */
const DATA = new Set(["default", "enum", "examples", "menus", "languages", "grammars", "snippets", "inputSchema"]);

/** Keys by whose value an entry of a list is named, so that a key stays the same when the list grows. */
const NAMING = ["command", "id", "view", "key", "toolReferenceName"];

/** @returns the part with `%key%` in place of each sentence; VS Code puts the sentence of the display language there */
export function manifestTexts(part: Json): ManifestTexts {
  const texts: Record<string, string> = {};
  return { part: replaced(part, [], texts), texts };
}

function replaced(value: Json, path: readonly string[], texts: Record<string, string>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [key, replacedEntry(key, inner, [...path, key], texts)]),
  );
}

function replacedEntry(key: string, value: unknown, path: readonly string[], texts: Record<string, string>): unknown {
  if (DATA.has(key)) return value;
  // A view's name is shown; the names of other things are what they are called by.
  const isShown = SHOWN.has(key) || (key === "name" && path.includes("views"));
  if (typeof value === "string") return isShown ? keyOf(value, path, texts) : value;
  if (Array.isArray(value))
    return value.map((entry: unknown, index) => replacedItem(entry, index, path, isShown, texts));
  return isRecord(value) ? replaced(value, path, texts) : value;
}

function replacedItem(
  entry: unknown,
  index: number,
  path: readonly string[],
  isShown: boolean,
  texts: Record<string, string>,
): unknown {
  if (typeof entry === "string" && isShown) return keyOf(entry, [...path, String(index)], texts);
  return isRecord(entry) ? replaced(entry, [...path, nameOf(entry) ?? String(index)], texts) : entry;
}

function nameOf(entry: Json): string | undefined {
  return NAMING.map(key => entry[key]).find(name => typeof name === "string");
}

function keyOf(text: string, path: readonly string[], texts: Record<string, string>): string {
  const key = path.join(".");
  const isTaken = key in texts && texts[key] !== text;
  const own = isTaken ? `${key}.${Object.keys(texts).length}` : key;
  texts[own] = text;
  return `%${own}%`;
}

function isRecord(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
