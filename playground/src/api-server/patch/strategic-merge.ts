// Strategic merge patch: a merge patch that merges lists by their items' keys, with Kubernetes' directives ($patch, $retainKeys,
// $setElementOrder, $deleteFromPrimitiveList). Source: kubernetes' strategic-merge-patch design.
import { isEqual, isObject, type JsonObject } from "../../support/json.ts";
import { refusal } from "../refusals.ts";
import { resolve } from "../schema/builtin-schemas.ts";
import { propertyOf, type Schema } from "../schema/schema.ts";

const ORDER = "$setElementOrder/";
const DELETE = "$deleteFromPrimitiveList/";

/** The patched value; shares what is unchanged with the original. */
export function strategicPatched(schema: Schema | undefined, value: unknown, patch: unknown): unknown {
  if (!isObject(patch)) return patch;
  if (patch["$patch"] === "replace") return withoutDirectives(patch);
  if (patch["$patch"] === "delete") return undefined;
  const type = resolve(schema);
  const result: JsonObject = isObject(value) ? { ...value } : {};
  retainKeys(result, patch["$retainKeys"]);
  for (const [key, entry] of Object.entries(patch)) {
    if (key.startsWith(DELETE)) removeValues(result, key.slice(DELETE.length), entry);
    else if (!key.startsWith("$")) patchField(fieldSchema(type, key), result, key, entry, patch[ORDER + key]);
  }
  for (const key of Object.keys(patch)) {
    const field = key.slice(ORDER.length);
    if (key.startsWith(ORDER) && !(field in patch)) {
      result[field] = ordered(result[field], patch[key], mergeKeyOf(fieldSchema(type, field)));
    }
  }
  return result;
}

function patchField(schema: Schema | undefined, result: JsonObject, key: string, entry: unknown, order: unknown): void {
  if (entry === null) {
    Reflect.deleteProperty(result, key);
    return;
  }
  const patched = Array.isArray(entry)
    ? patchList(schema, result[key], entry, order)
    : strategicPatched(schema, result[key], entry);
  if (patched === undefined) Reflect.deleteProperty(result, key);
  else result[key] = patched;
}

function patchList(schema: Schema | undefined, value: unknown, patch: readonly unknown[], order: unknown): unknown {
  const list = resolve(schema);
  if (list?.["x-kubernetes-patch-strategy"]?.startsWith("merge") !== true) return patch;
  const current: readonly unknown[] = Array.isArray(value) ? value : [];
  const key = mergeKeyOf(schema);
  if (key === undefined) {
    const added = patch.filter(entry => !current.some(known => isEqual(known, entry)));
    return ordered([...current, ...added], order, key);
  }
  const isReplaced = patch.some(entry => isObject(entry) && entry["$patch"] === "replace");
  const items = isReplaced ? [] : [...current];
  for (const entry of patch) patchItem(list.items, items, entry, key);
  return ordered(items, order, key);
}

function patchItem(schema: Schema | undefined, items: unknown[], entry: unknown, key: string): void {
  if (!isObject(entry) || (entry["$patch"] === "replace" && !(key in entry))) return;
  if (!(key in entry)) throw refusal(500, "", `map: ${goMap(entry)} does not contain declared merge key: ${key}`);
  const index = items.findIndex(item => isObject(item) && isEqual(item[key], entry[key]));
  const patched = strategicPatched(schema, items[index], entry);
  if (patched === undefined) {
    if (index >= 0) items.splice(index, 1);
  } else if (index >= 0) items[index] = patched;
  else items.push(patched);
}

/** Puts items in the order that the patch gives; those it does not name keep their place behind their neighbour. */
function ordered(value: unknown, order: unknown, key: string | undefined): unknown {
  if (!Array.isArray(value) || !Array.isArray(order)) return value;
  const items: readonly unknown[] = value;
  const rank = (item: unknown): number =>
    order.findIndex((entry: unknown) =>
      key === undefined ? isEqual(entry, item) : isObject(entry) && isObject(item) && isEqual(entry[key], item[key]),
    );
  const named = items.filter(item => rank(item) >= 0).sort((a, b) => rank(a) - rank(b));
  const result: unknown[] = [];
  for (const item of items) {
    if (rank(item) < 0) result.push(item);
    else result.push(named.shift());
  }
  return result;
}

function fieldSchema(type: Schema | undefined, key: string): Schema | undefined {
  const property = propertyOf(type?.properties, key);
  return property ?? (typeof type?.additionalProperties === "object" ? type.additionalProperties : undefined);
}

function mergeKeyOf(schema: Schema | undefined): string | undefined {
  return resolve(schema)?.["x-kubernetes-patch-merge-key"];
}

function retainKeys(result: JsonObject, keys: unknown): void {
  if (!Array.isArray(keys)) return;
  for (const key of Object.keys(result)) if (!keys.includes(key)) Reflect.deleteProperty(result, key);
}

function removeValues(result: JsonObject, key: string, values: unknown): void {
  const list = result[key];
  if (!Array.isArray(list) || !Array.isArray(values)) return;
  result[key] = list.filter((entry: unknown) => !values.some((value: unknown) => isEqual(value, entry)));
}

function withoutDirectives(patch: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(patch).filter(([key]) => !key.startsWith("$")));
}

/** A value as Go's `%v` prints it: `map[a:1 b:[x y]]`. */
export function goMap(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(goMap).join(" ")}]`;
  if (isObject(value)) {
    const entries = Object.entries(value).map(([key, entry]) => `${key}:${goMap(entry)}`);
    return `map[${entries.sort().join(" ")}]`;
  }
  return value === null ? "<nil>" : typeof value === "string" ? value : JSON.stringify(value);
}
