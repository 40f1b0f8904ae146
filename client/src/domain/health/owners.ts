// Finds what belongs to what: by owner references first, then by labels (seldon-facts §5.1, §5.2, §11.14).
import type {
  ClusterObjects,
  DeploymentObject,
  EventObject,
  Metadata,
  PodObject,
  ReplicaSetObject,
  RoutingObject,
  SeldonDeploymentObject,
  ServiceObject,
} from "./objects.ts";

/** The listed objects by what they belong to, so that one deployment's tree costs what it holds, not what the cluster holds. */
export interface OwnerIndex {
  readonly knowsWorkloads: boolean;
  workloadsOf(deployment: SeldonDeploymentObject): readonly DeploymentObject[];
  routesOf(deployment: SeldonDeploymentObject): readonly RoutingObject[];
  servicesOf(deployment: SeldonDeploymentObject): readonly ServiceObject[];
  /** Newest revision first. */
  replicaSetsOf(workload: DeploymentObject): readonly ReplicaSetObject[];
  podsOf(workload: DeploymentObject, replicaSets: readonly ReplicaSetObject[]): readonly PodObject[];
  /** Latest last. */
  eventsOf(kind: string, metadata: Metadata): readonly EventObject[];
}

const DEPLOYMENT_ID = "seldon-deployment-id";

/** Objects of a kind by what they belong to. A group is changed in place: who keeps it makes a copy. */
interface Groups<T> {
  get(at: string): readonly T[];
  /** @param before undefined for an object that is new, as `after` is for one that is gone */
  replace(before: T | undefined, after: T | undefined): void;
}

/** Objects of a kind by everything that they are looked for by. */
interface OwnedGroups<T> {
  readonly byOwner: Groups<T>;
  /** By the label that is told where they were made. */
  readonly byLabel: Groups<T>;
  replace: Groups<T>["replace"];
}

/** Made anew one by one, so that a change costs what has changed and not what a namespace holds. */
export function ownedGroups<T extends { readonly metadata: Metadata }>(label = DEPLOYMENT_ID): OwnedGroups<T> {
  const byOwner = groupsBy<T>(({ metadata }) => ownerOf(metadata)?.uid);
  const byLabel = groupsBy<T>(({ metadata }) => labelKey(metadata, label));
  return {
    byOwner,
    byLabel,
    replace(before, after) {
      byOwner.replace(before, after);
      byLabel.replace(before, after);
    },
  };
}

/** Pods are looked for by the operator's label `app`, which has the Deployment's name (seldon-facts §5.2). */
export function podGroups<T extends PodObject>(): OwnedGroups<T> {
  return ownedGroups<T>("app");
}

/** Events by the object that they are about. */
export function eventGroups<T extends EventObject>(): Groups<T> {
  return groupsBy<T>(({ involvedObject: about }) => key(about.kind ?? "", about.namespace ?? "", about.name ?? ""));
}

/** What was listed; undefined for kinds that may not be listed. */
interface OwnerGroups {
  readonly deployments: OwnedGroups<DeploymentObject> | undefined;
  readonly replicaSets: OwnedGroups<ReplicaSetObject> | undefined;
  readonly pods: OwnedGroups<PodObject> | undefined;
  readonly services: OwnedGroups<ServiceObject> | undefined;
  readonly events: Groups<EventObject> | undefined;
  readonly routes: readonly OwnedGroups<RoutingObject>[];
}

/** Looks into the groups whenever it is asked: it holds for what they hold later, too. */
export function ownerIndex({ deployments, replicaSets, pods, services, events, routes }: OwnerGroups): OwnerIndex {
  const withUnowned = <T extends { readonly metadata: Metadata }>(
    groups: OwnedGroups<T> | undefined,
    deployment: SeldonDeploymentObject,
  ): T[] => [
    ...owned(groups, deployment.metadata),
    ...unowned(groups, deployment).filter(({ metadata }) => ownerOf(metadata) === undefined),
  ];
  return {
    knowsWorkloads: deployments !== undefined,
    workloadsOf: deployment => withUnowned(deployments, deployment),
    routesOf: deployment => routes.flatMap(groups => owned(groups, deployment.metadata)),
    servicesOf: deployment => withUnowned(services, deployment),
    replicaSetsOf: workload =>
      owned(replicaSets, workload.metadata).toSorted((a, b) => revision(b.metadata) - revision(a.metadata)),
    podsOf: (workload, sets) => podsOfWorkload(workload, sets, pods),
    eventsOf: (kind, metadata) =>
      (events?.get(key(kind, metadata.namespace ?? "", metadata.name)) ?? [])
        .filter(({ involvedObject: about }) => !about.uid || !metadata.uid || about.uid === metadata.uid)
        .sort((a, b) => compareText(eventTime(a), eventTime(b))),
  };
}

