// Writes a pod's status whenever it has changed: one request at a time, and none where nothing differs.
import { sleepMilliseconds } from "../kubernetes/clock.ts";
import { ApiError, type ClusterClient } from "../kubernetes/cluster-client.ts";
import { isConflict } from "../kubernetes/controller.ts";
import { backoffMilliseconds } from "../kubernetes/backoff.ts";
import type { Pod, PodStatus } from "../kubernetes/pod-types.ts";
import { pods } from "../kubernetes/resource-types.ts";
import type { NodeServices } from "./pod-context.ts";

export interface StatusWriter {
  /** Has the status written soon; several calls in a row make one request. */
  changed(): void;
  /** Resolves once what has changed so far is written, or cannot be because the pod is gone. */
  flush(): Promise<void>;
  /** No more requests, whatever changes. */
  close(): void;
}

/**
 * @param read - the pod as last seen, with its status as it is now
 * @param onWritten - told of the pod as the API server answered it
 */
export function createStatusWriter(
  client: ClusterClient,
  node: Pick<NodeServices, "closed" | "report">,
  read: () => Pod,
  onWritten: (pod: Pod) => void,
): StatusWriter {
  let written: string | undefined;
  let work: Promise<void> | undefined;
  let isDirty = false;
  let isClosed = false;

  async function run(): Promise<void> {
    for (let failures = 0; isDirty && !isClosed;) {
      await new Promise<void>(resolve => setImmediate(resolve));
      isDirty = false;
      const pod = read();
      const text = JSON.stringify(pod.status);
      if (text === written) continue;
      try {
        const answer = await putStatus(client, pod);
        if (!answer) {
          close();
          return;
        }
        written = text;
        failures = 0;
        onWritten(answer);
      } catch (error) {
        if (!node.closed.aborted && !isConflict(error))
          node.report(`A pod's status could not be written: ${String(error)}`);
        isDirty = true;
        failures += 1;
        await sleepMilliseconds(backoffMilliseconds(failures), node.closed).catch(close);
      }
    }
  }

  function close(): void {
    isClosed = true;
  }

  function changed(): void {
    isDirty = true;
    work ??= run().finally(() => {
      work = undefined;
      if (isDirty && !isClosed) changed();
    });
  }

  return {
    changed,
    flush: async () => {
      while (work) await work;
    },
    close,
  };
}

/** Answers undefined once the pod is gone, or another has taken its name. */
async function putStatus(client: ClusterClient, pod: Pod): Promise<Pod | undefined> {
  try {
    return await client.updateStatus(pods, pod);
  } catch (error) {
    if (!(error instanceof ApiError) || (error.status.code !== 409 && error.status.code !== 404)) throw error;
    const current = await client.get(pods, pod.metadata.name, pod.metadata.namespace);
    if (!current || current.metadata.uid !== pod.metadata.uid) return undefined;
    const status: PodStatus = { ...pod.status };
    return client.updateStatus(pods, { ...current, status });
  }
}
