// How many replicas each ReplicaSet gets next, after the rules of Kubernetes' rolling update.
import { describe, expect, test } from "vitest";
import type { Deployment, ReplicaSet } from "../kubernetes/workload-types.ts";
import {
  desiredAnnotation,
  maxAnnotation,
  newSetSize,
  rescale,
  rolloutBounds,
  scaleDownOld,
  sizeOf,
  type ScaleStep,
} from "./rollout.ts";

type Strategy = NonNullable<Deployment["spec"]["strategy"]>;

function deployment(replicas: number, strategy: Strategy = { type: "RollingUpdate" }): Deployment {
  const template = { spec: { containers: [] } };
  return {
    apiVersion: "apps/v1",
    kind: "Deployment",
    metadata: { name: "d" },
    spec: { replicas, selector: {}, template, strategy },
  };
}

function set(name: string, replicas: number, available = replicas, desired?: number): ReplicaSet {
  const annotations =
    desired === undefined ? {} : { [desiredAnnotation]: String(desired), [maxAnnotation]: String(desired) };
  return {
    apiVersion: "apps/v1",
    kind: "ReplicaSet",
    metadata: { name, annotations, creationTimestamp: `2026-03-01T12:00:0${name.length}Z` },
    spec: { replicas, selector: {} },
    status: { replicas, availableReplicas: available },
  };
}

function sizes(steps: readonly ScaleStep[] | undefined): Record<string, number> | undefined {
  return (
    steps &&
    Object.fromEntries(
      steps.filter(step => sizeOf(step.set) !== step.replicas).map(step => [step.set.metadata.name, step.replicas]),
    )
  );
}

test.each([
  [4, {}, { maxSurge: 1, maxUnavailable: 1 }],
  [3, {}, { maxSurge: 1, maxUnavailable: 0 }],
  [10, { maxSurge: "30%", maxUnavailable: "25%" }, { maxSurge: 3, maxUnavailable: 2 }],
  [1, { maxSurge: 0, maxUnavailable: 0 }, { maxSurge: 0, maxUnavailable: 1 }],
  // The operator writes 0 (seldon-facts: updates need room for an extra pod).
  [2, { maxUnavailable: 0 }, { maxSurge: 1, maxUnavailable: 0 }],
])("%i replicas with %j may vary by %j", (replicas, rollingUpdate, bounds) => {
  expect(rolloutBounds(deployment(replicas, { rollingUpdate }))).toEqual(bounds);
});

describe("a rolling update of three", () => {
  const wanted = deployment(3);

  test("begins with one new pod", () => {
    expect(newSetSize(wanted, set("new", 0), [set("new", 0), set("old", 3)])).toBe(1);
  });

  test("keeps the old ones until the new one is available", () => {
    expect(sizes(scaleDownOld(wanted, set("new", 1, 0), [set("old", 3)]))).toEqual({});
    expect(sizes(scaleDownOld(wanted, set("new", 1), [set("old", 3)]))).toEqual({ old: 2 });
  });

  test("takes old pods that never became available away first", () => {
    expect(sizes(scaleDownOld(wanted, set("new", 1, 0), [set("old", 3, 3), set("broken", 1, 0)]))).toEqual({
      broken: 0,
    });
  });

  test("ends with all new", () => {
    expect(newSetSize(wanted, set("new", 2), [set("new", 2), set("old", 1)])).toBe(3);
    expect(sizes(scaleDownOld(wanted, set("new", 3), [set("old", 1)]))).toEqual({ old: 0 });
  });
});

test("Recreate makes all new pods at once", () => {
  const wanted = deployment(3, { type: "Recreate" });
  expect(newSetSize(wanted, set("new", 0), [set("new", 0), set("old", 0)])).toBe(3);
});

describe("a changed number of replicas", () => {
  test("goes to the only ReplicaSet with pods", () => {
    expect(sizes(rescale(deployment(5), set("new", 3, 3, 3), [set("old", 0, 0, 3)]))).toEqual({ new: 5 });
    expect(rescale(deployment(3), set("new", 3, 3, 3), [])).toBeUndefined();
  });

  test("is shared in proportion in the middle of a rollout", () => {
    const steps = rescale(deployment(20, { rollingUpdate: { maxSurge: 0, maxUnavailable: 1 } }), set("new", 4, 2, 10), [
      set("old", 6, 6, 10),
    ]);
    expect(sizes(steps)).toEqual({ old: 12, new: 8 });
  });

  test("of none takes all pods away", () => {
    expect(sizes(rescale(deployment(0), set("new", 3, 3, 3), []))).toEqual({ new: 0 });
  });
});
