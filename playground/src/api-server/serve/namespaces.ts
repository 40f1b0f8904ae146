// Empties namespaces that are being deleted, and lets them go once nothing is left in them (the real server leaves it to a controller).
import type { ClusterState } from "../cluster-state.ts";
import { textAt } from "../../support/json.ts";
import { timeText } from "../names.ts";
import type { StoredObject } from "../storage.ts";

/** Watches for namespaces on their way out. Returns how to stop. */
export function emptyNamespaces(cluster: ClusterState): () => void {
  const namespaces = cluster.storage.collection("namespaces.");
  const sweeping = new Map<string, NodeJS.Timeout>();
  const sweep = (name: string): void => {
    sweeping.delete(name);
    if (!isTerminating(namespaces.get("", name))) return;
    const left = contentOf(cluster, name);
    for (const { key, entry } of left) deleteOne(cluster, key, entry);
    if (contentOf(cluster, name).length === 0) namespaces.remove("", name);
    else later(name);
  };
  const later = (name: string, milliseconds = 200): void => {
    if (!sweeping.has(name))
      sweeping.set(
        name,
        setTimeout(() => sweep(name), milliseconds),
      );
  };
  const stopListening = namespaces.onChange(change => {
    if (change.type !== "DELETED" && isTerminating(change.current)) later(change.current.object.metadata.name, 0);
  });
  return () => {
    stopListening();
    for (const timer of sweeping.values()) clearTimeout(timer);
    sweeping.clear();
  };
}

function isTerminating(entry: StoredObject | undefined): boolean {
  return entry !== undefined && textAt(entry.object, "status", "phase") === "Terminating";
}

function contentOf(cluster: ClusterState, namespace: string): { key: string; entry: StoredObject }[] {
  const keys = new Set(
    cluster.registry
      .all()
      .filter(resource => resource.isNamespaced)
      .map(resource => resource.storageKey),
  );
  return [...keys].flatMap(key =>
    cluster.storage
      .collection(key)
      .list(namespace)
      .map(entry => ({ key, entry })),
  );
}

/** Pods on a node are marked, and their kubelet ends them; so is what finalizers hold; all else goes at once. */
function deleteOne(cluster: ClusterState, key: string, entry: StoredObject): void {
  const collection = cluster.storage.collection(key);
  const { metadata } = entry.object;
  const isRunning = key === "pods." && textAt(entry.object, "spec", "nodeName") !== "" && !isFinished(entry);
  if (!isRunning && (metadata.finalizers?.length ?? 0) === 0) {
    collection.remove(metadata.namespace ?? "", metadata.name);
  } else if (metadata.deletionTimestamp === undefined) {
    const grace = isRunning ? Number(textAt(entry.object, "spec", "terminationGracePeriodSeconds") || "30") : 0;
    const deletionTimestamp = timeText(cluster.now() + grace * 1000);
    collection.put({
      ...entry.object,
      metadata: { ...metadata, deletionTimestamp, deletionGracePeriodSeconds: grace },
    });
  }
}

function isFinished(entry: StoredObject): boolean {
  return ["Succeeded", "Failed"].includes(textAt(entry.object, "status", "phase"));
}
