// Drops what a CRD's schema does not know, and nulls where it takes none, as the API server does before it stores anything.
import { isObject } from "../../support/json.ts";
import { isList, join } from "./json-values.ts";
import type { StructuralSchema } from "./structural-schema.ts";

/** Deletes unknown fields in place and adds their paths, such as `spec.predictors[0].graph.modelUrl`, to `pruned`. */
export function pruneUnknownFields(
  value: unknown,
  schema: StructuralSchema | undefined,
  path: string,
  pruned: string[],
): void {
  if (isList(value)) {
    value.forEach((item, index) => pruneUnknownFields(item, schema?.items, `${path}[${index}]`, pruned));
  }
  if (!isObject(value)) return;
  const keepsUnknown = schema?.["x-kubernetes-preserve-unknown-fields"] === true;
  for (const [field, item] of Object.entries(value)) {
    const known = schemaOfField(schema, field);
    if (known === undefined && !keepsUnknown) {
      Reflect.deleteProperty(value, field);
      pruned.push(join(path, field));
    } else if (known !== undefined && known !== true) {
      pruneUnknownFields(item, known, join(path, field), pruned);
    }
  }
}

/** Deletes, in place, nulls of fields that take none and have no default. Items of lists stay, to be refused. */
export function dropNulls(value: unknown, schema: StructuralSchema | undefined, path: string, dropped: string[]): void {
  if (isList(value)) value.forEach((item, index) => dropNulls(item, schema?.items, `${path}[${index}]`, dropped));
  if (!isObject(value)) return;
  for (const [field, item] of Object.entries(value)) {
    const known = schemaOfField(schema, field);
    if (known === undefined || known === true) continue;
    if (item === null && known.nullable !== true && known.default === undefined) {
      Reflect.deleteProperty(value, field);
      dropped.push(join(path, field));
    } else {
      dropNulls(item, known, join(path, field), dropped);
    }
  }
}

/** The schema of a field, `true` where anything may stand in it, `undefined` where the field is unknown. */
export function schemaOfField(
  schema: StructuralSchema | undefined,
  field: string,
): StructuralSchema | true | undefined {
  const { properties, additionalProperties } = schema ?? {};
  if (properties !== undefined && Object.hasOwn(properties, field)) return properties[field];
  return additionalProperties === false ? undefined : additionalProperties;
}
