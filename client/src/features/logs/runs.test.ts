import { describe, expect, test } from "vitest";
import type { ContainerStatus } from "../../domain/index.ts";
import type { FollowedContainer, FollowedPod } from "./followed-pods.ts";
import { explainingRun, firstRuns, runsOf } from "./runs.ts";

const running = { running: { startedAt: "2026-11-21T12:03:10Z" } };
const crashed = (containerID?: string): NonNullable<ContainerStatus["lastState"]> => ({
  terminated: {
    exitCode: 1,
    startedAt: "2026-11-21T12:02:00Z",
    finishedAt: "2026-11-21T12:03:04Z",
    ...(containerID !== undefined && { containerID }),
  },
});

function container(status: Partial<ContainerStatus>, isInit = false): FollowedContainer {
  return { name: "classifier", isInit, source: "model-log", status: { name: "classifier", ...status } };
}

function podWith(...containers: FollowedContainer[]): FollowedPod {
  const identity = { namespace: "scoring", name: "iris-x2x4k", uid: "u1", owner: "iris", created: "" };
  return { ...identity, isReady: false, containers };
}

describe("processes of a container", () => {
  test("one that runs and the one that crashed before it", () => {
    const one = container({ state: running, lastState: crashed("containerd://1"), containerID: "containerd://2" });
    expect(runsOf(podWith(one), one)).toMatchObject([
      { id: "u1/classifier/containerd://1", isPrevious: true, end: { exitCode: 1 } },
      { id: "u1/classifier/containerd://2", isPrevious: false, end: undefined },
    ]);
  });

  test("the same one before and after its end", () => {
    const before = container({ state: running, containerID: "containerd://1" });
    const after = container({ state: crashed("containerd://1"), containerID: "containerd://1" });
    const waiting = container({
      state: { waiting: { reason: "CrashLoopBackOff" } },
      lastState: crashed("containerd://1"),
    });
    const ids = [before, after, waiting].map(one => runsOf(podWith(one), one).map(({ id }) => id));
    expect(ids).toEqual([
      ["u1/classifier/containerd://1"],
      ["u1/classifier/containerd://1"],
      ["u1/classifier/containerd://1"],
    ]);
  });

  test("none before the first start", () => {
    const one = container({ state: { waiting: { reason: "PodInitializing" } } });
    expect(runsOf(podWith(one), one)).toEqual([]);
  });

  test("the start stands for a process without an id", () => {
    const one = container({ state: running, lastState: crashed() });
    expect(new Set(runsOf(podWith(one), one).map(({ id }) => id)).size).toBe(2);
  });
});

describe("what is read when a log is opened", () => {
  const crashing = container({ state: running, lastState: crashed("1"), containerID: "2" });
  const ended = container({ state: { terminated: { exitCode: 0 } } }, true);

  test("what runs, and no earlier crash of a pod that serves", () => {
    const pod = { ...podWith(crashing), isReady: true };
    expect(firstRuns(pod, crashing, false).map(({ isPrevious }) => isPrevious)).toEqual([false]);
  });

  test("the crash that explains, before what runs", () => {
    const pod: FollowedPod = { ...podWith(crashing), explaining: { container: "classifier", isPrevious: true } };
    expect(explainingRun(pod, crashing)?.end?.exitCode).toBe(1);
    expect(firstRuns(pod, crashing, false).map(({ isPrevious }) => isPrevious)).toEqual([true, false]);
  });

  test("a finished initializer only while its pod is not ready, or when it was asked for", () => {
    const ready = { ...podWith(ended), isReady: true };
    expect(firstRuns(ready, ended, false)).toEqual([]);
    expect(firstRuns(ready, ended, true)).toHaveLength(1);
    expect(firstRuns(podWith(ended), ended, false)).toHaveLength(1);
  });

  test("an end without an error explains nothing", () => {
    const pod: FollowedPod = { ...podWith(ended), explaining: { container: "classifier", isPrevious: false } };
    expect(explainingRun(pod, ended)).toBeUndefined();
  });
});
