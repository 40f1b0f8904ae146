// Who owns whom, over all kinds that are followed.
import type { Informer } from "../kubernetes/cluster-client.ts";
import type { KubeObject, ResourceType } from "../kubernetes/objects.ts";

export interface OwnerGraph {
  /** Keeps up with the objects of a kind. */
  follow(type: ResourceType, informer: Informer<KubeObject>): void;
  get(uid: string): { readonly type: ResourceType; readonly object: KubeObject } | undefined;
  /** The uids of all objects that name this one as an owner. */
  dependentsOf(uid: string): string[];
}

export function createOwnerGraph(): OwnerGraph {
  const objects = new Map<string, { type: ResourceType; object: KubeObject }>();
  const dependents = new Map<string, Set<string>>();

  function unlink(uid: string): void {
    for (const owner of objects.get(uid)?.object.metadata.ownerReferences ?? []) {
      const set = dependents.get(owner.uid);
      set?.delete(uid);
      if (set?.size === 0) dependents.delete(owner.uid);
    }
  }

  return {
    follow(type, informer) {
      informer.onChange((object, change) => {
        const uid = object.metadata.uid ?? "";
        unlink(uid);
        if (change === "deleted") {
          objects.delete(uid);
          return;
        }
        objects.set(uid, { type, object });
        for (const owner of object.metadata.ownerReferences ?? []) {
          dependents.set(owner.uid, (dependents.get(owner.uid) ?? new Set<string>()).add(uid));
        }
      });
    },
    get: uid => objects.get(uid),
    dependentsOf: uid => [...(dependents.get(uid) ?? [])],
  };
}
