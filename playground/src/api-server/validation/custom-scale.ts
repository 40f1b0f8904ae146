// Replicas that a CRD's scale subresource points at, which have to be whole numbers that are not negative.
import type { FieldError } from "../../kubernetes/objects.ts";
import { inGoSyntax } from "./json-values.ts";
import { invalid } from "./field-errors.ts";
import { isObject } from "../../support/json.ts";

/** Mistakes of the value at a path such as `.spec.replicas`. */
export function validateScaleReplicas(object: unknown, path: string): FieldError[] {
  const value = path
    .split(".")
    .filter(Boolean)
    .reduce<unknown>((part, name) => (isObject(part) ? part[name] : undefined), object);
  if (value === undefined || value === null) return [];
  if (typeof value !== "number" || !Number.isInteger(value)) {
    const detail = `${path} accessor error: ${goText(value)} is of the type ${goType(value)}, expected int64`;
    return [invalid(path, 0, detail)];
  }
  if (value < 0) return [invalid(path, value, "should be a non-negative integer")];
  return value > 2 ** 31 - 1 ? [invalid(path, value, `should be less than or equal to ${2 ** 31 - 1}`)] : [];
}

/** As Go's `%v` prints it. */
function goText(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(goText).join(" ")}]`;
  if (isObject(value))
    return `map[${Object.entries(value)
      .sort()
      .map(([key, item]) => `${key}:${goText(item)}`)
      .join(" ")}]`;
  return typeof value === "string" ? value : inGoSyntax(value);
}

function goType(value: unknown): string {
  if (Array.isArray(value)) return "[]interface {}";
  if (isObject(value)) return "map[string]interface {}";
  return typeof value === "number" ? "float64" : typeof value === "boolean" ? "bool" : "string";
}
