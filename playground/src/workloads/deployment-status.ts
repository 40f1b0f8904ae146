// A Deployment's status and conditions, with the reasons and texts of Kubernetes. Pure.
import type { Condition } from "../kubernetes/pod-types.ts";
import type { Deployment, ReplicaSet } from "../kubernetes/workload-types.ts";
import { availableOf, rolloutBounds, total, wantedOf } from "./rollout.ts";

export type DeploymentStatus = NonNullable<Deployment["status"]>;

export interface StatusInput {
  readonly deployment: Deployment;
  readonly newest: ReplicaSet | undefined;
  readonly old: readonly ReplicaSet[];
  /** Wall clock. */
  readonly now: string;
  /** Simulated seconds since the rollout last made progress. */
  readonly secondsSinceProgress: number;
}

/** Numbers from the ReplicaSets' own status; zeros are left out, as Kubernetes leaves them out. */
export function computeDeploymentStatus(input: StatusInput): DeploymentStatus {
  const { deployment, newest, old, now } = input;
  const all = newest ? [newest, ...old] : [...old];
  const available = total(all, availableOf);
  const counts = {
    replicas: total(all, set => set.status?.replicas ?? 0),
    updatedReplicas: newest?.status?.replicas ?? 0,
    readyReplicas: total(all, set => set.status?.readyReplicas ?? 0),
    availableReplicas: available,
    unavailableReplicas: Math.max(0, total(all, set => set.spec.replicas ?? 1) - available),
  };
  const status: DeploymentStatus = {
    observedGeneration: deployment.metadata.generation ?? 0,
    ...Object.fromEntries(Object.entries(counts).filter(([, count]) => count > 0)),
    ...(deployment.status?.collisionCount === undefined ? {} : { collisionCount: deployment.status.collisionCount }),
  };
  const known = deployment.status?.conditions ?? [];
  const isAvailable = available >= wantedOf(deployment) - rolloutBounds(deployment).maxUnavailable;
  const conditions = [
    ...replaceCondition(known, isAvailable ? minimumAvailable : minimumUnavailable, now).filter(
      ({ type }) => type !== "ReplicaFailure",
    ),
    ...replicaFailure(newest, now),
  ];
  return { ...status, conditions: updateProgress(input, status, conditions) };
}

const minimumAvailable: Condition = {
  type: "Available",
  status: "True",
  reason: "MinimumReplicasAvailable",
  message: "Deployment has minimum availability.",
};

const minimumUnavailable: Condition = {
  type: "Available",
  status: "False",
  reason: "MinimumReplicasUnavailable",
  message: "Deployment does not have minimum availability.",
};

const paused: Condition = {
  type: "Progressing",
  status: "Unknown",
  reason: "DeploymentPaused",
  message: "Deployment is paused",
};

const resumed: Condition = { ...paused, reason: "DeploymentResumed", message: "Deployment is resumed" };

function replicaFailure(newest: ReplicaSet | undefined, now: string): Condition[] {
  const failure = newest?.status?.conditions?.find(({ type }) => type === "ReplicaFailure");
  return failure ? [{ ...failure, lastUpdateTime: failure.lastUpdateTime ?? failure.lastTransitionTime ?? now }] : [];
}

function updateProgress(input: StatusInput, status: DeploymentStatus, conditions: readonly Condition[]): Condition[] {
  const { deployment, newest, now } = input;
  const deadline = deployment.spec.progressDeadlineSeconds ?? 600;
  const current = conditions.find(({ type }) => type === "Progressing");
  const isSettled =
    (status.replicas ?? 0) === (status.updatedReplicas ?? 0) && current?.reason === "NewReplicaSetAvailable";
  if (deployment.spec.paused === true) {
    return current?.reason === "ProgressDeadlineExceeded" ? [...conditions] : replaceCondition(conditions, paused, now);
  }
  if (current?.reason === paused.reason) return replaceCondition(conditions, resumed, now);
  if (isSettled) return [...conditions];
  const subject = newest ? `ReplicaSet "${newest.metadata.name}"` : `Deployment "${deployment.metadata.name}"`;
  const progressing = (isTrue: boolean, reason: string, text: string): Condition => ({
    type: "Progressing",
    status: isTrue ? "True" : "False",
    reason,
    message: `${subject} ${text}`,
  });
  if (isComplete(deployment, status)) {
    return replaceCondition(
      conditions,
      progressing(true, "NewReplicaSetAvailable", "has successfully progressed."),
      now,
    );
  }
  if (hasProgressed(deployment, status)) {
    return restamp(conditions, progressing(true, "ReplicaSetUpdated", "is progressing."), now);
  }
  if (current !== undefined && current.reason !== "ProgressDeadlineExceeded" && input.secondsSinceProgress > deadline) {
    return replaceCondition(
      conditions,
      progressing(false, "ProgressDeadlineExceeded", "has timed out progressing."),
      now,
    );
  }
  return [...conditions];
}

/** Whether all pods are of the newest template, and available. */
export function isComplete(deployment: Deployment, status: DeploymentStatus): boolean {
  const wanted = wantedOf(deployment);
  return [status.updatedReplicas, status.replicas, status.availableReplicas].every(count => (count ?? 0) === wanted);
}

/** Whether more pods are new, ready or available than before, or fewer old ones are left. */
export function hasProgressed(deployment: Deployment, status: DeploymentStatus): boolean {
  const before = deployment.status ?? {};
  const oldPods = (of: DeploymentStatus): number => (of.replicas ?? 0) - (of.updatedReplicas ?? 0);
  return (
    (status.updatedReplicas ?? 0) > (before.updatedReplicas ?? 0) ||
    oldPods(status) < oldPods(before) ||
    (status.readyReplicas ?? 0) > (before.readyReplicas ?? 0) ||
    (status.availableReplicas ?? 0) > (before.availableReplicas ?? 0)
  );
}

/** Puts a condition in the place of its type; an equal one stays as it is, one of the same status keeps its transition. */
export function replaceCondition(conditions: readonly Condition[], next: Condition, now: string): Condition[] {
  const before = conditions.find(({ type }) => type === next.type);
  if (before?.status === next.status && before.reason === next.reason && before.message === next.message) {
    return [...conditions];
  }
  return restamp(conditions, next, now);
}

function restamp(conditions: readonly Condition[], next: Condition, now: string): Condition[] {
  const before = conditions.find(({ type }) => type === next.type);
  const lastTransitionTime = before?.status === next.status ? (before.lastTransitionTime ?? now) : now;
  const stamped = { ...next, lastUpdateTime: now, lastTransitionTime };
  return [...conditions.filter(({ type }) => type !== next.type), stamped];
}
