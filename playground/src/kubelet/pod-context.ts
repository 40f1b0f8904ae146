// What everything that works on one pod shares.
import type { Clock } from "../kubernetes/clock.ts";
import type { Pod } from "../kubernetes/pod-types.ts";
import type { KeyReader } from "./environment.ts";
import type { ImageStore } from "./images.ts";
import type { ClusterNetwork } from "./network.ts";
import type { ProbePace } from "./probe-pace.ts";
import type { ContainerSpec, ProgramFinder } from "./program.ts";
import type { VolumeFiles } from "./volumes.ts";

/** The node's side: the same for all pods. */
export interface NodeServices {
  readonly clock: Clock;
  readonly network: ClusterNetwork;
  readonly images: ImageStore;
  readonly probePace: ProbePace;
  readonly programs: ProgramFinder;
  /** What persistent volume claims hold, by `namespace/claim`. */
  readonly claims: Map<string, VolumeFiles>;
  readonly hostAddress: string;
  /** Aborted when the kubelet is closed: nothing is tried again. */
  readonly closed: AbortSignal;
  readKeys(namespace: string): KeyReader;
  recordEvent(
    pod: Pod,
    type: "Normal" | "Warning",
    reason: string,
    message: string,
    container?: { spec: ContainerSpec; isInit: boolean },
  ): void;
  /** Told of what should not happen. */
  report(problem: string): void;
}

/** One pod's side. */
export interface PodContext {
  readonly node: NodeServices;
  /** The pod as it was last seen. */
  pod(): Pod;
  readonly address: string;
  readonly volumes: ReadonlyMap<string, VolumeFiles>;
  /** Aborted when the pod is to end. */
  readonly stop: AbortSignal;
  /** Ends the pod for want of something on the node; it stays as a failed one, and its owner makes another. */
  evict(message: string): void;
  /** Says that some container's state has changed, so that the status is written. */
  changed(): void;
}

/** `name_namespace(uid)`, as the kubelet names pods in messages. */
export function describePod(pod: Pod): string {
  return `${pod.metadata.name}_${pod.metadata.namespace ?? ""}(${pod.metadata.uid ?? ""})`;
}
