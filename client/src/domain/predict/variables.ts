// Fills `{{name}}` in the strings of a request file.
import { isList, isMap, type PlainMap, type ValuePath } from "../deploy/plain.ts";

export interface Filled {
  readonly value: unknown;
  /** Names that stand for nothing, and where. */
  readonly unknown: readonly { readonly name: string; readonly path: ValuePath }[];
}

const VARIABLE = /\{\{\s*([A-Za-z_]\w*)\s*\}\}/g;

/**
 * A string that is nothing but `{{name}}` becomes the variable's own value, a number or a list, say; within other text it
 * becomes text. Keys stay as they are.
 */
export function fillVariables(value: unknown, variables: PlainMap, path: ValuePath = []): Filled {
  const unknown: { name: string; path: ValuePath }[] = [];
  const fill = (item: unknown, at: ValuePath): unknown => {
    if (typeof item === "string") return fillText(item, variables, name => unknown.push({ name, path: at }));
    if (isList(item)) return item.map((entry, index) => fill(entry, [...at, index]));
    if (!isMap(item)) return item;
    return Object.fromEntries(Object.entries(item).map(([key, entry]) => [key, fill(entry, [...at, key])]));
  };
  return { value: fill(value, path), unknown };
}

function fillText(text: string, variables: PlainMap, missing: (name: string) => void): unknown {
  if (!text.includes("{{")) return text;
  const [whole, only] = new RegExp(VARIABLE.source).exec(text) ?? [];
  if (only !== undefined && whole === text.trim() && Object.hasOwn(variables, only)) return variables[only];
  return text.replace(VARIABLE, (found, name: string) => {
    if (!Object.hasOwn(variables, name)) {
      missing(name);
      return found;
    }
    const value = variables[name];
    return typeof value === "string" ? value : JSON.stringify(value);
  });
}
