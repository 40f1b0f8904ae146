// Removes the objects of a CustomResourceDefinition that is deleted (the real server's finalizer `customresourcecleanup`).
import type { ClusterState } from "../cluster-state.ts";
import { textAt } from "../../support/json.ts";

/** Watches for definitions that go. Returns how to stop. */
export function removeOrphanedObjects({ storage }: ClusterState): () => void {
  return storage.collection("customresourcedefinitions.apiextensions.k8s.io").onChange(change => {
    if (change.type !== "DELETED") return;
    const { object } = change.current;
    const objects = storage.collection(
      `${textAt(object, "spec", "names", "plural")}.${textAt(object, "spec", "group")}`,
    );
    for (const { object: orphan } of objects.list("")) {
      objects.remove(orphan.metadata.namespace ?? "", orphan.metadata.name);
    }
  });
}
