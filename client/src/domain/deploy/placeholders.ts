// Values that somebody still has to fill in (S07): finds them in the objects of a manifest and fills them in there.
import { mapTexts, type ValuePath } from "./plain.ts";
import { placeholdersOf, type PlaceholderSyntax } from "./placeholder-syntax.ts";

export type { PlaceholderSyntax } from "./placeholder-syntax.ts";

export interface Placeholder {
  /** As it is written, such as `${MODEL_URI}`; the key under which a value is remembered. */
  readonly text: string;
  /** The name in it, such as `MODEL_URI`: a variable of the environment may have it. */
  readonly name: string;
  readonly syntax: PlaceholderSyntax;
  readonly places: readonly PlaceholderPlace[];
}

export interface PlaceholderPlace {
  /** Index into the objects. */
  readonly object: number;
  readonly path: ValuePath;
}

/** All placeholders in the order in which they are first met. @param objects plain data, as kubectl reads the manifest */
export function placeholdersIn(objects: readonly unknown[]): Placeholder[] {
  const found = new Map<string, Placeholder>();
  objects.forEach((value, object) => {
    mapTexts(value, (text, path) => {
      for (const { text: key, name, syntax } of placeholdersOf(text, path)) {
        const before = found.get(key);
        found.set(key, { text: key, name, syntax, places: [...(before?.places ?? []), { object, path }] });
      }
      return text;
    });
  });
  return [...found.values()];
}

/** A copy with values put in; a placeholder that has none stays. @param values by the placeholder's text */
export function fillPlaceholders(value: unknown, values: ReadonlyMap<string, string>): unknown {
  return mapTexts(value, (text, path) => {
    const found = placeholdersOf(text, path);
    return [...found]
      .reverse()
      .reduce(
        (filled, { text: key, start, end }) => filled.slice(0, start) + (values.get(key) ?? key) + filled.slice(end),
        text,
      );
  });
}
