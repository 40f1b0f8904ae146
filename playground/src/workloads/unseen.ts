// Remembers what a controller has just done and its informer has not shown yet, so that it is not done twice.
import type { Informer } from "../kubernetes/cluster-client.ts";
import type { KubeObject } from "../kubernetes/objects.ts";
import { controllerUidOf } from "./owned-index.ts";

export interface Unseen {
  /** How many objects were created for the owner and are not seen yet. */
  countCreated(ownerUid: string): number;
  isDeleted(uid: string | undefined): boolean;
  noteCreated(ownerUid: string, object: KubeObject): void;
  noteDeleted(object: KubeObject): void;
}

/** @param informer - the one whose view is waited for */
export function createUnseen<T extends KubeObject>(informer: Informer<T>): Unseen {
  const created = new Map<string, Set<string>>();
  const deleted = new Set<string>();
  // An object may show up before the answer that it was created: those of the last moments are remembered.
  const seen = new Map<string, number>();
  const memory = 60_000;

  informer.onChange((object, change) => {
    const uid = object.metadata.uid ?? "";
    const owner = controllerUidOf(object);
    if (change === "deleted" || object.metadata.deletionTimestamp !== undefined) deleted.delete(uid);
    if (owner === undefined) return;
    const names = created.get(owner);
    names?.delete(uid);
    if (names?.size === 0) created.delete(owner);
    if (change === "added") seen.set(uid, Date.now());
    forgetOld();
  });

  function forgetOld(): void {
    for (const [uid, time] of seen) {
      if (Date.now() - time < memory) return;
      seen.delete(uid);
    }
  }

  return {
    countCreated: owner => created.get(owner)?.size ?? 0,
    isDeleted: uid => uid !== undefined && deleted.has(uid),
    noteCreated(owner, object) {
      const uid = object.metadata.uid ?? "";
      if (seen.has(uid)) return;
      created.set(owner, (created.get(owner) ?? new Set<string>()).add(uid));
    },
    noteDeleted(object) {
      if (object.metadata.uid !== undefined && informer.get(object.metadata.name, object.metadata.namespace)) {
        deleted.add(object.metadata.uid);
      }
    },
  };
}
