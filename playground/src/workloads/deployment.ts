// The Deployment controller: ReplicaSets by template, rolled out one after the other.
import { ApiError, type Informer } from "../kubernetes/cluster-client.ts";
import { controllerKeyOf, isConflict, keysFrom } from "../kubernetes/controller.ts";
import type { EventRecorder } from "../kubernetes/events.ts";
import type { Condition, Pod } from "../kubernetes/pod-types.ts";
import { keyOf, splitKey } from "../kubernetes/resource-path.ts";
import { deployments, pods, replicaSets } from "../kubernetes/resource-types.ts";
import type { Deployment, ReplicaSet } from "../kubernetes/workload-types.ts";
import { wallTime } from "../kubernetes/wall-clock.ts";
import { isEqual } from "../support/json.ts";
import { type ControllerContext, createRecorder, startController } from "./context.ts";
import { computeDeploymentStatus, isComplete, replaceCondition } from "./deployment-status.ts";
import { indexByController, type OwnedIndex } from "./owned-index.ts";
import { createProgressTimes, type ProgressTimes } from "./progress-times.ts";
import {
  annotateRevision,
  findNewest,
  makeReplicaSet,
  nextRevision,
  outdatedSets,
  sizeAnnotations,
} from "./revisions.ts";
import { isRolling, newSetSize, rescale, revisionAnnotation, scaleDownOld, sizeOf } from "./rollout.ts";

interface DeploymentController extends ControllerContext {
  readonly deployments: Informer<Deployment>;
  readonly sets: OwnedIndex<ReplicaSet>;
  readonly pods: OwnedIndex<Pod>;
  readonly events: EventRecorder;
  readonly progress: ProgressTimes;
}

export function startDeploymentController(context: ControllerContext): void {
  const informer = context.client.informer(deployments);
  const controller: DeploymentController = {
    ...context,
    deployments: informer,
    sets: indexByController(context.client.informer(replicaSets)),
    pods: indexByController(context.client.informer(pods)),
    events: createRecorder(context, "deployment-controller"),
    progress: createProgressTimes(context.clock, informer),
  };
  const watches = [
    keysFrom(deployments, object => [keyOf(object)]),
    keysFrom(replicaSets, set => controllerKeyOf(set, "Deployment")),
  ];
  startController(context, "The Deployment controller", watches, key => reconcile(controller, key));
}

async function reconcile(controller: DeploymentController, key: string): Promise<number | undefined> {
  const { name, namespace } = splitKey(key);
  const deployment = controller.deployments.get(name, namespace);
  if (!deployment) return undefined;
  const sets = controller.sets.ownedBy(deployment.metadata.uid);
  const newest = findNewest(deployment, sets);
  const old = sets.filter(set => set !== newest);
  if (deployment.metadata.deletionTimestamp !== undefined) return writeStatus(controller, deployment, newest, old);
  if (deployment.spec.paused === true) {
    await applySteps(controller, deployment, rescale(deployment, newest, old) ?? []);
    return writeStatus(controller, deployment, newest, old);
  }
  const steps = rescale(deployment, newest, old);
  if (steps) {
    await applySteps(controller, deployment, steps);
    return writeStatus(controller, deployment, newest, old);
  }
  return isRolling(deployment)
    ? rollOut(controller, deployment, newest, old)
    : recreate(controller, deployment, newest, old);
}

async function rollOut(
  controller: DeploymentController,
  deployment: Deployment,
  found: ReplicaSet | undefined,
  old: readonly ReplicaSet[],
): Promise<number | undefined> {
  const { current, newest } = await ensureNewest(controller, deployment, found, old);
  if (!newest) return undefined;
  const size = newSetSize(current, newest, [newest, ...old]);
  if (size !== sizeOf(newest)) await applySteps(controller, current, [{ set: newest, replicas: size }]);
  else await applySteps(controller, current, scaleDownOld(current, newest, old));
  return finish(controller, current, newest, old);
}

