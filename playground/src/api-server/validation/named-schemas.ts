// Structural schemas that refer to each other by name: a compact form of what a CRD has to spell out.
import type { StructuralSchema } from "./structural-schema.ts";

/** A structural schema in which `$ref` may stand for another one. */
export interface NamedSchema extends Omit<StructuralSchema, "properties" | "additionalProperties" | "items"> {
  readonly $ref?: string;
  readonly properties?: Readonly<Record<string, NamedSchema>>;
  readonly additionalProperties?: NamedSchema;
  readonly items?: NamedSchema;
}

/** Schemas by name. None may lead to itself. */
export type NamedSchemas = Readonly<Record<string, NamedSchema>>;

/** The schema of a name with all references replaced. What is referred to twice is shared, not copied. */
export function resolveSchema(schemas: NamedSchemas, name: string): StructuralSchema {
  const resolved = new Map<string, StructuralSchema>();
  return byName(name);

  function byName(wanted: string): StructuralSchema {
    const known = resolved.get(wanted);
    if (known !== undefined) return known;
    const schema = schemas[wanted];
    if (schema === undefined) throw new Error(`There is no schema ${wanted}.`);
    const result = inline(schema);
    resolved.set(wanted, result);
    return result;
  }

  function inline(schema: NamedSchema): StructuralSchema {
    const { $ref, properties, additionalProperties, items, ...others } = schema;
    if ($ref !== undefined) return byName($ref);
    return {
      ...others,
      ...(properties !== undefined && {
        properties: Object.fromEntries(Object.entries(properties).map(([field, part]) => [field, inline(part)])),
      }),
      ...(additionalProperties !== undefined && { additionalProperties: inline(additionalProperties) }),
      ...(items !== undefined && { items: inline(items) }),
    };
  }
}
