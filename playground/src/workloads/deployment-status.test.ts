// Conditions of Deployments: reasons and texts that kubectl's rollout status and the Seldon operator read.
import { describe, expect, test } from "vitest";
import type { Condition } from "../kubernetes/pod-types.ts";
import type { Deployment, ReplicaSet } from "../kubernetes/workload-types.ts";
import { computeDeploymentStatus, type DeploymentStatus } from "./deployment-status.ts";

const now = "2026-03-01T12:00:10Z";
const before = "2026-03-01T12:00:00Z";

function deployment(status: DeploymentStatus = {}): Deployment {
  const template = { spec: { containers: [] } };
  return {
    apiVersion: "apps/v1",
    kind: "Deployment",
    metadata: { name: "d", generation: 2 },
    spec: { replicas: 2, selector: {}, template },
    status,
  };
}

function newest(available: number, conditions: Condition[] = []): ReplicaSet {
  return {
    apiVersion: "apps/v1",
    kind: "ReplicaSet",
    metadata: { name: "d-x" },
    spec: { replicas: 2, selector: {} },
    status: { replicas: 2, readyReplicas: available, availableReplicas: available, conditions },
  };
}

const created: Condition = {
  type: "Progressing",
  status: "True",
  reason: "NewReplicaSetCreated",
  message: 'Created new replica set "d-x"',
  lastUpdateTime: before,
  lastTransitionTime: before,
};

function compute(status: DeploymentStatus, set: ReplicaSet, secondsSinceProgress = 1): DeploymentStatus {
  return computeDeploymentStatus({ deployment: deployment(status), newest: set, old: [], now, secondsSinceProgress });
}

function condition(status: DeploymentStatus, type: string): Condition | undefined {
  return status.conditions?.find(candidate => candidate.type === type);
}

describe("a rollout", () => {
  test("that begins is progressing and not available", () => {
    const status = compute({ conditions: [created] }, newest(0));
    expect(status).toMatchObject({ observedGeneration: 2, replicas: 2, updatedReplicas: 2, unavailableReplicas: 2 });
    expect(status).not.toHaveProperty("readyReplicas");
    expect(condition(status, "Progressing")).toMatchObject({
      status: "True",
      reason: "ReplicaSetUpdated",
      message: 'ReplicaSet "d-x" is progressing.',
      lastUpdateTime: now,
      lastTransitionTime: before,
    });
    expect(condition(status, "Available")).toMatchObject({
      status: "False",
      reason: "MinimumReplicasUnavailable",
      message: "Deployment does not have minimum availability.",
    });
  });

  test("that is complete says so, and stays so when a pod is lost later", () => {
    const complete = compute({ conditions: [created] }, newest(2));
    expect(condition(complete, "Progressing")).toMatchObject({
      status: "True",
      reason: "NewReplicaSetAvailable",
      message: 'ReplicaSet "d-x" has successfully progressed.',
    });
    expect(condition(complete, "Available")).toMatchObject({ status: "True", reason: "MinimumReplicasAvailable" });
    const lost = compute(complete, newest(1), 9999);
    expect(condition(lost, "Progressing")?.reason).toBe("NewReplicaSetAvailable");
    expect(condition(lost, "Available")?.status).toBe("False");
  });

  test("without progress for 600 s has timed out: the operator's `no longer progressing and not available`", () => {
    const status = { replicas: 2, updatedReplicas: 2, unavailableReplicas: 2, conditions: [created] };
    expect(condition(compute(status, newest(0), 599), "Progressing")?.reason).toBe("NewReplicaSetCreated");
    const late = compute(status, newest(0), 601);
    expect(condition(late, "Progressing")).toMatchObject({
      status: "False",
      reason: "ProgressDeadlineExceeded",
      message: 'ReplicaSet "d-x" has timed out progressing.',
    });
    expect(condition(late, "Available")?.status).toBe("False");
    expect(condition(compute(late, newest(2), 700), "Progressing")?.reason).toBe("NewReplicaSetAvailable");
  });
});

test("a paused rollout says so, and that it goes on", () => {
  const { spec, ...rest } = deployment({ conditions: [created] });
  const input = { newest: newest(0), old: [], now, secondsSinceProgress: 9999 };
  const status = computeDeploymentStatus({ ...input, deployment: { ...rest, spec: { ...spec, paused: true } } });
  const pausedCondition = { status: "Unknown", reason: "DeploymentPaused", message: "Deployment is paused" };
  expect(condition(status, "Progressing")).toMatchObject(pausedCondition);
  const again = computeDeploymentStatus({ ...input, deployment: deployment(status) });
  expect(condition(again, "Progressing")).toMatchObject({ status: "Unknown", reason: "DeploymentResumed" });
});

test("what the ReplicaSet may not create stands in the Deployment, too, until it may", () => {
  const failure: Condition = {
    type: "ReplicaFailure",
    status: "True",
    reason: "FailedCreate",
    message: "exceeded quota",
    lastTransitionTime: before,
  };
  const status = compute({ conditions: [created] }, newest(0, [failure]));
  expect(condition(status, "ReplicaFailure")).toMatchObject({ reason: "FailedCreate", message: "exceeded quota" });
  expect(condition(compute(status, newest(0)), "ReplicaFailure")).toBeUndefined();
});
