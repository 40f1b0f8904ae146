// JSON values as Python writes them.
import { isList, isMap } from "../deploy/plain.ts";

/** @param indent of the line that the value begins on */
export function pythonLiteral(value: unknown, indent = ""): string {
  if (value === null || value === undefined) return "None";
  if (typeof value === "boolean") return value ? "True" : "False";
  if (typeof value === "string") return pythonText(value);
  if (isList(value)) return listLiteral(value, indent);
  if (!isMap(value)) return JSON.stringify(value);
  const deeper = `${indent}    `;
  const entries = Object.entries(value).map(
    ([key, item]) => `${deeper}${pythonText(key)}: ${pythonLiteral(item, deeper)},\n`,
  );
  return entries.length === 0 ? "{}" : `{\n${entries.join("")}${indent}}`;
}

function listLiteral(list: readonly unknown[], indent: string): string {
  const line = `[${list.map(item => pythonLiteral(item, indent)).join(", ")}]`;
  if (line.length <= 100 && !line.includes("\n")) return line;
  const deeper = `${indent}    `;
  return `[\n${list.map(item => `${deeper}${pythonLiteral(item, deeper)},\n`).join("")}${indent}]`;
}

/** JSON's escapes are Python's as well. */
function pythonText(text: string): string {
  return JSON.stringify(text);
}
