// Schemas of the built-in kinds, read from the generated table of their fields and completed by what that table lacks:
// how lists are told apart (kubernetes.io API conventions: patchMergeKey, listType, mapType, structType).
import { BUILTIN_DESCRIPTIONS } from "../generated/builtin-descriptions.ts";
import { BUILTIN_TYPES } from "../generated/builtin-types.ts";
import { ATOMIC_FIELDS, ATOMIC_TYPES, KEYED_LISTS, SETS } from "./list-types.ts";
import type { Schema } from "./schema.ts";

const PREFIX = "io.k8s.api.";
const REF = "#/components/schemas/";

const SCALARS: Readonly<Record<string, Schema>> = {
  s: { type: "string" },
  b: { type: "boolean" },
  i: { type: "integer", format: "int32" },
  I: { type: "integer", format: "int64" },
  n: { type: "number", format: "double" },
  d: { type: "string", format: "date-time" },
  B: { type: "string", format: "byte" },
  q: { "x-kubernetes-int-or-string": true, anyOf: [{ type: "string" }, { type: "number" }] },
  x: { "x-kubernetes-int-or-string": true, format: "int-or-string" },
  y: { "x-kubernetes-preserve-unknown-fields": true },
};

const known = new Map<string, Schema>();

/** The schema of a model such as `V1Deployment`; fields refer to others by `$ref`. */
export function builtinSchema(model: string): Schema | undefined {
  const cached = known.get(model);
  if (cached) return cached;
  const text = BUILTIN_TYPES[model];
  if (text === undefined) return undefined;
  const schema = readType(model, text);
  known.set(model, schema);
  return schema;
}

/** The name of a model in OpenAPI documents: `V1PodSpec` → `io.k8s.api.v1.PodSpec`. */
export function schemaName(model: string): string {
  const parts = /^(.*?)(V\d+(?:(?:alpha|beta)\d+)?)(.*)$/.exec(model);
  if (!parts) return `${PREFIX}${model}`;
  const [, group = "", version = "", kind = ""] = parts;
  return `${PREFIX}${group === "" ? "" : `${group.toLowerCase()}.`}${version.toLowerCase()}.${kind}`;
}

const modelByName = new Map(Object.keys(BUILTIN_TYPES).map(model => [schemaName(model), model]));

/** Follows `$ref`; a schema without one is itself. */
export function resolve(schema: Schema | undefined): Schema | undefined {
  const name = schema?.$ref?.slice(REF.length);
  if (name === undefined) return schema;
  return builtinSchema(modelByName.get(name) ?? "");
}

/** A schema that refers to a model. */
export function reference(model: string): Schema {
  return { $ref: `${REF}${schemaName(model)}` };
}

/** The models that a model refers to, itself and theirs included. */
export function reachable(roots: readonly string[]): string[] {
  const found = new Set<string>();
  const pending = [...roots];
  for (let model = pending.pop(); model !== undefined; model = pending.pop()) {
    const text = BUILTIN_TYPES[model];
    if (found.has(model) || text === undefined) continue;
    found.add(model);
    for (const match of text.matchAll(/@(\w+)/g)) if (match[1]) pending.push(match[1]);
  }
  return [...found];
}

function readType(model: string, text: string): Schema {
  // A time in microseconds and the like have no fields of their own.
  if (model === "V1FieldsV1") return { type: "object", "x-kubernetes-preserve-unknown-fields": true };
  const properties: Record<string, Schema> = {};
  for (const field of text.split(" ")) {
    const colon = field.lastIndexOf(":");
    if (colon < 0) continue;
    const name = field.slice(0, colon);
    const schema = withListType(`${model}.${name}`, readCode(field.slice(colon + 1)));
    properties[name] = withDescription(schema, BUILTIN_DESCRIPTIONS[model]?.[name]);
  }
  const type: Schema = withDescription({ type: "object" }, BUILTIN_DESCRIPTIONS[model]?.[""]);
  return {
    ...type,
    properties,
    ...(ATOMIC_TYPES.has(model) ? { "x-kubernetes-map-type": "atomic" } : {}),
  };
}

function withDescription(schema: Schema, description: string | undefined): Schema {
  return description === undefined ? schema : { ...schema, description };
}

function readCode(code: string): Schema {
  if (code.startsWith("[")) return { type: "array", items: readCode(code.slice(1)) };
  if (code.startsWith("{")) return { type: "object", additionalProperties: readCode(code.slice(1)) };
  if (code.startsWith("@")) return reference(code.slice(1));
  return SCALARS[code] ?? {};
}

function withListType(place: string, schema: Schema): Schema {
  const keyed = KEYED_LISTS[place];
  if (keyed) {
    return {
      ...schema,
      "x-kubernetes-list-type": "map",
      "x-kubernetes-list-map-keys": keyed.keys,
      "x-kubernetes-patch-merge-key": keyed.mergeKey ?? keyed.keys[0],
      "x-kubernetes-patch-strategy": keyed.isRetainKeys === true ? "merge,retainKeys" : "merge",
    };
  }
  if (SETS.has(place)) {
    return { ...schema, "x-kubernetes-list-type": "set", "x-kubernetes-patch-strategy": "merge" };
  }
  if (ATOMIC_FIELDS.has(place)) return { ...schema, "x-kubernetes-map-type": "atomic" };
  if (place === "V1DeploymentSpec.strategy") return { ...schema, "x-kubernetes-patch-strategy": "retainKeys" };
  return schema;
}
