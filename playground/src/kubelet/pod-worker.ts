// The life of one pod on the node, from the first status to the last: volumes, init containers, containers, the end.
import type { ClusterClient } from "../kubernetes/cluster-client.ts";
import type { Pod } from "../kubernetes/pod-types.ts";
import { graceSecondsOf, runContainer } from "./container-loop.ts";
import { type ContainerRuntime, createContainerRuntime } from "./container-runtime.ts";
import { deletePod } from "./delete-pod.ts";
import type { NodeServices, PodContext } from "./pod-context.ts";
import { computePodStatus } from "./pod-status.ts";
import { createStatusWriter } from "./status-writer.ts";
import { MountError, mountVolumes, refreshDownwardVolumes, type VolumeFiles } from "./volumes.ts";
import { wallTime } from "../kubernetes/wall-clock.ts";

export interface PodWorker {
  readonly uid: string;
  readonly nodeName: string;
  reference(): { name: string; namespace: string; uid: string };
  /** Unset until the pod has its network. */
  address(): string | undefined;
  containers(): readonly ContainerRuntime[];
  /** The pod has changed: its annotations, or it is to end. */
  update(pod: Pod): void;
  /** The object is gone: everything ends at once. */
  forget(): void;
}

const sandboxSeconds = 0.5;
/** The first and the longest pause between tries to mount a volume, in seconds. */
const mountRetrySeconds = { first: 0.5, longest: 122 };

/** Starts to run a pod. `onEnd` is called when nothing of it is left. */
export function startPodWorker(pod: Pod, client: ClusterClient, node: NodeServices, onEnd: () => void): PodWorker {
  // Whoever asks later asks this one, so that the first state is not kept for as long as the pod lives.
  let latest = pod;
  let address: string | undefined;
  let volumes: ReadonlyMap<string, VolumeFiles> = new Map();
  let isTerminating = false;
  const stop = new AbortController();
  const startTime = pod.status?.startTime ?? wallTime();
  const waiting = pod.spec.initContainers?.length ? "PodInitializing" : "ContainerCreating";
  const initContainers = (pod.spec.initContainers ?? []).map(spec => createContainerRuntime(spec, true, waiting));
  const containers = pod.spec.containers.map(spec => createContainerRuntime(spec, false, waiting));
  const all = [...initContainers, ...containers];
  restoreCounts(pod, all);

  let eviction: string | undefined;
  const readPod = (): Pod => {
    const runtime = { pod: latest, initContainers, containers, startTime, hostAddress: node.hostAddress, address };
    const status = computePodStatus({ ...runtime, eviction }, wallTime());
    return { ...latest, status };
  };
  const writer = createStatusWriter(client, node, readPod, written => {
    latest = written;
  });

  async function mountAll(): Promise<void> {
    const readKeys = node.readKeys(latest.metadata.namespace ?? "");
    for (let seconds = mountRetrySeconds.first; ; seconds = Math.min(seconds * 2, mountRetrySeconds.longest)) {
      try {
        volumes = await mountVolumes(latest, readKeys, node.claims);
        return;
      } catch (error) {
        if (error instanceof MountError) {
          const message = `MountVolume.SetUp failed for volume "${error.volume}" : ${error.message}`;
          node.recordEvent(latest, "Warning", "FailedMount", message);
        }
        await node.clock.sleep(seconds, stop.signal);
      }
    }
  }

  async function run(): Promise<void> {
    writer.changed();
    await mountAll();
    await node.clock.sleep(sandboxSeconds, stop.signal);
    address = node.network.assignAddress();
    const context: PodContext = {
      node,
      pod: () => latest,
      address,
      volumes,
      stop: stop.signal,
      evict: message => void evict(message),
      changed: () => writer.changed(),
    };
    for (const container of initContainers) {
      writer.changed();
      if (!(await runContainer(context, container))) return;
    }
    await Promise.all(containers.map(container => runContainer(context, container)));
  }

  const running = run().catch((error: unknown) => {
    if (!stop.signal.aborted) node.report(`The pod ${latest.metadata.name} has stalled: ${String(error)}`);
  });

  async function stopAll(): Promise<void> {
    stop.abort(new Error("The pod is to end."));
    const grace = graceSecondsOf(latest);
    for (const container of all) {
      if (!container.state.running) continue;
      node.recordEvent(latest, "Normal", "Killing", `Stopping container ${container.spec.name}`, container);
      container.instance?.stop(grace);
    }
    await settle();
  }

  async function evict(message: string): Promise<void> {
    if (stop.signal.aborted) return;
    eviction = message;
    node.recordEvent(latest, "Warning", "Evicted", message);
    await stopAll();
    writer.changed();
  }

  async function terminate(): Promise<void> {
    await stopAll();
    await writer.flush();
    await deletePod(client, latest, node);
  }

  /** Waits for the containers' processes, then for what waits for them. */
  async function settle(): Promise<void> {
    for (const container of all) await container.instance?.exit;
    await running;
  }

  function end(): void {
    writer.close();
    if (address !== undefined) node.network.releaseAddress(address);
    onEnd();
  }

  return {
    uid: pod.metadata.uid ?? "",
    nodeName: pod.spec.nodeName ?? "",
    reference: () => ({
      name: latest.metadata.name,
      namespace: latest.metadata.namespace ?? "",
      uid: latest.metadata.uid ?? "",
    }),
    address: () => address,
    containers: () => all,
    update(changed) {
      latest = changed;
      refreshDownwardVolumes(changed, volumes);
      if (changed.metadata.deletionTimestamp === undefined || isTerminating) return;
      isTerminating = true;
      void terminate();
    },
    forget() {
      writer.close();
      stop.abort(new Error("The pod is gone."));
      for (const container of all) container.instance?.stop(0);
      void settle().finally(end);
    },
  };
}

/** Containers that ran before the kubelet was started anew count that as a restart. */
function restoreCounts(pod: Pod, all: readonly ContainerRuntime[]): void {
  const known = [...(pod.status?.initContainerStatuses ?? []), ...(pod.status?.containerStatuses ?? [])];
  for (const container of all) {
    const status = known.find(candidate => candidate.name === container.spec.name);
    if (status?.containerID === undefined) continue;
    container.restartCount = status.restartCount + (container.isInit ? 0 : 1);
    container.lastState = status.state.terminated ? status.state : status.lastState;
  }
}
