// Where the API server serves a kind, and what identifies an object.
import type { KubeObject, ObjectMeta, ResourceType } from "./objects.ts";

/** Such as `apps/v1`; the core group has only its version. */
export function apiVersionOf(type: ResourceType): string {
  return type.group === "" ? type.version : `${type.group}/${type.version}`;
}

/** The path of all objects of a type, of one namespace, or of one object. */
export function pathOf(type: ResourceType, namespace?: string, name?: string, subresource?: string): string {
  const group = type.group === "" ? `/api/${type.version}` : `/apis/${type.group}/${type.version}`;
  const scope = type.isNamespaced && namespace !== undefined ? `/namespaces/${encodeURIComponent(namespace)}` : "";
  const object = name === undefined ? "" : `/${encodeURIComponent(name)}`;
  return `${group}${scope}/${type.plural}${object}${subresource === undefined ? "" : `/${subresource}`}`;
}

/** `namespace/name`, or `/name` for an object without a namespace. */
export function keyOf(object: { metadata: Pick<ObjectMeta, "name" | "namespace"> }): string {
  return objectKey(object.metadata.name, object.metadata.namespace);
}

export function objectKey(name: string, namespace: string | undefined): string {
  return `${namespace ?? ""}/${name}`;
}

/** The reverse of {@link keyOf}; an absent namespace reads as `""`. */
export function splitKey(key: string): { readonly namespace: string; readonly name: string } {
  const slash = key.indexOf("/");
  return { namespace: key.slice(0, slash), name: key.slice(slash + 1) };
}

/**
 * Takes a parsed answer as an object of the type; items of lists come without their kind and are given it. Throws for others.
 * Who manages which field is left out: it is half of an object, nobody here asks, and a write without it changes nothing of it.
 */
export function readObject<T extends KubeObject>(type: ResourceType<T>, value: unknown): T {
  if (typeof value === "object" && value !== null) {
    const named: unknown = { apiVersion: apiVersionOf(type), kind: type.kind, ...value };
    if (isObjectOf(type, named)) {
      const { managedFields: _managers, ...metadata } = named.metadata;
      return { ...named, metadata };
    }
  }
  throw new Error(`The API server's answer is no ${type.kind}.`);
}

// The API server has held the object against its schema: what is left to look at is that it is an object of this kind.
function isObjectOf<T extends KubeObject>(type: ResourceType<T>, value: unknown): value is T {
  if (typeof value !== "object" || value === null) return false;
  if (!("kind" in value) || value.kind !== type.kind) return false;
  return "metadata" in value && typeof value.metadata === "object" && value.metadata !== null;
}
