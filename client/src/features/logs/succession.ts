// Which pods a log goes on with when those that it began with are replaced.
import type { FollowedPod } from "./followed-pods.ts";
import type { LogTarget } from "./log-target.ts";

/**
 * Of everything but a single pod, all pods count. A log of one pod goes on with the youngest pod of the same Deployment
 * when its own is gone, and stays with that one as long as it exists.
 */
export function succession(target: LogTarget): (pods: readonly FollowedPod[]) => readonly FollowedPod[] {
  if (target.kind !== "pod" && target.kind !== "container") return pods => pods;
  let uid: string | undefined;
  let owner: string | undefined;
  return pods => {
    const own = pods.find(pod => (uid === undefined ? pod.name === target.pod : pod.uid === uid));
    const next = own ?? youngest(pods.filter(pod => pod.owner === owner));
    if (!next) return [];
    ({ uid, owner } = next);
    return [next];
  };
}

function youngest(pods: readonly FollowedPod[]): FollowedPod | undefined {
  return pods.toSorted((a, b) => (a.created < b.created ? 1 : -1))[0];
}
