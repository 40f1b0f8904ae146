// Phase and conditions of a pod from the states of its containers.
import { describe, expect, test } from "vitest";
import type { ContainerState, Pod, PodStatus } from "../kubernetes/pod-types.ts";
import { type ContainerRuntime, createContainerRuntime } from "./container-runtime.ts";
import { computePodStatus } from "./pod-status.ts";

const now = "2026-03-01T12:00:10Z";
const running: ContainerState = { running: { startedAt: now } };
const ended = (exitCode: number): ContainerState => ({ terminated: { exitCode } });
const waiting = (reason: string): ContainerState => ({ waiting: { reason } });

function container(name: string, state: ContainerState, more: Partial<ContainerRuntime> = {}): ContainerRuntime {
  return { ...createContainerRuntime({ name, image: "acme/m:1" }, false, "ContainerCreating"), state, ...more };
}

type Policy = NonNullable<Pod["spec"]["restartPolicy"]>;

function status(
  containers: ContainerRuntime[],
  initContainers: ContainerRuntime[] = [],
  restartPolicy: Policy = "Always",
  known: PodStatus = {},
): PodStatus {
  const pod = {
    apiVersion: "v1",
    kind: "Pod",
    metadata: { name: "p" },
    spec: { restartPolicy, containers: [] },
    status: known,
  };
  return computePodStatus(
    { pod, containers, initContainers, startTime: now, hostAddress: "127.0.0.1", address: "10.244.0.5" },
    now,
  );
}

test.each<[string, ContainerState[], Policy, string]>([
  ["not started", [waiting("ContainerCreating")], "Always", "Pending"],
  ["one of two not started", [running, waiting("ImagePullBackOff")], "Always", "Pending"],
  ["running", [running], "Always", "Running"],
  ["ended, to be started again", [ended(1)], "Always", "Running"],
  ["one ended well, one runs", [ended(0), running], "Never", "Running"],
  ["all ended well", [ended(0), ended(0)], "Never", "Succeeded"],
  ["one has failed for good", [ended(0), ended(1)], "Never", "Failed"],
  ["failed, to be started again", [ended(1)], "OnFailure", "Running"],
])("%s", (_what, states, policy, phase) => {
  expect(
    status(
      states.map((state, index) => container(`c${index}`, state)),
      [],
      policy,
    ).phase,
  ).toBe(phase);
});

test("a container in CrashLoopBackOff has run, so its pod is Running", () => {
  expect(status([container("c", waiting("CrashLoopBackOff"), { lastState: ended(1) })]).phase).toBe("Running");
});

describe("init containers", () => {
  const main = container("classifier", waiting("PodInitializing"));

  test("keep the pod Pending while they fail and are started again", () => {
    const init = container("i", waiting("CrashLoopBackOff"), { isInit: true, lastState: ended(1) });
    const result = status([main], [init]);
    expect(result.phase).toBe("Pending");
    expect(result.conditions?.[0]).toMatchObject({
      type: "Initialized",
      status: "False",
      reason: "ContainersNotInitialized",
      message: "containers with incomplete status: [i]",
    });
  });

  test("that fail for good fail the pod", () => {
    expect(status([main], [container("i", ended(3), { isInit: true })], "Never").phase).toBe("Failed");
  });

  test("that have ended count as ready, as kubectl shows them", () => {
    const result = status([container("c", running)], [container("i", ended(0), { isInit: true })]);
    expect(result.initContainerStatuses?.[0]?.ready).toBe(true);
    expect(result.phase).toBe("Running");
  });
});

describe("conditions", () => {
  test("name the containers that are not ready, and keep the time of their last turn", () => {
    const before = { type: "Ready", status: "False", lastTransitionTime: "2026-03-01T11:00:00Z" } as const;
    const result = status([container("a", running, { isReady: true }), container("b", running)], [], "Always", {
      conditions: [before],
    });
    expect(result.conditions?.map(condition => condition.type)).toEqual([
      "Initialized",
      "Ready",
      "ContainersReady",
      "PodScheduled",
    ]);
    expect(result.conditions?.[1]).toMatchObject({
      status: "False",
      reason: "ContainersNotReady",
      message: "containers with unready status: [b]",
      lastTransitionTime: "2026-03-01T11:00:00Z",
    });
    expect(result.conditions?.[2]?.lastTransitionTime).toBe(now);
  });

  test("of a pod that is done say so", () => {
    const result = status([container("c", ended(0))], [], "Never");
    expect(result.conditions?.[0]).toMatchObject({ status: "True", reason: "PodCompleted" });
    expect(result.conditions?.[1]).toMatchObject({ status: "False", reason: "PodCompleted" });
  });
});
