// The scheduler: binds pods to the first node they fit onto, or says why there is none.
import type { ClusterClient, Informer } from "../kubernetes/cluster-client.ts";
import { keysFrom } from "../kubernetes/controller.ts";
import type { EventRecorder } from "../kubernetes/events.ts";
import type { KubeObject, ResourceType } from "../kubernetes/objects.ts";
import type { Condition, Pod } from "../kubernetes/pod-types.ts";
import { keyOf, splitKey } from "../kubernetes/resource-path.ts";
import { nodes, persistentVolumeClaims, pods } from "../kubernetes/resource-types.ts";
import type { Node, PersistentVolumeClaim } from "../kubernetes/workload-types.ts";
import { isFinished } from "../kubelet/pod.ts";
import { wallTime } from "../kubernetes/wall-clock.ts";
import { type ControllerContext, createRecorder, startController } from "./context.ts";
import { describeFailure, describeMissingClaim, findObstacles } from "./fit.ts";
import { createUsage, type NodeUsage } from "./node-usage.ts";

interface Scheduler {
  readonly client: ClusterClient;
  readonly pods: Informer<Pod>;
  readonly nodes: Informer<Node>;
  readonly claims: Informer<PersistentVolumeClaim>;
  readonly usage: NodeUsage;
  readonly events: EventRecorder;
  /** Pods that fitted nowhere, by key: tried again when something changes that they may wait for. */
  readonly waiting: Set<string>;
}

const schedulerName = "default-scheduler";

export function startScheduler(context: ControllerContext): void {
  const { client } = context;
  const live = client.informer(pods);
  const scheduler: Scheduler = {
    client,
    pods: live,
    nodes: client.informer(nodes),
    claims: client.informer(persistentVolumeClaims),
    usage: createUsage(live),
    events: createRecorder(context, schedulerName),
    waiting: new Set(),
  };
  const retry = (): string[] => [...scheduler.waiting];
  const watches = [
    keysFrom(pods, (pod, change) => {
      // What ends makes room.
      const makesRoom = change === "deleted" || isFinished(pod);
      return makesRoom ? retry() : pod.spec.nodeName === undefined ? [keyOf(pod)] : [];
    }),
    keysFrom(nodes, (_node, change) => (change === "modified" ? [] : retry())),
    keysFrom(persistentVolumeClaims, (_claim, change) => (change === "added" ? retry() : [])),
  ];
  startController(context, "The scheduler", watches, key => schedule(scheduler, key));
}

async function schedule(scheduler: Scheduler, key: string): Promise<undefined> {
  const { name, namespace } = splitKey(key);
  const pod = scheduler.pods.get(name, namespace);
  if (!pod || isOutOfReach(pod) || scheduler.usage.isAssumed(pod)) {
    scheduler.waiting.delete(key);
    return undefined;
  }
  const failure = await place(scheduler, pod);
  if (failure === undefined) {
    scheduler.waiting.delete(key);
    return undefined;
  }
  scheduler.waiting.add(key);
  await reportFailure(scheduler, pod, failure);
  return undefined;
}

function isOutOfReach(pod: Pod): boolean {
  const isOthers = (pod.spec["schedulerName"] ?? schedulerName) !== schedulerName;
  return isOthers || pod.spec.nodeName !== undefined || pod.metadata.deletionTimestamp !== undefined || isFinished(pod);
}

/** Binds the pod, or answers why it cannot. */
async function place(scheduler: Scheduler, pod: Pod): Promise<string | undefined> {
  const candidates = scheduler.nodes.all();
  const claim = findMissingClaim(scheduler, pod);
  if (claim !== undefined && candidates.length > 0) return describeMissingClaim(candidates.length, claim);
  const obstacles: string[][] = [];
  for (const node of candidates) {
    const found = findObstacles(pod, node, scheduler.usage.of(node.metadata.name));
    if (found.length > 0) {
      obstacles.push(found);
      continue;
    }
    await bind(scheduler, pod, node.metadata.name);
    return undefined;
  }
  return describeFailure(candidates.length, obstacles);
}

function findMissingClaim(scheduler: Scheduler, pod: Pod): string | undefined {
  return (pod.spec.volumes ?? [])
    .map(volume => volume.persistentVolumeClaim?.claimName)
    .find(name => name !== undefined && !scheduler.claims.get(name, pod.metadata.namespace));
}

async function bind(scheduler: Scheduler, pod: Pod, node: string): Promise<void> {
  const { name, namespace = "default", uid } = pod.metadata;
  const binding: KubeObject = {
    apiVersion: "v1",
    kind: "Binding",
    metadata: { name, namespace, ...(uid === undefined ? {} : { uid }) },
    target: { apiVersion: "v1", kind: "Node", name: node },
  };
  scheduler.usage.assume(pod, node);
  try {
    await scheduler.client.create(bindingOf(name), binding);
  } catch (error) {
    scheduler.usage.forget(pod);
    throw error;
  }
  const text = `Successfully assigned ${namespace}/${name} to ${node}`;
  void scheduler.events.record(pod, "Normal", "Scheduled", text);
}

/** Where a pod is bound: its subresource. The answer is a Status, which is why the type is of that kind. */
function bindingOf(name: string): ResourceType {
  return { group: "", version: "v1", plural: `pods/${name}/binding`, kind: "Status", isNamespaced: true };
}

/** Says it once: the same failure for the same pod is written anew only when its text has changed. */
async function reportFailure(scheduler: Scheduler, pod: Pod, message: string): Promise<void> {
  const known = pod.status?.conditions ?? [];
  if (known.some(condition => condition.reason === "Unschedulable" && condition.message === message)) return;
  void scheduler.events.record(pod, "Warning", "FailedScheduling", message);
  const condition: Condition = {
    type: "PodScheduled",
    status: "False",
    reason: "Unschedulable",
    message,
    lastProbeTime: null,
    lastTransitionTime: wallTime(),
  };
  const conditions = [...known.filter(({ type }) => type !== "PodScheduled"), condition];
  await scheduler.client.updateStatus(pods, { ...pod, status: { ...pod.status, phase: "Pending", conditions } });
}
