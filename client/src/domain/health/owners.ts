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

export function indexObjects(objects: ClusterObjects): OwnerIndex {
  const deployments = deploymentsByOwner(objects.deployments ?? []);
  const routes = routesByOwner(objects.routes ?? []);
  const services = servicesByOwner(objects.services ?? []);
  const replicaSets = replicaSetsByOwner(objects.replicaSets ?? []);
  const pods = podsByOwner(objects.pods ?? []);
  const podsByApp = podsByLabel(objects.pods ?? []);
  const workloadsById = deploymentsById(objects.deployments ?? []);
  const servicesById = servicesByLabel(objects.services ?? []);
  const events = eventsByObject(objects.events ?? []);
  return {
    knowsWorkloads: objects.deployments !== undefined,
    workloadsOf: deployment => [
      ...owned(deployments, deployment.metadata),
      ...unowned(workloadsById, deployment).filter(({ metadata }) => ownerOf(metadata) === undefined),
    ],
    routesOf: deployment => owned(routes, deployment.metadata),
    servicesOf: deployment => [
      ...owned(services, deployment.metadata),
      ...unowned(servicesById, deployment).filter(({ metadata }) => ownerOf(metadata) === undefined),
    ],
    replicaSetsOf: workload =>
      [...owned(replicaSets, workload.metadata)].sort((a, b) => revision(b.metadata) - revision(a.metadata)),
    podsOf: (workload, sets) => podsOfWorkload(workload, sets, pods, podsByApp),
    eventsOf: (kind, metadata) =>
      [...(events.get(key(kind, metadata.namespace ?? "", metadata.name)) ?? [])]
        .filter(({ involvedObject: about }) => !about.uid || !metadata.uid || about.uid === metadata.uid)
        .sort((a, b) => compareText(eventTime(a), eventTime(b))),
  };
}

const deploymentsByOwner = remembered((list: readonly DeploymentObject[]) => groupByOwner(list));
const deploymentsById = remembered((list: readonly DeploymentObject[]) =>
  groupBy(list, ({ metadata }) => labelKey(metadata, DEPLOYMENT_ID)),
);
const routesByOwner = remembered((list: readonly RoutingObject[]) => groupByOwner(list));
const servicesByOwner = remembered((list: readonly ServiceObject[]) => groupByOwner(list));
const servicesByLabel = remembered((list: readonly ServiceObject[]) =>
  groupBy(list, ({ metadata }) => labelKey(metadata, DEPLOYMENT_ID)),
);
const replicaSetsByOwner = remembered((list: readonly ReplicaSetObject[]) => groupByOwner(list));
const podsByOwner = remembered((list: readonly PodObject[]) => groupByOwner(list));
const podsByLabel = remembered((list: readonly PodObject[]) =>
  groupBy(list, ({ metadata }) => labelKey(metadata, "app")),
);
const eventsByObject = remembered((list: readonly EventObject[]) =>
  groupBy(list, ({ involvedObject: about }) => key(about.kind ?? "", about.namespace ?? "", about.name ?? "")),
);

/** Of a list that is handed over again unchanged, the groups are known: mostly one kind of object changes at a time. */
function remembered<T, Groups>(group: (list: readonly T[]) => Groups): (list: readonly T[]) => Groups {
  const known = new WeakMap<readonly T[], Groups>();
  return list => {
    const groups = known.get(list) ?? group(list);
    known.set(list, groups);
    return groups;
  };
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
  pods: ReadonlyMap<string, readonly PodObject[]>,
  podsByApp: ReadonlyMap<string, readonly PodObject[]>,
): readonly PodObject[] {
  const found = sets.flatMap(set => owned(pods, set.metadata));
  const setIds = new Set(sets.map(set => set.metadata.uid));
  const { namespace = "", name } = workload.metadata;
  const labelled = (podsByApp.get(key(namespace, "app", name)) ?? []).filter(({ metadata }) => {
    const owner = ownerOf(metadata);
    if (!owner) return true;
    return !setIds.has(owner.uid) && owner.name === `${name}-${metadata.labels?.["pod-template-hash"] ?? ""}`;
  });
  return [...found, ...labelled];
}

/** The separate executor carries its predictor's Service name as id, so it is looked for under that, too (seldon-facts §5.2). */
function unowned<T extends { readonly metadata: Metadata }>(
  byId: ReadonlyMap<string, readonly T[]>,
  deployment: SeldonDeploymentObject,
): T[] {
  const { namespace = "", name } = deployment.metadata;
  const ids = [name, ...(deployment.spec?.predictors ?? []).map(predictor => serviceName(name, predictor))];
  return [...new Set(ids)].flatMap(id => byId.get(key(namespace, DEPLOYMENT_ID, id)) ?? []);
}

/** Name of a predictor's Service (seldon-facts §5.1); over 63 characters the operator takes a hash instead. */
export function serviceName(
  deployment: string,
  predictor: { readonly name: string; readonly annotations?: Readonly<Record<string, string>> },
): string {
  return predictor.annotations?.["seldon.io/svc-name"] ?? `${deployment}-${predictor.name}`;
}

function groupByOwner<T extends { readonly metadata: Metadata }>(objects: readonly T[]): ReadonlyMap<string, T[]> {
  return groupBy(objects, object => ownerOf(object.metadata)?.uid);
}

function ownerOf(metadata: Metadata): { readonly uid: string; readonly name: string } | undefined {
  const references = metadata.ownerReferences ?? [];
  return references.find(reference => reference.controller === true) ?? references[0];
}

function owned<T>(byOwner: ReadonlyMap<string, readonly T[]>, metadata: Metadata): readonly T[] {
  return (metadata.uid === undefined ? undefined : byOwner.get(metadata.uid)) ?? [];
}

function groupBy<T>(objects: readonly T[], keyOf: (object: T) => string | undefined): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const object of objects) {
    const at = keyOf(object);
    if (at === undefined) continue;
    const group = groups.get(at);
    if (group) group.push(object);
    else groups.set(at, [object]);
  }
  return groups;
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
