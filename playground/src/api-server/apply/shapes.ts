// How server-side apply sees a value: as one piece, as fields, or as items that are told apart by keys.
import { isObject } from "../../support/json.ts";
import { resolve } from "../schema/builtin-schemas.ts";
import type { Schema } from "../schema/schema.ts";

/** A value that is merged field by field. */
export interface FieldsShape {
  readonly kind: "fields";
  /** Whether a field is one of the type's own, rather than a key of a map. */
  isDeclared(field: string): boolean;
  schemaOf(field: string): Schema | undefined;
}

/** A list that is merged item by item. */
export interface ItemsShape {
  readonly kind: "items";
  /** The path element of an item. */
  elementOf(item: unknown): string;
  readonly items: Schema | undefined;
}

export type Shape = { readonly kind: "piece" } | FieldsShape | ItemsShape;

const PIECE: Shape = { kind: "piece" };

/** The shape of a value by its schema; where that does not say, objects have fields and lists are one piece. */
export function shapeOf(schema: Schema | undefined, value: unknown): Shape {
  const type = resolve(schema);
  if (Array.isArray(value)) return type ? listShape(type) : PIECE;
  if (!isObject(value) || type?.["x-kubernetes-map-type"] === "atomic") return PIECE;
  const properties = type?.properties ?? {};
  const values = typeof type?.additionalProperties === "object" ? type.additionalProperties : undefined;
  return {
    kind: "fields",
    isDeclared: field => Object.hasOwn(properties, field),
    schemaOf: field => (Object.hasOwn(properties, field) ? properties[field] : values),
  };
}

function listShape(type: Schema): Shape {
  const items = type.items;
  if (type["x-kubernetes-list-type"] === "set") {
    return { kind: "items", items: undefined, elementOf: item => `v:${JSON.stringify(item)}` };
  }
  if (type["x-kubernetes-list-type"] !== "map") return PIECE;
  const keys = [...(type["x-kubernetes-list-map-keys"] ?? [])].sort();
  return { kind: "items", items, elementOf: item => `k:${JSON.stringify(keyValues(item, keys))}` };
}

function keyValues(item: unknown, keys: readonly string[]): Record<string, unknown> {
  const values: Record<string, unknown> = {};
  for (const key of keys) {
    // The one key with a default: ports that do not name a protocol are TCP (kubernetes' ContainerPort, ServicePort).
    const value = (isObject(item) ? item[key] : undefined) ?? (key === "protocol" ? "TCP" : undefined);
    if (value !== undefined) values[key] = value;
  }
  return values;
}
