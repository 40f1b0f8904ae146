// What server-side apply does with values by their schema: which fields a value sets, what differs, merging, taking fields out.
import { isEqual, isObject, type JsonObject } from "../../support/json.ts";
import type { Schema } from "../schema/schema.ts";
import { emptySet, isEmptySet, type FieldSet } from "./field-set.ts";
import { shapeOf, type ItemsShape } from "./shapes.ts";

/** The fields that a value sets. */
export function fieldsOf(schema: Schema | undefined, value: unknown): FieldSet {
  const set = emptySet();
  const shape = shapeOf(schema, value);
  if (shape.kind === "fields" && isObject(value) && Object.keys(value).length > 0) {
    for (const [field, entry] of Object.entries(value)) {
      if (entry === undefined) continue;
      const child = fieldsOf(shape.schemaOf(field), entry);
      // Keys of maps belong to whoever sets them, whatever they hold.
      if (!shape.isDeclared(field)) child.isMember = true;
      set.children.set(`f:${field}`, child);
    }
  } else if (shape.kind === "items" && Array.isArray(value) && value.length > 0) {
    for (const item of value) {
      const child = fieldsOf(shape.items, item);
      child.isMember = true;
      set.children.set(shape.elementOf(item), child);
    }
  } else {
    set.isMember = true;
  }
  return set;
}

/** What happened between two values. */
export interface Comparison {
  /** Paths that are new or hold another value. */
  readonly changed: FieldSet;
  readonly removed: FieldSet;
}

/** Compares two values; `undefined` stands for an absent one. */
export function compare(schema: Schema | undefined, before: unknown, after: unknown): Comparison {
  const result = { changed: emptySet(), removed: emptySet() };
  if (before === undefined && after === undefined) return result;
  const shape = shapeOf(schema, after ?? before);
  const isOneKind = before === undefined || after === undefined || shapeOf(schema, before).kind === shape.kind;
  if (!isOneKind || shape.kind === "piece") {
    if (after === undefined) result.removed.isMember = true;
    else if (before === undefined || !isEqual(before, after)) result.changed.isMember = true;
    return result;
  }
  const oldParts = partsOf(schema, before);
  const newParts = partsOf(schema, after);
  for (const element of new Set([...oldParts.keys(), ...newParts.keys()])) {
    const part = oldParts.get(element) ?? newParts.get(element);
    const below = compare(part?.schema, oldParts.get(element)?.value, newParts.get(element)?.value);
    if (!isEmptySet(below.changed)) result.changed.children.set(element, below.changed);
    if (!isEmptySet(below.removed)) result.removed.children.set(element, below.removed);
  }
  if (before === undefined) result.changed.isMember = true;
  if (after === undefined) result.removed.isMember = true;
  return result;
}

interface Part {
  readonly value: unknown;
  readonly schema: Schema | undefined;
}

function partsOf(schema: Schema | undefined, value: unknown): Map<string, Part> {
  const parts = new Map<string, Part>();
  const shape = shapeOf(schema, value);
  if (shape.kind === "fields" && isObject(value)) {
    for (const [field, entry] of Object.entries(value)) {
      if (entry !== undefined) parts.set(`f:${field}`, { value: entry, schema: shape.schemaOf(field) });
    }
  } else if (shape.kind === "items" && Array.isArray(value)) {
    for (const item of value) parts.set(shape.elementOf(item), { value: item, schema: shape.items });
  }
  return parts;
}

/** Lays an applied value over a live one: fields and keyed items one by one, everything else as a whole. */
export function merge(schema: Schema | undefined, live: unknown, applied: unknown): unknown {
  if (applied === undefined) return live;
  const shape = shapeOf(schema, applied);
  if (shape.kind === "fields" && isObject(applied) && isObject(live)) {
    const result: JsonObject = { ...live };
    for (const [field, value] of Object.entries(applied)) {
      result[field] = merge(shape.schemaOf(field), live[field], value);
    }
    return result;
  }
  if (shape.kind === "items" && Array.isArray(applied) && Array.isArray(live)) return mergeItems(shape, live, applied);
  return applied;
}

function mergeItems(shape: ItemsShape, live: readonly unknown[], applied: readonly unknown[]): unknown[] {
  const wanted = new Map(applied.map(item => [shape.elementOf(item), item]));
  const known = new Set(live.map(item => shape.elementOf(item)));
  return [
    ...live.map(item => merge(shape.items, item, wanted.get(shape.elementOf(item)))),
    ...applied.filter(item => !known.has(shape.elementOf(item))),
  ];
}

/** Takes the set's paths out of a value; what is empty then goes, too. Returns `undefined` where nothing is left. */
export function without(schema: Schema | undefined, value: unknown, set: FieldSet, kept: FieldSet): unknown {
  if (set.isMember && isEmptySet(kept)) return undefined;
  const shape = shapeOf(schema, value);
  if (shape.kind === "fields" && isObject(value)) {
    const result: JsonObject = {};
    for (const [field, entry] of Object.entries(value)) {
      const left = withoutElement(shape.schemaOf(field), entry, `f:${field}`, set, kept);
      if (left !== undefined) result[field] = left;
    }
    return Object.keys(result).length === 0 && Object.keys(value).length > 0 ? undefined : result;
  }
  if (shape.kind === "items" && Array.isArray(value)) {
    const result = value.flatMap((item: unknown) => {
      const left = withoutElement(shape.items, item, shape.elementOf(item), set, kept);
      return left === undefined ? [] : [left];
    });
    return result.length === 0 && value.length > 0 ? undefined : result;
  }
  return value;
}

function withoutElement(
  schema: Schema | undefined,
  value: unknown,
  element: string,
  set: FieldSet,
  kept: FieldSet,
): unknown {
  const below = set.children.get(element);
  return below ? without(schema, value, below, kept.children.get(element) ?? emptySet()) : value;
}
