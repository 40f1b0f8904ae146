// Finds what an owner controls without looking at everything there is.
import type { Informer } from "../kubernetes/cluster-client.ts";
import type { KubeObject } from "../kubernetes/objects.ts";
import { keyOf } from "../kubernetes/resource-path.ts";

export interface OwnedIndex<T> {
  /** The live objects whose controller has this uid. */
  ownedBy(uid: string | undefined): readonly T[];
}

/** Follows an informer for as long as that lives. */
export function indexByController<T extends KubeObject>(informer: Informer<T>): OwnedIndex<T> {
  const byOwner = new Map<string, Map<string, T>>();
  const ownerOf = new Map<string, string>();

  function remove(key: string): void {
    const uid = ownerOf.get(key);
    if (uid === undefined) return;
    ownerOf.delete(key);
    const owned = byOwner.get(uid);
    owned?.delete(key);
    if (owned?.size === 0) byOwner.delete(uid);
  }

  informer.onChange((object, change) => {
    const key = keyOf(object);
    const uid = controllerUidOf(object);
    if (change === "deleted" || ownerOf.get(key) !== uid) remove(key);
    if (change === "deleted" || uid === undefined) return;
    ownerOf.set(key, uid);
    const owned = byOwner.get(uid) ?? new Map<string, T>();
    byOwner.set(uid, owned.set(key, object));
  });
  return { ownedBy: uid => (uid === undefined ? [] : [...(byOwner.get(uid)?.values() ?? [])]) };
}

/** The uid of the owner that controls the object. */
export function controllerUidOf(object: KubeObject): string | undefined {
  return object.metadata.ownerReferences?.find(owner => owner.controller === true)?.uid;
}
