// Lists that a CRD declares as sets or maps may hold no item, or no key, twice.
import type { FieldError } from "../../kubernetes/objects.ts";
import { isObject } from "../../support/json.ts";
import { inGoSyntax, isList, join } from "./json-values.ts";
import { schemaOfField } from "./schema-pruning.ts";
import type { StructuralSchema } from "./structural-schema.ts";

/** Every item whose keys (`x-kubernetes-list-type: map`) or value (`set`) stood in the list before. */
export function validateListKeys(value: unknown, schema: StructuralSchema | undefined, path: string): FieldError[] {
  if (isList(value)) {
    const own = schema === undefined ? [] : duplicates(value, schema, path);
    return [...own, ...value.flatMap((item, index) => validateListKeys(item, schema?.items, `${path}[${index}]`))];
  }
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([field, item]) => {
    const known = schemaOfField(schema, field);
    return known === undefined || known === true ? [] : validateListKeys(item, known, join(path, field));
  });
}

function duplicates(list: readonly unknown[], schema: StructuralSchema, path: string): FieldError[] {
  const type = schema["x-kubernetes-list-type"];
  if (type !== "set" && type !== "map") return [];
  const seen = new Set<string>();
  const reported = new Set<string>();
  return list.flatMap((item, index): FieldError[] => {
    const field = `${path}[${index}]`;
    if (type === "map" && !isObject(item)) {
      const detail = `Invalid value: ${JSON.stringify(item)}: must be an object for an array of list-type map`;
      return [{ type: "FieldValueInvalid", field, detail }];
    }
    const key = inGoSyntax(type === "set" ? item : keysOf(item, schema));
    if (!seen.has(key) || reported.has(key)) {
      seen.add(key);
      return [];
    }
    reported.add(key);
    return [{ type: "FieldValueDuplicate", field, detail: `Duplicate value: ${key}` }];
  });
}

function keysOf(item: unknown, schema: StructuralSchema): Record<string, unknown> {
  const keys = schema["x-kubernetes-list-map-keys"] ?? [];
  return isObject(item)
    ? Object.fromEntries(keys.flatMap(key => (Object.hasOwn(item, key) ? [[key, item[key]]] : [])))
    : {};
}
