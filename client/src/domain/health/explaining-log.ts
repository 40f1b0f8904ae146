// Which container's trouble explains a pod's, and which log tells of it (seldon-facts §10.4).
import type { ContainerNode, PodNode } from "./tree.ts";

export interface LogChoice {
  readonly container: string;
  /** Whether the log of the run before the current one is meant. */
  readonly isPrevious: boolean;
}

/** The log that explains why a pod is not ready; undefined where it is ready, or where no container has run (see the events). */
export function explainingLog(pod: PodNode): LogChoice | undefined {
  const container = troubledContainer(pod);
  if (!container) return undefined;
  const { state, lastState } = container.status ?? {};
  const isWaiting = state?.running === undefined && state?.terminated === undefined;
  if (isWaiting && !lastState?.terminated) return undefined;
  const isPrevious = state?.terminated === undefined && lastState?.terminated !== undefined;
  return { container: container.name, isPrevious };
}

/**
 * The first init container that has not ended well, since nothing runs before it has; then a failing container, the
 * model's before the executor's, whose "Ready check failed" only says that a model does not listen (S13).
 */
export function troubledContainer(pod: PodNode): ContainerNode | undefined {
  const init = pod.containers.find(container => container.isInit && !hasEndedWell(container));
  if (init) return init;
  const open = pod.containers.filter(container => !container.isInit && container.status?.ready !== true);
  const byImportance = [...open].sort((a, b) => importance(a) - importance(b));
  return byImportance.find(hasFailed) ?? byImportance[0];
}

/** Whether a container ended badly, is kept from starting, or has started again more than once without getting ready. */
export function hasFailed(container: ContainerNode): boolean {
  const { state, lastState, ready, restartCount = 0 } = container.status ?? {};
  if (state?.terminated) return state.terminated.exitCode !== 0;
  if (state?.waiting) return !isStarting(state.waiting.reason);
  return ready !== true && restartCount > 1 && lastState?.terminated !== undefined;
}

export function isStarting(reason: string | undefined): boolean {
  return reason === undefined || reason === "PodInitializing" || reason === "ContainerCreating";
}

function hasEndedWell(container: ContainerNode): boolean {
  return container.status?.state?.terminated?.exitCode === 0;
}

function importance(container: ContainerNode): number {
  if (container.role === "executor") return 2;
  return container.role === "sidecar" ? 1 : 0;
}
