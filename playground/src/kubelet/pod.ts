// Questions about a pod that both the kubelet and the controllers ask.
import type { Pod, PodStatus } from "../kubernetes/pod-types.ts";

/** Whether nothing of the pod runs any more, and nothing will. */
export function isFinished(pod: Pod): boolean {
  return pod.status?.phase === "Succeeded" || pod.status?.phase === "Failed";
}

/** Whether the pod's condition `Ready` is true. */
export function isReady(pod: { status?: PodStatus }): boolean {
  return pod.status?.conditions?.some(condition => condition.type === "Ready" && condition.status === "True") === true;
}
