// Which fields of objects are worth keeping, said as data, so that they can be cut where they arrive.
import { isRecord } from "./json.ts";
import type { KubeObject } from "./objects.ts";

/**
 * Fields by name: `true` keeps a field as it is, `false` leaves it out, an object says the same of the fields below. Lists are
 * looked through: what is said holds for each of their items. Fields that are not named are treated as `*` says, and left out
 * without it.
 */
export interface KeptFields {
  readonly [field: string]: boolean | KeptFields;
}

/**
 * The object with the fields that are kept. What every object has, stays: kind, version, and the metadata, without
 * `managedFields`, unless `keep` says something else of it.
 */
export function cutObject<T extends KubeObject>(object: T, keep: KeptFields | undefined): T;
export function cutObject(object: KubeObject, keep: KeptFields = { "*": true }): object {
  return cutRecord(object, { apiVersion: true, kind: true, metadata: METADATA, ...keep });
}

/** Who wrote which field is a third of an object's size, and nobody reads it in a list. */
const METADATA: KeptFields = { managedFields: false, "*": true };

function cutRecord(record: Record<string, unknown>, keep: KeptFields): Record<string, unknown> {
  const copy: Record<string, unknown> = {};
  const others = keep["*"] ?? false;
  // A copy: an object that a property is deleted from takes three times the memory.
  for (const key of Object.keys(record)) {
    const kept = Object.hasOwn(keep, key) ? (keep[key] ?? false) : others;
    if (kept !== false) copy[key] = kept === true ? record[key] : cutValue(record[key], kept);
  }
  return copy;
}

function cutValue(value: unknown, keep: KeptFields): unknown {
  if (Array.isArray(value)) return value.map(item => cutValue(item, keep));
  return isRecord(value) ? cutRecord(value, keep) : value;
}
