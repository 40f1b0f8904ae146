// Which process of a container a log belongs to: the pod's status tells.
import { POD } from "../api/paths.ts";
import { getObject } from "../api/read.ts";
import type { Transport } from "../http/transport.ts";
import { isKubeError } from "../kube-error.ts";
import { listAt, stringAt, valueAt } from "../json.ts";
import type { KubeObject } from "../objects.ts";
import type { LogSource } from "../port.ts";

export interface ContainerRun {
  /** Of the pod: a new pod may have the old one's name. */
  readonly podUid: string | undefined;
  /** Of the process that runs or ran last; `undefined` before the first. */
  readonly containerId: string | undefined;
  readonly isRunning: boolean;
  /** Of the process before it. */
  readonly previousContainerId: string | undefined;
}

/** `undefined` when the pod, or the container in it, is gone. */
export async function readContainerRun(
  transport: Transport,
  source: LogSource,
  signal: AbortSignal,
): Promise<ContainerRun | undefined> {
  try {
    const pod = await getObject(transport, { type: POD, name: source.pod, namespace: source.namespace }, { signal });
    return runIn(pod, source.container);
  } catch (error) {
    if (isKubeError(error) && error.reason === "not-found") return undefined;
    throw error;
  }
}

function runIn(pod: KubeObject, container: string): ContainerRun {
  const statuses = ["containerStatuses", "initContainerStatuses", "ephemeralContainerStatuses"].flatMap(list =>
    listAt(pod, "status", list),
  );
  const status = statuses.find(one => stringAt(one, "name") === container);
  return {
    podUid: pod.metadata.uid,
    containerId: stringAt(status, "containerID") ?? stringAt(valueAt(status, "state", "terminated"), "containerID"),
    isRunning: valueAt(status, "state", "running") !== undefined,
    previousContainerId: stringAt(valueAt(status, "lastState", "terminated"), "containerID"),
  };
}
