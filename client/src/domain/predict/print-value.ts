// Prints values for people who compare them: the same data gives the same text.
import { isList, isMap } from "../deploy/plain.ts";

/** JSON with a line for each entry, but lists of single values in one line, as matrices are read. */
export function printValue(value: unknown, indent = ""): string {
  const deeper = `${indent}  `;
  if (isList(value)) {
    if (!value.some(item => isList(item) || isMap(item))) return `[${value.map(scalar).join(", ")}]`;
    return `[\n${value.map(item => deeper + printValue(item, deeper)).join(",\n")}\n${indent}]`;
  }
  if (!isMap(value)) return scalar(value);
  const entries = Object.entries(value).map(
    ([key, item]) => `${deeper}${JSON.stringify(key)}: ${printValue(item, deeper)}`,
  );
  return entries.length === 0 ? "{}" : `{\n${entries.join(",\n")}\n${indent}}`;
}

function scalar(value: unknown): string {
  return value === undefined ? "nothing" : JSON.stringify(value);
}
