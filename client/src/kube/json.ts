// JSON from outside, and how to look into it without trusting it.
import type { KubeObject, ResourceType } from "./objects.ts";

/** The value of a JSON text; `undefined` where it is none. */
export function parseJson(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return value;
  } catch {
    return undefined;
  }
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The string under a key, where there is one that says something. */
export function stringAt(value: unknown, key: string): string | undefined {
  const found = isRecord(value) ? value[key] : undefined;
  return typeof found === "string" && found !== "" ? found : undefined;
}

/** The value under a path of keys. */
export function valueAt(value: unknown, ...keys: readonly string[]): unknown {
  let found = value;
  for (const key of keys) found = isRecord(found) ? found[key] : undefined;
  return found;
}

/** The list under a path of keys; empty where there is none. */
export function listAt(value: unknown, ...keys: readonly string[]): readonly unknown[] {
  const found = valueAt(value, ...keys);
  return Array.isArray(found) ? found : [];
}

/**
 * Whether a value is an object of a type. Looks at the metadata only: what else `T` promises is the word of whoever
 * declared the type. Items of lists come without kind and version and get them here.
 */
export function isObjectOf<T extends KubeObject>(value: unknown, type: ResourceType<T>): value is T {
  if (!isRecord(value) || !isRecord(value["metadata"]) || typeof value["metadata"]["name"] !== "string") return false;
  value["apiVersion"] ??= apiVersionOf(type);
  value["kind"] ??= type.kind;
  return true;
}

/** As it is written in manifests: `apps/v1`, `v1`. */
export function apiVersionOf(type: ResourceType): string {
  return type.group === "" ? type.version : `${type.group}/${type.version}`;
}