/** Of lists as they are. */
export function indexObjects(objects: ClusterObjects): OwnerIndex {
  return ownerIndex({
    deployments: objects.deployments && filled(ownedGroups(), objects.deployments),
    replicaSets: objects.replicaSets && filled(ownedGroups(), objects.replicaSets),
    pods: objects.pods && filled(podGroups(), objects.pods),
    services: objects.services && filled(ownedGroups(), objects.services),
    events: objects.events && filled(eventGroups(), objects.events),
    routes: [filled(ownedGroups(), objects.routes ?? [])],
  });
}

function filled<T, Into extends Pick<Groups<T>, "replace">>(groups: Into, objects: readonly T[]): Into {
  for (const object of objects) groups.replace(undefined, object);
  return groups;
}

/** When an event was last seen, as the API server writes it. */
export function eventTime(event: EventObject): string {
  return event.lastTimestamp ?? event.eventTime ?? event.metadata.creationTimestamp ?? "";
}

/**
 * Without rights to ReplicaSets the pods still name theirs, which is called like the Deployment and the pod's hash; and
 * the operator's label `app` has the Deployment's name (seldon-facts §5.2).
 */
function podsOfWorkload(
  workload: DeploymentObject,
  sets: readonly ReplicaSetObject[],
  pods: OwnedGroups<PodObject> | undefined,
): readonly PodObject[] {
  const found = sets.flatMap(set => owned(pods, set.metadata));
  const setIds = new Set(sets.map(set => set.metadata.uid));
  const { namespace = "", name } = workload.metadata;
  const labelled = (pods?.byLabel.get(key(namespace, "app", name)) ?? []).filter(({ metadata }) => {
    const owner = ownerOf(metadata);
    if (!owner) return true;
    return !setIds.has(owner.uid) && owner.name === `${name}-${metadata.labels?.["pod-template-hash"] ?? ""}`;
  });
  return [...found, ...labelled];
}

/** The separate executor carries its predictor's Service name as id, so it is looked for under that, too (seldon-facts §5.2). */
function unowned<T>(groups: OwnedGroups<T> | undefined, deployment: SeldonDeploymentObject): T[] {
  const { namespace = "", name } = deployment.metadata;
  const ids = [name, ...(deployment.spec?.predictors ?? []).map(predictor => serviceName(name, predictor))];
  return [...new Set(ids)].flatMap(id => groups?.byLabel.get(key(namespace, DEPLOYMENT_ID, id)) ?? []);
}

/** Name of a predictor's Service (seldon-facts §5.1); over 63 characters the operator takes a hash instead. */
export function serviceName(
  deployment: string,
  predictor: { readonly name: string; readonly annotations?: Readonly<Record<string, string>> },
): string {
  return predictor.annotations?.["seldon.io/svc-name"] ?? `${deployment}-${predictor.name}`;
}

function ownerOf(metadata: Metadata): { readonly uid: string; readonly name: string } | undefined {
  const references = metadata.ownerReferences ?? [];
  return references.find(reference => reference.controller === true) ?? references[0];
}

function owned<T>(groups: OwnedGroups<T> | undefined, { uid }: Metadata): readonly T[] {
  return (uid === undefined ? undefined : groups?.byOwner.get(uid)) ?? [];
}

function groupsBy<T>(keyOf: (object: T) => string | undefined): Groups<T> {
  const known = new Map<string, T[]>();
  const takeOut = (at: string, object: T): void => {
    const group = known.get(at);
    const index = group?.indexOf(object) ?? -1;
    if (index >= 0) group?.splice(index, 1);
    if (group?.length === 0) known.delete(at);
  };
  const putIn = (at: string, object: T, before: T | undefined): void => {
    const group = known.get(at);
    if (!group) known.set(at, [object]);
    else if (before === undefined) group.push(object);
    else group[group.indexOf(before)] = object;
  };
  return {
    get: at => known.get(at) ?? [],
    replace(before, after) {
      const from = before && keyOf(before);
      const to = after && keyOf(after);
      const isMoved = from !== to;
      if (before && from !== undefined && isMoved) takeOut(from, before);
      if (after && to !== undefined) putIn(to, after, isMoved ? undefined : before);
    },
  };
}

function labelKey(metadata: Metadata, label: string): string | undefined {
  const value = metadata.labels?.[label];
  return value === undefined ? undefined : key(metadata.namespace ?? "", label, value);
}

function key(...parts: readonly string[]): string {
  return parts.join("/");
}

function revision(metadata: Metadata): number {
  return Number(metadata.annotations?.["deployment.kubernetes.io/revision"] ?? 0);
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
