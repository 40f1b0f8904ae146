// The garbage collector: deletes what has lost all its owners, and carries out foreground and orphaning deletion.
import { sleepMilliseconds } from "../kubernetes/clock.ts";
import { type KeySource, keysFrom } from "../kubernetes/controller.ts";
import type { KubeObject, OwnerReference, ResourceType } from "../kubernetes/objects.ts";
import * as types from "../kubernetes/resource-types.ts";
import { type ControllerContext, startController } from "./context.ts";
import { createOwnerGraph, type OwnerGraph } from "./owner-graph.ts";

const foreground = "foregroundDeletion";
const orphan = "orphan";

/** Kinds that every cluster serves, and that are owned or own. */
const coreTypes: readonly ResourceType[] = [
  types.pods,
  types.services,
  types.endpoints,
  types.configMaps,
  types.secrets,
  types.serviceAccounts,
  types.persistentVolumeClaims,
  types.deployments,
  types.replicaSets,
  types.jobs,
];

/** Kinds that are there only if somebody has installed them. */
const optionalTypes: readonly ResourceType[] = [
  types.horizontalPodAutoscalers,
  types.podDisruptionBudgets,
  types.seldonDeployments,
  types.virtualServices,
  types.destinationRules,
  types.mappings,
  types.scaledObjects,
];

const allTypes = [...coreTypes, ...optionalTypes];

export function startGarbageCollector(context: ControllerContext): void {
  const graph = createOwnerGraph();
  const watches = [
    ...coreTypes.map(type => sourceOf(graph, type)),
    ...optionalTypes.map(type => onceServed(context, type, sourceOf(graph, type))),
  ];
  startController(context, "The garbage collector", watches, async uid => {
    await collect(context, graph, uid);
    return undefined;
  });
}

function sourceOf(graph: OwnerGraph, type: ResourceType): KeySource {
  const uidsOf = (object: KubeObject, change: "added" | "modified" | "deleted"): string[] => {
    const uid = object.metadata.uid ?? "";
    return change === "deleted" ? [...graph.dependentsOf(uid), ...ownerUids(object)] : [uid];
  };
  const { start } = keysFrom(type, uidsOf);
  return {
    start: (client, enqueue) => {
      graph.follow(type, client.informer(type));
      return start(client, enqueue);
    },
  };
}

/** Seconds of real time after which to look again whether a kind has been installed. */
const installPollSeconds = 15;

/** Follows a kind from when the API server serves it; nobody waits for that. */
function onceServed(context: ControllerContext, type: ResourceType, source: KeySource): KeySource {
  return {
    start: (client, enqueue) => {
      let stop: () => void = () => {};
      waitUntilServed(context, type).then(
        () => {
          const started = source.start(client, enqueue);
          stop = started.stop;
          // Rejects when the client is closed, which concerns nobody here.
          started.ready.catch(() => {});
        },
        () => {},
      );
      return { ready: Promise.resolve(), stop: () => stop() };
    },
  };
}

/** Rejects once the controllers are stopped. */
async function waitUntilServed({ client, signal }: ControllerContext, type: ResourceType): Promise<void> {
  for (;;) {
    signal.throwIfAborted();
    try {
      await client.list(type);
      return;
    } catch {
      await sleepMilliseconds(installPollSeconds * 1000, signal);
    }
  }
}

async function collect(context: ControllerContext, graph: OwnerGraph, uid: string): Promise<void> {
  const entry = graph.get(uid);
  if (!entry) return;
  const { type, object } = entry;
  const finalizers = object.metadata.finalizers ?? [];
  if (object.metadata.deletionTimestamp !== undefined) {
    if (finalizers.includes(orphan)) await orphanDependents(context, graph, type, object);
    else if (finalizers.includes(foreground)) await deleteInForeground(context, graph, type, object);
    return;
  }
  const owners = object.metadata.ownerReferences ?? [];
  if (owners.length === 0) return;
  const states = await Promise.all(owners.map(owner => ownerState(context, graph, owner, object.metadata.namespace)));
  if (states.includes("there")) return;
  const hasDependents = graph.dependentsOf(uid).length > 0;
  const policy = states.includes("ending") && hasDependents ? "Foreground" : "Background";
  await context.client.delete(type, object.metadata.name, object.metadata.namespace, {
    uid,
    propagationPolicy: policy,
  });
}

type OwnerState = "there" | "ending" | "gone";

/** An owner that waits for its dependents counts as `ending`. What is not known is asked for, and where its kind is unknown, kept. */
async function ownerState(
  context: ControllerContext,
  graph: OwnerGraph,
  owner: OwnerReference,
  namespace: string | undefined,
): Promise<OwnerState> {
  const known = graph.get(owner.uid);
  if (known) return isEnding(known.object) ? "ending" : "there";
  const group = owner.apiVersion.includes("/") ? owner.apiVersion.replace(/\/.*$/, "") : "";
  const type = allTypes.find(candidate => candidate.kind === owner.kind && candidate.group === group);
  if (!type) return "there";
  const found = await context.client.get(type, owner.name, namespace);
  return found?.metadata.uid === owner.uid ? "there" : "gone";
}

function isEnding(object: KubeObject): boolean {
  return object.metadata.deletionTimestamp !== undefined && (object.metadata.finalizers ?? []).includes(foreground);
}

/** The owner stays until all dependents that block it are gone. */
async function deleteInForeground(
  context: ControllerContext,
  graph: OwnerGraph,
  type: ResourceType,
  object: KubeObject,
): Promise<void> {
  const uid = object.metadata.uid ?? "";
  const dependents = graph.dependentsOf(uid).flatMap(dependent => graph.get(dependent) ?? []);
  const blocking = dependents.filter(({ object: dependent }) =>
    dependent.metadata.ownerReferences?.some(owner => owner.uid === uid && owner.blockOwnerDeletion === true),
  );
  if (blocking.length === 0) {
    await removeFinalizer(context, type, object, foreground);
    return;
  }
  for (const { object: dependent } of dependents) await collect(context, graph, dependent.metadata.uid ?? "");
}

async function orphanDependents(
  context: ControllerContext,
  graph: OwnerGraph,
  type: ResourceType,
  object: KubeObject,
): Promise<void> {
  const uid = object.metadata.uid ?? "";
  for (const dependentUid of graph.dependentsOf(uid)) {
    const dependent = graph.get(dependentUid);
    if (!dependent) continue;
    const { name, namespace, ownerReferences = [] } = dependent.object.metadata;
    const patch = {
      metadata: { uid: dependentUid, ownerReferences: ownerReferences.filter(owner => owner.uid !== uid) },
    };
    await context.client.patch(dependent.type, name, namespace, patch);
  }
  await removeFinalizer(context, type, object, orphan);
}

async function removeFinalizer(
  context: ControllerContext,
  type: ResourceType,
  object: KubeObject,
  finalizer: string,
): Promise<void> {
  const { name, namespace, resourceVersion, finalizers = [] } = object.metadata;
  const patch = { metadata: { resourceVersion, finalizers: finalizers.filter(other => other !== finalizer) } };
  await context.client.patch(type, name, namespace, patch);
}

function ownerUids(object: KubeObject): string[] {
  return (object.metadata.ownerReferences ?? []).map(owner => owner.uid);
}
