// Which logs of a pod tell why it is not ready.
import { hasFailed, troubledContainer } from "../health/explaining-log.ts";
import type { ContainerNode, PodNode } from "../health/tree.ts";
import type { LogPlace } from "./cause.ts";

export type LogNeed = LogPlace & { readonly kind: "log" };

/** Of whatever failed, of what the trouble is with, and of downloads that may have been empty (F01). */
export function podLogs(pod: PodNode): LogNeed[] {
  const troubled = troubledContainer(pod);
  return pod.containers
    .filter(
      container =>
        container === troubled ||
        (!container.isInit && container.role !== "executor" && (hasFailed(container) || hasCrashed(container))) ||
        (container.role === "initializer" && container.status?.state?.terminated !== undefined),
    )
    .flatMap(container => logOf(pod, container) ?? []);
}

/** One without a probe counts as ready between two crashes. */
function hasCrashed({ status }: ContainerNode): boolean {
  const end = status?.lastState?.terminated;
  return end !== undefined && end.exitCode !== 0;
}

/** The log of a container's last run that ended, else of the one that goes on; undefined where none has begun. */
export function logOf(pod: PodNode, { name, status }: ContainerNode): LogNeed | undefined {
  const { state, lastState } = status ?? {};
  const hasRun = state?.running !== undefined || state?.terminated !== undefined;
  if (!hasRun && !lastState?.terminated) return undefined;
  const isPrevious = state?.terminated === undefined && lastState?.terminated !== undefined;
  return { kind: "log", pod: pod.object.metadata.name, container: name, isPrevious };
}

/** The log in which what is ready tells of its errors: of an executor that a request has made panic, the one before (F19). */
export function servingLog(pod: PodNode, { name, role, status }: ContainerNode): LogNeed {
  const isPrevious = role === "executor" && status?.lastState?.terminated?.exitCode === PANICKED;
  return { kind: "log", pod: pod.object.metadata.name, container: name, isPrevious };
}

/** A Go program that panics ends with it (failure-modes §4.3). */
const PANICKED = 2;