/** All old pods end before the first new one begins. */
async function recreate(
  controller: DeploymentController,
  deployment: Deployment,
  found: ReplicaSet | undefined,
  old: readonly ReplicaSet[],
): Promise<number | undefined> {
  const active = old.filter(set => sizeOf(set) > 0);
  await applySteps(
    controller,
    deployment,
    active.map(set => ({ set, replicas: 0 })),
  );
  const remaining = old.some(set => controller.pods.ownedBy(set.metadata.uid).length > 0);
  if (active.length > 0 || remaining) {
    const again = await writeStatus(controller, deployment, found, old);
    // Nothing tells this controller that a pod is gone for good.
    return remaining ? 1 : again;
  }
  const { current, newest } = await ensureNewest(controller, deployment, found, old);
  if (!newest) return undefined;
  await applySteps(controller, current, [{ set: newest, replicas: newSetSize(current, newest, [newest, ...old]) }]);
  return finish(controller, current, newest, old);
}

async function finish(
  controller: DeploymentController,
  deployment: Deployment,
  newest: ReplicaSet,
  old: readonly ReplicaSet[],
): Promise<number | undefined> {
  if (deployment.status && isComplete(deployment, deployment.status)) {
    for (const { metadata } of outdatedSets(deployment, old)) {
      await controller.client.delete(replicaSets, metadata.name, metadata.namespace);
    }
  }
  return writeStatus(controller, deployment, newest, old);
}

interface Ensured {
  /** The Deployment as it is after its revision was noted. */
  readonly current: Deployment;
  /** Unset where it could not be made now; the ReplicaSet's appearance brings the controller back. */
  readonly newest: ReplicaSet | undefined;
}

/** Makes the ReplicaSet of the present template, or brings the revision of the one that is there up to date. */
async function ensureNewest(
  controller: DeploymentController,
  deployment: Deployment,
  found: ReplicaSet | undefined,
  old: readonly ReplicaSet[],
): Promise<Ensured> {
  const revision = nextRevision(found, old);
  let newest = found;
  if (found) {
    const annotations = annotateRevision(deployment, found, revision);
    if (!isEqual(annotations, found.metadata.annotations)) {
      newest = await controller.client.update(replicaSets, { ...found, metadata: { ...found.metadata, annotations } });
    }
  } else {
    newest = await createNewest(controller, deployment, revision, old);
    if (!newest) return { current: deployment, newest };
  }
  const current = await noteRevision(controller, deployment, revision);
  if (found || !newest) return { current, newest };
  const text = `Created new replica set "${newest.metadata.name}"`;
  return { current: await noteProgress(controller, current, true, "NewReplicaSetCreated", text), newest };
}

async function createNewest(
  controller: DeploymentController,
  deployment: Deployment,
  revision: number,
  old: readonly ReplicaSet[],
): Promise<ReplicaSet | undefined> {
  const { client, events } = controller;
  const plan = makeReplicaSet(deployment, revision);
  const replicas = newSetSize(deployment, undefined, old);
  const annotations = { ...plan.metadata.annotations, ...sizeAnnotations(deployment) };
  const set = { ...plan, metadata: { ...plan.metadata, annotations }, spec: { ...plan.spec, replicas } };
  try {
    const created = await client.create(replicaSets, set);
    const text = `Scaled up replica set ${created.metadata.name} to ${replicas}`;
    if (replicas > 0) void events.record(deployment, "Normal", "ScalingReplicaSet", text);
    return created;
  } catch (error) {
    if (isConflict(error)) return resolveCollision(controller, deployment, set);
    if (error instanceof ApiError) {
      const text = `Failed to create new replica set "${set.metadata.name}": ${error.message}`;
      void events.record(deployment, "Warning", "ReplicaSetCreateError", text);
      await noteProgress(controller, deployment, false, "ReplicaSetCreateError", text);
    }
    throw error;
  }
}

