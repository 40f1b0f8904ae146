// Fills in the defaults of a CRD's schema, as the API server does when it reads an object.
import { isObject } from "../../support/json.ts";
import { isList } from "./json-values.ts";
import { schemaOfField } from "./schema-pruning.ts";
import type { StructuralSchema } from "./structural-schema.ts";

/** Sets, in place, every field that has a default and is missing, or is null and takes none. */
export function applySchemaDefaults(value: unknown, schema: StructuralSchema | undefined): void {
  if (isList(value)) for (const item of value) applySchemaDefaults(item, schema?.items);
  if (!isObject(value)) return;
  for (const [field, known] of Object.entries(schema?.properties ?? {})) {
    const isMissing = !Object.hasOwn(value, field) || (value[field] === null && known.nullable !== true);
    if (isMissing && known.default !== undefined) value[field] = structuredClone(known.default);
  }
  for (const [field, item] of Object.entries(value)) {
    const known = schemaOfField(schema, field);
    if (known !== true) applySchemaDefaults(item, known);
  }
}
