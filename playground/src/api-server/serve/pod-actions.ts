// What can be done to a pod by posting something to it: binding it to a node, evicting it.
import type { Asked } from "../cluster-state.ts";
import { isObject, listAt, objectAt, textAt, valueAt } from "../../support/json.ts";
import { timeText } from "../names.ts";
import { conflict, notFound } from "../refusals.ts";
import type { Written } from "../write/create.ts";
import { remove } from "../write/delete.ts";

/** POST …/binding: gives a pod to a node, once. */
export function bindPod(asked: Asked, binding: unknown): Written {
  const { cluster, resource, target } = asked;
  const collection = cluster.storage.collection(resource.storageKey);
  const pod = collection.get(target.namespace, target.name)?.object;
  if (!pod) throw notFound(resource, target.name);
  const present = textAt(pod, "spec", "nodeName");
  const node = textAt(binding, "target", "name");
  if (present !== "") {
    throw conflict(
      { group: "", plural: "pods/binding" },
      target.name,
      `pod ${target.name} is already assigned to node "${present}"`,
    );
  }
  const scheduled = {
    type: "PodScheduled",
    status: "True",
    lastProbeTime: null,
    lastTransitionTime: timeText(cluster.now()),
  };
  const others = listAt(pod, "status", "conditions").filter(entry => textAt(entry, "type") !== "PodScheduled");
  collection.put({
    ...pod,
    spec: { ...objectAt(pod, "spec"), nodeName: node },
    status: { ...objectAt(pod, "status"), conditions: [...others, scheduled] },
  });
  return { code: 201, object: success(), warnings: [] };
}

/** POST …/eviction: a delete that would ask a disruption budget first; the playground's budgets always allow it. */
export async function evictPod(asked: Asked, eviction: unknown): Promise<Written> {
  const options = valueAt(eviction, "deleteOptions");
  await remove(asked, isObject(options) ? options : undefined);
  return { code: 201, object: success(), warnings: [] };
}

function success(): object {
  return { kind: "Status", apiVersion: "v1", metadata: {}, status: "Success", code: 201 };
}
