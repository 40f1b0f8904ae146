// JSON Merge Patch (RFC 7386): objects are merged, null removes, everything else replaces.
import { isObject, type JsonObject } from "../../support/json.ts";

/** The patched value; shares what is unchanged with the original. */
export function mergePatched(value: unknown, patch: unknown): unknown {
  if (!isObject(patch)) return patch;
  const result: JsonObject = isObject(value) ? { ...value } : {};
  for (const [key, entry] of Object.entries(patch)) {
    if (entry === null) Reflect.deleteProperty(result, key);
    else result[key] = mergePatched(result[key], entry);
  }
  return result;
}
