// Which pods count as ready and available, and which a ReplicaSet gives up first.
import type { Pod } from "../kubernetes/pod-types.ts";
import { isReady } from "../kubelet/pod.ts";

export interface Availability {
  readonly available: { readonly ready: number; readonly available: number };
  /** Simulated seconds until a pod that is ready becomes available; `undefined` where none will by waiting alone. */
  readonly againIn: number | undefined;
}

/** A pod is available once it has been ready for `minReadySeconds` (simulated). */
export function countAvailable(pods: readonly Pod[], minReadySeconds: number, speed: number): Availability {
  let ready = 0;
  let available = 0;
  let againIn: number | undefined;
  for (const pod of pods) {
    if (!isReady(pod)) continue;
    ready += 1;
    const left = minReadySeconds === 0 ? 0 : minReadySeconds - secondsReady(pod, speed);
    if (left <= 0) available += 1;
    else againIn = Math.min(againIn ?? left, left);
  }
  return { available: { ready, available }, againIn };
}

/** The pods to delete first stand first: without a node, pending, not ready, with many restarts, young. */
export function rankForDeletion(pods: readonly Pod[]): Pod[] {
  const rank = (pod: Pod): number[] => [
    pod.spec.nodeName === undefined ? 0 : 1,
    pod.status?.phase === "Running" ? 1 : 0,
    isReady(pod) ? 1 : 0,
    -Math.max(0, ...(pod.status?.containerStatuses ?? []).map(status => status.restartCount)),
    -Date.parse(pod.metadata.creationTimestamp ?? ""),
  ];
  return [...pods].sort((a, b) => compare(rank(a), rank(b)));
}

function compare(a: readonly number[], b: readonly number[]): number {
  for (const [index, value] of a.entries()) {
    const difference = value - (b[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

function secondsReady(pod: Pod, speed: number): number {
  const condition = pod.status?.conditions?.find(({ type }) => type === "Ready");
  return ((Date.now() - Date.parse(condition?.lastTransitionTime ?? "")) / 1000) * speed;
}
