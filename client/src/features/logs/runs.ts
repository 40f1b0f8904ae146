// A container's processes whose logs the kubelet keeps: the one that runs or ran last, and the one before it.
import type { ContainerState } from "../../domain/index.ts";
import type { FollowedContainer, FollowedPod } from "./followed-pods.ts";

export interface Run {
  /** Of the process, and no other one of the cluster. */
  readonly id: string;
  /** Whether it has to be asked for as the previous one. */
  readonly isPrevious: boolean;
  readonly end: NonNullable<ContainerState["terminated"]> | undefined;
}

/** Oldest first. None for a container that has never started. */
export function runsOf(pod: FollowedPod, { name, status }: FollowedContainer): readonly Run[] {
  const { state, lastState, containerID } = status ?? {};
  const id = (process: string | undefined, started: string | undefined): string =>
    [pod.uid, name, process ?? started ?? ""].join("/");
  const last = lastState?.terminated;
  const runs: Run[] = [];
  if (last) runs.push({ id: id(last.containerID, last.startedAt), isPrevious: true, end: last });
  if (state?.running) {
    runs.push({ id: id(containerID, state.running.startedAt), isPrevious: false, end: undefined });
  } else if (state?.terminated) {
    const end = state.terminated;
    runs.push({ id: id(end.containerID, end.startedAt), isPrevious: false, end });
  }
  return runs.filter((run, index) => runs.findIndex(({ id }) => id === run.id) === index);
}

/**
 * The runs that are read when a log is opened: what runs, what explains, and the latest end where the pod is not ready or
 * only this container was asked for. The initializers of a pod that serves are left out, and so are earlier crashes.
 */
export function firstRuns(pod: FollowedPod, container: FollowedContainer, isOnly: boolean): readonly Run[] {
  const runs = runsOf(pod, container);
  const explaining = explainingRun(pod, container);
  const latest = runs.at(-1);
  return runs.filter(
    run => run.id === explaining?.id || (run === latest && (run.end === undefined || isOnly || !pod.isReady)),
  );
}

/** The ended run that says why the pod is not ready, if it is one of this container. */
export function explainingRun(pod: FollowedPod, container: FollowedContainer): Run | undefined {
  const { explaining } = pod;
  if (explaining?.container !== container.name) return undefined;
  const run = runsOf(pod, container).find(({ isPrevious }) => isPrevious === explaining.isPrevious);
  return run?.end && run.end.exitCode !== 0 ? run : undefined;
}
