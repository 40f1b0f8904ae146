// Finds fields that a kind's schema does not declare: server-side apply refuses the first of them.
import { isObject } from "../../support/json.ts";
import { resolve } from "../schema/builtin-schemas.ts";
import { propertyOf, type Schema } from "../schema/schema.ts";

/** Paths such as `.spec.replicaz`, in the order of the object. */
export function undeclaredFields(schema: Schema | undefined, value: unknown, path = ""): string[] {
  const type = resolve(schema);
  if (!type || type["x-kubernetes-preserve-unknown-fields"] === true) return [];
  if (Array.isArray(value)) {
    return value.flatMap((item: unknown, index) => undeclaredFields(type.items, item, `${path}[${index}]`));
  }
  if (!isObject(value)) return [];
  const map = type.additionalProperties;
  if (map === true) return [];
  return Object.entries(value).flatMap(([field, entry]) => {
    const property = propertyOf(type.properties, field) ?? (typeof map === "object" ? map : undefined);
    if (property) return undeclaredFields(property, entry, `${path}.${field}`);
    return type.properties ? [`${path}.${field}`] : [];
  });
}
