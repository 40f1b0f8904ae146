// The last thing that a kubelet does for a pod: it removes the object.
import { backoffMilliseconds } from "../kubernetes/backoff.ts";
import { sleepMilliseconds } from "../kubernetes/clock.ts";
import { ApiError, type ClusterClient } from "../kubernetes/cluster-client.ts";
import type { Pod } from "../kubernetes/pod-types.ts";
import { pods } from "../kubernetes/resource-types.ts";
import type { NodeServices } from "./pod-context.ts";

/** Removes the object for good; does not give up while it is there and the kubelet runs. */
export async function deletePod(
  client: ClusterClient,
  pod: Pod,
  node: Pick<NodeServices, "closed" | "report">,
): Promise<void> {
  const { name, namespace, uid } = pod.metadata;
  const isClosed = (): boolean => node.closed.aborted;
  for (let failures = 1; !isClosed(); failures += 1) {
    try {
      await client.delete(pods, name, namespace, { gracePeriodSeconds: 0, ...(uid === undefined ? {} : { uid }) });
      return;
    } catch (error) {
      // Another pod has the name by now.
      if (error instanceof ApiError && error.status.code === 409) return;
      if (!isClosed()) node.report(`The pod ${name} could not be deleted: ${String(error)}`);
      await sleepMilliseconds(backoffMilliseconds(failures), node.closed).catch(() => {});
    }
  }
}
