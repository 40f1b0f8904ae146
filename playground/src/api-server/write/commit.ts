// The last steps of a write: judge the object, ask the webhooks, store it, unless somebody else was quicker.
import type { KubeObject } from "../../kubernetes/objects.ts";
import { callWebhooks } from "../admission-webhooks.ts";
import type { Asked } from "../cluster-state.ts";
import { isEqual } from "../../support/json.ts";
import { immutableFieldErrors } from "../kinds/immutable.ts";
import { decodeObject } from "../kinds/decoding.ts";
import { objectErrors } from "../kinds/object-errors.ts";
import { checkLimitRanges } from "../kinds/limit-range.ts";
import { checkNamespace, checkQuota, checkServiceAccount } from "../kinds/plugins.ts";
import { alreadyExists, conflict, invalid, MODIFIED } from "../refusals.ts";
import { presented, storable } from "../resource.ts";
import type { StoredObject } from "../storage.ts";
import { validateNewFinalizers } from "../validation/object-meta.ts";
import type { WriteOptions } from "../write-options.ts";

/** Answered where the object changed while webhooks were asked: the write starts again from what is there now. */
export const RETRY = Symbol("the object changed in between");

/** Judges and stores a new object (as its version shows it); returns it as it is stored. */
export async function commitCreate(asked: Asked, object: KubeObject, options: WriteOptions): Promise<KubeObject> {
  const { cluster, resource } = asked;
  const { name, namespace = "" } = object.metadata;
  judge(asked, object, undefined);
  checkNamespace(asked, object);
  await callWebhooks(asked, { operation: "CREATE", object, isDryRun: options.isDryRun });
  const stored = storable(resource, object);
  checkServiceAccount(asked, stored);
  checkLimitRanges(asked, stored);
  checkQuota(asked, stored);
  const collection = cluster.storage.collection(resource.storageKey);
  if (collection.get(namespace, name)) throw alreadyExists(resource, name);
  return options.isDryRun ? object : presented(resource, collection.put(stored).object);
}

/**
 * Judges and stores a changed object; returns it as it is stored. Nothing is written where nothing changed. An object that waits
 * for its deletion goes with its last finalizer.
 */
export async function commitUpdate(
  asked: Asked,
  live: StoredObject,
  object: KubeObject,
  options: WriteOptions,
): Promise<KubeObject | typeof RETRY> {
  const { cluster, resource } = asked;
  const before = presented(resource, live.object);
  judge(asked, object, before);
  await callWebhooks(asked, { operation: "UPDATE", object, oldObject: before, isDryRun: options.isDryRun });
  const collection = cluster.storage.collection(resource.storageKey);
  const { name, namespace = "" } = live.object.metadata;
  if (collection.get(namespace, name) !== live) return RETRY;
  const stored = storable(resource, object);
  if (isEqual(stored, live.object)) return before;
  if (options.isDryRun) return object;
  if (isReadyToGo(asked, stored)) {
    collection.put(stored);
    collection.remove(namespace, name);
    return object;
  }
  return presented(resource, collection.put(stored).object);
}

/** Whether nothing holds an object back any more that is to be deleted. */
function isReadyToGo({ resource }: Asked, object: KubeObject): boolean {
  const { deletionTimestamp, finalizers, deletionGracePeriodSeconds } = object.metadata;
  if (deletionTimestamp === undefined || (finalizers?.length ?? 0) > 0) return false;
  if (resource.storageKey === "namespaces.") return false;
  return (deletionGracePeriodSeconds ?? 0) === 0;
}

/** Refuses a stale resourceVersion with 409. */
export function checkRevision(asked: Asked, live: StoredObject, given: string | undefined): void {
  if (given === undefined || given === "" || given === live.object.metadata.resourceVersion) return;
  throw conflict(asked.resource, live.object.metadata.name, MODIFIED);
}

function judge({ resource, target }: Asked, object: KubeObject, before: KubeObject | undefined): void {
  const schemaErrors = resource.custom ? decodeObject(resource, object).schemaErrors : [];
  const errors = [
    ...objectErrors(resource, object),
    ...schemaErrors,
    // Twice, as the real server: once for all kinds, once for each.
    ...(before ? [1, 2].flatMap(() => validateNewFinalizers(before.metadata, object.metadata)) : []),
    ...(before && target.subresource === "" ? immutableFieldErrors(resource, before, object) : []),
  ];
  if (errors.length > 0) throw invalid(resource.kind, resource.group, object.metadata.name, errors);
}
