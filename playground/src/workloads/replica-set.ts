// The ReplicaSet controller: as many pods as are wanted.
import type { Informer } from "../kubernetes/cluster-client.ts";
import { ApiError } from "../kubernetes/cluster-client.ts";
import { controllerKeyOf, keysFrom } from "../kubernetes/controller.ts";
import type { EventRecorder } from "../kubernetes/events.ts";
import type { KubeObject } from "../kubernetes/objects.ts";
import type { Condition, Pod } from "../kubernetes/pod-types.ts";
import { keyOf, splitKey } from "../kubernetes/resource-path.ts";
import { namespaces, pods, replicaSets } from "../kubernetes/resource-types.ts";
import type { ReplicaSet } from "../kubernetes/workload-types.ts";
import { isFinished } from "../kubelet/pod.ts";
import { wallTime } from "../kubernetes/wall-clock.ts";
import { isEqual } from "../support/json.ts";
import { countAvailable, rankForDeletion } from "./availability.ts";
import { type ControllerContext, createRecorder, startController } from "./context.ts";
import { indexByController, type OwnedIndex } from "./owned-index.ts";
import { makePod } from "./pod-template.ts";
import { withSidecar } from "./sidecar.ts";
import { createUnseen, type Unseen } from "./unseen.ts";

interface ReplicaSetController extends ControllerContext {
  readonly replicaSets: Informer<ReplicaSet>;
  readonly pods: OwnedIndex<Pod>;
  readonly namespaces: Informer<KubeObject>;
  readonly unseen: Unseen;
  readonly events: EventRecorder;
}

/** As many pods are created at once. */
const parallel = 10;

export function startReplicaSetController(context: ControllerContext): void {
  const informer = context.client.informer(pods);
  const controller: ReplicaSetController = {
    ...context,
    replicaSets: context.client.informer(replicaSets),
    pods: indexByController(informer),
    namespaces: context.client.informer(namespaces),
    unseen: createUnseen(informer),
    events: createRecorder(context, "replicaset-controller"),
  };
  const watches = [
    keysFrom(replicaSets, object => [keyOf(object)]),
    keysFrom(pods, pod => controllerKeyOf(pod, "ReplicaSet")),
  ];
  startController(context, "The ReplicaSet controller", watches, key => reconcile(controller, key));
}

async function reconcile(controller: ReplicaSetController, key: string): Promise<number | undefined> {
  const { name, namespace } = splitKey(key);
  const set = controller.replicaSets.get(name, namespace);
  if (!set) return undefined;
  const active = controller.pods
    .ownedBy(set.metadata.uid)
    .filter(pod => !isFinished(pod) && pod.metadata.deletionTimestamp === undefined)
    .filter(pod => !controller.unseen.isDeleted(pod.metadata.uid));
  const failure = set.metadata.deletionTimestamp === undefined ? await scale(controller, set, active) : undefined;
  const { available, againIn } = countAvailable(active, set.spec.minReadySeconds ?? 0, controller.clock.speed);
  await writeStatus(controller, set, active, available, failure);
  // Thrown after the status is written, so that it is tried again later.
  if (failure) throw failure;
  return againIn;
}

/** Answers why pods could not be created, if so. */
async function scale(
  controller: ReplicaSetController,
  set: ReplicaSet,
  active: readonly Pod[],
): Promise<Error | undefined> {
  const wanted = set.spec.replicas ?? 1;
  const missing = wanted - active.length - controller.unseen.countCreated(set.metadata.uid ?? "");
  if (missing < 0 && active.length > wanted) {
    await Promise.all(
      rankForDeletion(active)
        .slice(0, active.length - wanted)
        .map(pod => deletePod(controller, set, pod)),
    );
  }
  for (let left = missing; left > 0; left -= parallel) {
    const results = await Promise.allSettled(
      Array.from({ length: Math.min(left, parallel) }, () => createPod(controller, set)),
    );
    const failed = results.find(result => result.status === "rejected");
    if (failed) return failed.reason instanceof Error ? failed.reason : new Error(String(failed.reason));
  }
  return undefined;
}

async function createPod(controller: ReplicaSetController, set: ReplicaSet): Promise<void> {
  const { client, events, unseen } = controller;
  if (!set.spec.template) return;
  try {
    const { labels } = controller.namespaces.get(set.metadata.namespace ?? "")?.metadata ?? {};
    const pod = await client.create(pods, withSidecar(makePod(set, set.spec.template), labels));
    unseen.noteCreated(set.metadata.uid ?? "", pod);
    void events.record(set, "Normal", "SuccessfulCreate", `Created pod: ${pod.metadata.name}`);
  } catch (error) {
    if (error instanceof ApiError)
      void events.record(set, "Warning", "FailedCreate", `Error creating: ${error.message}`);
    throw error;
  }
}

async function deletePod(controller: ReplicaSetController, set: ReplicaSet, pod: Pod): Promise<void> {
  const { name, namespace, uid } = pod.metadata;
  await controller.client.delete(pods, name, namespace, uid === undefined ? {} : { uid });
  controller.unseen.noteDeleted(pod);
  void controller.events.record(set, "Normal", "SuccessfulDelete", `Deleted pod: ${name}`);
}

async function writeStatus(
  controller: ReplicaSetController,
  set: ReplicaSet,
  active: readonly Pod[],
  available: { ready: number; available: number },
  failure: Error | undefined,
): Promise<void> {
  const conditions = failureConditions(set.status?.conditions ?? [], failure);
  const status = {
    replicas: active.length,
    ...(active.length > 0 ? { fullyLabeledReplicas: active.length } : {}),
    ...(available.ready > 0 ? { readyReplicas: available.ready } : {}),
    ...(available.available > 0 ? { availableReplicas: available.available } : {}),
    observedGeneration: set.metadata.generation ?? 0,
    ...(conditions.length > 0 ? { conditions } : {}),
  };
  if (isEqual(status, set.status)) return;
  await controller.client.updateStatus(replicaSets, { ...set, status });
}

/** `ReplicaFailure` stands for as long as pods are refused. */
function failureConditions(known: readonly Condition[], failure: Error | undefined): Condition[] {
  const others = known.filter(({ type }) => type !== "ReplicaFailure");
  if (!failure) return others;
  const before = known.find(({ type }) => type === "ReplicaFailure");
  return [
    ...others,
    {
      type: "ReplicaFailure",
      status: "True",
      reason: "FailedCreate",
      message: failure.message,
      lastTransitionTime: before?.lastTransitionTime ?? wallTime(),
    },
  ];
}
