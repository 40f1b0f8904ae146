// A pod's status from the states of its containers: phase, conditions, container statuses. Pure.
import type { Condition, ContainerStatus, Pod, PodStatus } from "../kubernetes/pod-types.ts";
import type { ContainerRuntime } from "./container-runtime.ts";
import { imageIdOf, normalizeImage } from "./images.ts";

export interface PodRuntime {
  readonly pod: Pod;
  readonly initContainers: readonly ContainerRuntime[];
  readonly containers: readonly ContainerRuntime[];
  /** When the kubelet took the pod. */
  readonly startTime: string;
  readonly hostAddress: string;
  readonly address: string | undefined;
  /** Why the node got rid of it; all else is over then. */
  readonly eviction?: string | undefined;
}

/** The whole status; conditions that did not turn keep the time of their last transition. */
export function computePodStatus(runtime: PodRuntime, now: string): PodStatus {
  const phase = phaseOf(runtime);
  const known = runtime.pod.status ?? {};
  const addresses = runtime.address === undefined ? {} : { podIP: runtime.address, podIPs: [{ ip: runtime.address }] };
  return {
    ...known,
    phase,
    ...(runtime.eviction === undefined ? {} : { reason: "Evicted", message: runtime.eviction }),
    conditions: keepTransitionTimes(conditionsOf(runtime, phase), known.conditions ?? [], now),
    hostIP: runtime.hostAddress,
    ...addresses,
    startTime: runtime.startTime,
    ...(runtime.initContainers.length > 0 ? { initContainerStatuses: runtime.initContainers.map(statusOf) } : {}),
    containerStatuses: runtime.containers.map(statusOf),
  };
}

function statusOf(container: ContainerRuntime): ContainerStatus {
  const image = container.spec.image ?? "";
  const { instance } = container;
  return {
    name: container.spec.name,
    image: instance ? normalizeImage(image) : image,
    imageID: instance ? imageIdOf(image) : "",
    ...(instance ? { containerID: instance.id } : {}),
    ready: container.isInit ? hasSucceeded(container) : container.isReady,
    ...(container.isInit ? {} : { started: container.isStarted }),
    restartCount: container.restartCount,
    state: container.state,
    lastState: container.lastState,
  };
}

/** As the kubelet's getPhase: one container that never started keeps the pod Pending. */
function phaseOf({ pod, initContainers, containers, eviction }: PodRuntime): NonNullable<PodStatus["phase"]> {
  if (eviction !== undefined) return "Failed";
  const policy = pod.spec.restartPolicy ?? "Always";
  if (policy === "Never" && initContainers.some(hasFailed)) return "Failed";
  if (!initContainers.every(hasSucceeded)) return "Pending";
  const isRunning = containers.some(container => container.state.running !== undefined);
  const isUnstarted = containers.some(container => container.state.waiting && !container.lastState.terminated);
  if (isUnstarted) return "Pending";
  if (isRunning || policy === "Always") return "Running";
  if (containers.every(hasSucceeded)) return "Succeeded";
  return policy === "Never" ? "Failed" : "Running";
}

function conditionsOf(runtime: PodRuntime, phase: PodStatus["phase"]): Condition[] {
  const { containers, initContainers } = runtime;
  const unready = namesOf(containers.filter(container => !container.isReady));
  const incomplete = namesOf(initContainers.filter(container => !hasSucceeded(container)));
  const isOver = phase === "Succeeded" ? "PodCompleted" : phase === "Failed" ? "PodFailed" : undefined;
  const isCompleted = phase === "Succeeded";
  const readiness: Partial<Condition> = isOver
    ? { status: "False", reason: isOver }
    : unready === ""
      ? { status: "True" }
      : { status: "False", reason: "ContainersNotReady", message: `containers with unready status: [${unready}]` };
  const initialized: Partial<Condition> = isCompleted
    ? { status: "True", reason: "PodCompleted" }
    : incomplete === ""
      ? { status: "True" }
      : {
          status: "False",
          reason: "ContainersNotInitialized",
          message: `containers with incomplete status: [${incomplete}]`,
        };
  return [
    { type: "Initialized", status: "True", ...initialized },
    { type: "Ready", status: "False", ...readiness },
    { type: "ContainersReady", status: "False", ...readiness },
    { type: "PodScheduled", status: "True" },
  ];
}

function keepTransitionTimes(conditions: readonly Condition[], known: readonly Condition[], now: string): Condition[] {
  return conditions.map(condition => {
    const before = known.find(({ type }) => type === condition.type);
    const since = before?.status === condition.status ? before.lastTransitionTime : undefined;
    return { ...condition, lastProbeTime: null, lastTransitionTime: since ?? now };
  });
}

function hasSucceeded({ state }: ContainerRuntime): boolean {
  return state.terminated?.exitCode === 0;
}

function hasFailed({ state }: ContainerRuntime): boolean {
  return state.terminated !== undefined && state.terminated.exitCode !== 0;
}

function namesOf(containers: readonly ContainerRuntime[]): string {
  return containers.map(container => container.spec.name).join(" ");
}