/** The name is taken: by what was created just now and is not seen yet, or by another's, so that the hash must be another. */
async function resolveCollision(
  controller: DeploymentController,
  deployment: Deployment,
  set: ReplicaSet,
): Promise<undefined> {
  const existing = await controller.client.get(replicaSets, set.metadata.name, set.metadata.namespace);
  const isOwn = existing?.metadata.ownerReferences?.some(owner => owner.uid === deployment.metadata.uid) === true;
  if (!existing || isOwn) return undefined;
  const collisionCount = (deployment.status?.collisionCount ?? 0) + 1;
  await controller.client.updateStatus(deployments, {
    ...deployment,
    status: { ...deployment.status, collisionCount },
  });
  return undefined;
}

async function noteRevision(
  controller: DeploymentController,
  deployment: Deployment,
  revision: number,
): Promise<Deployment> {
  const { name, namespace, annotations } = deployment.metadata;
  if (annotations?.[revisionAnnotation] === String(revision)) return deployment;
  const patch = { metadata: { annotations: { [revisionAnnotation]: String(revision) } } };
  return controller.client.patch(deployments, name, namespace, patch);
}

async function noteProgress(
  controller: DeploymentController,
  deployment: Deployment,
  isTrue: boolean,
  reason: string,
  message: string,
): Promise<Deployment> {
  const condition: Condition = { type: "Progressing", status: isTrue ? "True" : "False", reason, message };
  const conditions = replaceCondition(deployment.status?.conditions ?? [], condition, wallTime());
  controller.progress.note(deployment);
  return controller.client.updateStatus(deployments, { ...deployment, status: { ...deployment.status, conditions } });
}

async function applySteps(
  controller: DeploymentController,
  deployment: Deployment,
  steps: readonly { set: ReplicaSet; replicas: number }[],
): Promise<void> {
  const sizes = sizeAnnotations(deployment);
  for (const { set, replicas } of steps) {
    const annotations = { ...set.metadata.annotations, ...sizes };
    const from = sizeOf(set);
    if (from === replicas && isEqual(annotations, set.metadata.annotations)) continue;
    await controller.client.update(replicaSets, {
      ...set,
      metadata: { ...set.metadata, annotations },
      spec: { ...set.spec, replicas },
    });
    if (from === replicas) continue;
    const text = `Scaled ${replicas > from ? "up" : "down"} replica set ${set.metadata.name} to ${replicas} from ${from}`;
    void controller.events.record(deployment, "Normal", "ScalingReplicaSet", text);
  }
}

/** Answers after how many simulated seconds the rollout may have run out of time. */
async function writeStatus(
  controller: DeploymentController,
  deployment: Deployment,
  newest: ReplicaSet | undefined,
  old: readonly ReplicaSet[],
): Promise<number | undefined> {
  const { progress, client } = controller;
  const secondsSinceProgress = progress.secondsSince(deployment);
  const status = computeDeploymentStatus({ deployment, newest, old, now: wallTime(), secondsSinceProgress });
  if (!isEqual(status, deployment.status)) {
    if (progressStamp(status.conditions) !== progressStamp(deployment.status?.conditions)) progress.note(deployment);
    await client.updateStatus(deployments, { ...deployment, status });
  }
  const reason = status.conditions?.find(({ type }) => type === "Progressing")?.reason;
  if (reason === "NewReplicaSetAvailable" || reason === "ProgressDeadlineExceeded") return undefined;
  if (deployment.spec.paused === true) return undefined;
  return progress.nextLook(deployment, deployment.spec.progressDeadlineSeconds ?? 600);
}

function progressStamp(conditions: readonly Condition[] = []): string {
  const condition = conditions.find(({ type }) => type === "Progressing");
  return `${condition?.lastUpdateTime ?? ""} ${condition?.reason ?? ""}`;
}
