// Creates one of a SeldonDeployment's objects, or brings an existing one to what is wanted.
import { ApiError, type ClusterClient } from "../kubernetes/cluster-client.ts";
import type { KubeObject, ResourceType } from "../kubernetes/objects.ts";
import { apiVersionOf } from "../kubernetes/resource-path.ts";
import { isEqual } from "../support/json.ts";
import { OperatorError } from "./operator-error.ts";

/** What was found, as it is now, and what it took. */
export interface Applied<T extends KubeObject> {
  readonly object: T;
  readonly outcome: "created" | "updated" | "identical";
}

/** Where a Deployment keeps what was wanted last time, so that a field that is wanted no more is seen (seldon-facts §6). */
const lastApplied = "seldon.io/last-applied";

export interface ApplyOptions<T extends KubeObject> {
  /** What to send instead of `wanted`: with what the cluster has given the found object and must stay. */
  readonly keeping?: (wanted: T, found: T) => T;
  /** Set for kinds that the cluster fills with defaults, which a comparison must look over. */
  readonly isMarked?: boolean;
}

/**
 * Creates `wanted` where there is none, and writes an existing object where it differs. When the server then finds nothing
 * changed, it counts as identical. Throws for refusals, and where the cluster does not know the kind.
 */
export async function applyObject<T extends KubeObject>(
  client: ClusterClient,
  type: ResourceType<T>,
  wanted: T,
  options: ApplyOptions<T> = {},
): Promise<Applied<T>> {
  const marked = options.isMarked === true ? withMark(wanted) : wanted;
  const found = await getServed(client, type, wanted.metadata.name, wanted.metadata.namespace);
  if (!found) return { object: await createServed(client, type, marked), outcome: "created" };
  const next = options.keeping ? options.keeping(marked, found) : marked;
  const isSame = options.isMarked === true ? isFilled(found, wanted, marked) : isAsWanted(found, next);
  if (isSame) return { object: found, outcome: "identical" };
  const object = await client.update(type, withMetadata(next, found));
  const hasChanged = object.metadata.resourceVersion !== found.metadata.resourceVersion;
  return { object, outcome: hasChanged ? "updated" : "identical" };
}

function isFilled(found: KubeObject, wanted: KubeObject, marked: KubeObject): boolean {
  return markOf(found) === markOf(marked) && contains(contentOf(found), contentOf(wanted));
}

function isAsWanted(found: KubeObject, wanted: KubeObject): boolean {
  if (!contains(found.metadata.annotations ?? {}, wanted.metadata.annotations ?? {})) return false;
  return (
    contains(found.metadata.labels ?? {}, wanted.metadata.labels ?? {}) &&
    isEqual(found["spec"] ?? {}, wanted["spec"] ?? {})
  );
}

/** Undefined also where the cluster does not know the kind. */
export async function getServed<T extends KubeObject>(
  client: ClusterClient,
  type: ResourceType<T>,
  name: string,
  namespace: string | undefined,
): Promise<T | undefined> {
  try {
    return await client.get(type, name, namespace);
  } catch (error) {
    if (isUnknownKind(error)) return undefined;
    throw error;
  }
}

/** Whether the cluster serves the kind. */
export async function isServed(client: ClusterClient, type: ResourceType): Promise<boolean> {
  try {
    await client.list(type);
    return true;
  } catch (error) {
    if (isUnknownKind(error)) return false;
    throw error;
  }
}

export function isOwnedBy(object: KubeObject, owner: KubeObject): boolean {
  return (object.metadata.ownerReferences ?? []).some(
    reference => reference.controller === true && reference.uid === owner.metadata.uid,
  );
}

// What client-go says where the API server serves no such kind (S41, S44).
async function createServed<T extends KubeObject>(client: ClusterClient, type: ResourceType<T>, object: T): Promise<T> {
  try {
    return await client.create(type, object);
  } catch (error) {
    if (!isUnknownKind(error)) throw error;
    throw new OperatorError(
      `no matches for kind ${JSON.stringify(type.kind)} in version ${JSON.stringify(apiVersionOf(type))}`,
    );
  }
}

// A 404 that names no object is about the path.
function isUnknownKind(error: unknown): boolean {
  return error instanceof ApiError && error.status.code === 404 && error.status.details?.name === undefined;
}

function withMark<T extends KubeObject>(wanted: T): T {
  const annotations = { ...wanted.metadata.annotations, [lastApplied]: JSON.stringify(contentOf(wanted)) };
  return { ...wanted, metadata: { ...wanted.metadata, annotations } };
}

function markOf(object: KubeObject): string | undefined {
  return object.metadata.annotations?.[lastApplied];
}

/** What is compared: everything but what the cluster itself writes. */
function contentOf(object: KubeObject): Record<string, unknown> {
  const { metadata, status: _status, ...content } = object;
  const { [lastApplied]: _mark, ...annotations } = metadata.annotations ?? {};
  return { ...content, labels: metadata.labels ?? {}, annotations };
}

function withMetadata<T extends KubeObject>(next: T, found: T): T {
  const { metadata } = found;
  return {
    ...next,
    metadata: {
      ...metadata,
      labels: { ...metadata.labels, ...next.metadata.labels },
      annotations: { ...metadata.annotations, ...next.metadata.annotations },
      ...(next.metadata.ownerReferences ? { ownerReferences: next.metadata.ownerReferences } : {}),
    },
  };
}

// Fields that only the cluster has set are its defaults.
function contains(found: unknown, wanted: unknown): boolean {
  if (Array.isArray(wanted)) {
    if (!Array.isArray(found) || found.length !== wanted.length) return false;
    const items: readonly unknown[] = found;
    return wanted.every((item, index) => contains(items[index], item));
  }
  if (typeof wanted === "object" && wanted !== null) {
    if (typeof found !== "object" || found === null) return isEmpty(wanted);
    return Object.entries(wanted).every(([key, value]) => contains(Reflect.get(found, key), value));
  }
  return found === wanted || wanted === undefined || (found === undefined && wanted === "");
}

function isEmpty(value: object): boolean {
  return Object.keys(value).length === 0;
}
