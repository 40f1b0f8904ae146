// Decodes objects of any kind: built-in ones by their types, custom ones by the schema of their definition.
import type { FieldError, KubeObject, ObjectMeta } from "../../kubernetes/objects.ts";
import { isObject, textAt, type JsonObject } from "../../support/json.ts";
import { apiVersionOf, type Resource } from "../resource.ts";
import { decodeBuiltin } from "../schema/decode.ts";
import { applyStructuralSchema, type StructuralSchema } from "../validation/structural-schema.ts";

export interface DecodedObject {
  readonly object: KubeObject;
  readonly unknownFields: readonly string[];
  readonly error: string | undefined;
  /** What the schema of a custom resource finds wrong. */
  readonly schemaErrors: readonly FieldError[];
}

/** An object of a resource, without what its kind does not know. */
export function decodeObject(resource: Resource, value: JsonObject): DecodedObject {
  const { schema } = resource;
  if (!schema) return { object: asObject(resource, value), unknownFields: [], error: undefined, schemaErrors: [] };
  if (!resource.custom) {
    const decoded = decodeBuiltin(schema, value);
    return { ...decoded, object: asObject(resource, decoded.object), schemaErrors: [] };
  }
  const metadata = decodeBuiltin(
    { type: "object", properties: { metadata: schema.properties?.["metadata"] ?? {} } },
    {
      metadata: value["metadata"] ?? {},
    },
  );
  const structural = withoutMetadata(schema);
  const { object, pruned, errors } = isStructural(structural)
    ? applyStructuralSchema(structural, value)
    : { object: value, pruned: [], errors: [] };
  return {
    object: asObject(resource, { ...object, ...metadata.object }),
    unknownFields: [...metadata.unknownFields, ...pruned],
    error: metadata.error,
    schemaErrors: errors,
  };
}

const stripped = new WeakMap<object, unknown>();

/** The definition's own part of a schema: metadata is the server's business. */
function withoutMetadata(schema: NonNullable<Resource["schema"]>): unknown {
  let found = stripped.get(schema);
  if (found === undefined) {
    const { metadata: _metadata, ...properties } = schema.properties ?? {};
    found = { ...schema, properties };
    stripped.set(schema, found);
  }
  return found;
}

function isStructural(schema: unknown): schema is StructuralSchema {
  return isObject(schema);
}

/** Completes the envelope: every object has an apiVersion, a kind and metadata with a name. */
function asObject(resource: Resource, value: JsonObject): KubeObject {
  const { metadata, apiVersion: _version, kind: _kind, ...content } = value;
  return {
    kind: resource.kind,
    apiVersion: apiVersionOf(resource),
    metadata: { ...(isMeta(metadata) ? metadata : {}), name: textAt(metadata, "name") },
    ...content,
  };
}

function isMeta(value: unknown): value is Partial<ObjectMeta> {
  return isObject(value);
}
