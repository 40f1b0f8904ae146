// What is kept of listed objects: a pod has sixteen kilobytes, of which the tree reads one.
import type {
  Condition,
  ContainerSpec,
  ContainerStatus,
  DeploymentObject,
  EventObject,
  PodObject,
  PodSpec,
  ReplicaSetObject,
  ServiceObject,
} from "../domain/index.ts";
import type { CollectionOptions, KeptFields, KubeObject } from "../kube/port.ts";
import { shareStrings } from "./shared-strings.ts";

/** Which fields are kept, and what is done to the object that they make. */
export interface Reduction<T extends KubeObject> extends Required<Pick<CollectionOptions<T>, "reduce">> {
  readonly keep: KeptFields;
}

/** Every field has to be named, so that none is forgotten when the domain begins to read another. */
type Fields<T> = Readonly<Record<keyof Required<T>, boolean | KeptFields>>;

/** Without the copies of the whole object by which the operator and kubectl tell what they changed: no use to the tree. */
const METADATA = {
  ...{ name: true, namespace: true, uid: true, resourceVersion: true, generation: true },
  ...{ creationTimestamp: true, deletionTimestamp: true, labels: true, ownerReferences: true },
  annotations: {
    "seldon.io/last-applied": false,
    "kubectl.kubernetes.io/last-applied-configuration": false,
    "*": true,
  },
} satisfies Fields<KeptMetadata>;

type KeptMetadata = PodObject["metadata"] & Pick<KubeObject["metadata"], "resourceVersion">;

/** Arguments and variables of pods are those of their Deployment's template. */
const CONTAINER = {
  ...{ name: true, image: true, ports: true, restartPolicy: true },
  ...{ args: false, env: false },
} satisfies Fields<ContainerSpec>;

const TEMPLATE_CONTAINER = {
  ...CONTAINER,
  args: true,
  env: { name: true, value: true },
} satisfies Fields<ContainerSpec>;

const STATUS = {
  ...{ name: true, ready: true, started: true, restartCount: true, containerID: true, state: true, lastState: true },
} satisfies Fields<ContainerStatus>;

function podSpec(container: KeptFields): Fields<PodSpec> {
  return { nodeName: true, containers: container, initContainers: container };
}

const CONDITION = {
  ...{ type: true, status: true, reason: true, message: true, lastTransitionTime: true },
} satisfies Fields<Condition>;

const POD_STATUS = {
  ...{ phase: true, reason: true, message: true, startTime: true, conditions: CONDITION },
  ...{ containerStatuses: STATUS, initContainerStatuses: STATUS },
} satisfies Fields<NonNullable<PodObject["status"]>>;

const EVENT_FIELDS = {
  ...{ type: true, reason: true, message: true, count: true, involvedObject: true },
  ...{ firstTimestamp: true, lastTimestamp: true, eventTime: true },
} satisfies Fields<Omit<EventObject, "metadata">>;

/** Replicas have the same specification, labels and owner. */
const sharedSpec = sharing<PodSpec>();
const sharedLabels = sharing<Record<string, string>>();
const sharedOwners = sharing<NonNullable<KubeObject["metadata"]["ownerReferences"]>>();

export const POD: Reduction<KubeObject & PodObject> = {
  keep: { metadata: METADATA, spec: podSpec(CONTAINER), status: POD_STATUS },
  reduce(pod) {
    const { metadata, spec } = pod;
    if (metadata.labels) metadata.labels = sharedLabels(metadata.labels);
    if (metadata.ownerReferences) metadata.ownerReferences = sharedOwners(metadata.ownerReferences);
    return withSharedStrings(spec ? { ...pod, spec: sharedSpec(spec) } : pod);
  },
};

export const DEPLOYMENT: Reduction<KubeObject & DeploymentObject> = {
  keep: {
    ...{ metadata: METADATA, status: true },
    spec: { replicas: true, template: { spec: podSpec(TEMPLATE_CONTAINER) } },
  },
  reduce(deployment) {
    const { spec } = deployment;
    const pod = spec?.template?.spec;
    if (!pod) return withSharedStrings(deployment);
    return withSharedStrings({ ...deployment, spec: { ...spec, template: { spec: withoutVariables(pod) } } });
  },
};

export const REPLICA_SET: Reduction<KubeObject & ReplicaSetObject> = {
  keep: { metadata: METADATA, spec: { replicas: true }, status: { replicas: true, readyReplicas: true } },
  reduce: withSharedStrings,
};

export const SERVICE: Reduction<KubeObject & ServiceObject> = {
  keep: { metadata: METADATA, spec: { ports: true } },
  reduce: withSharedStrings,
};

export const EVENT: Reduction<KubeObject & EventObject> = {
  keep: { metadata: METADATA, ...EVENT_FIELDS },
  reduce: withSharedStrings,
};

/** All of it but the copies that its annotations hold. */
export const ROUTE: Reduction<KubeObject> = {
  keep: { metadata: METADATA, "*": true },
  reduce: withSharedStrings,
};

/** Which predictor a container belongs to is told by one variable, or by arguments (seldon-facts §2.4). */
function withoutVariables(spec: PodSpec): PodSpec {
  const without = (container: ContainerSpec): ContainerSpec => {
    const env = container.env?.filter(({ name }) => name === "PREDICTOR_ID");
    return { ...container, ...(env && { env }) };
  };
  const { containers, initContainers } = spec;
  return {
    ...spec,
    ...(containers && { containers: containers.map(without) }),
    ...(initContainers && { initContainers: initContainers.map(without) }),
  };
}

function withSharedStrings<T extends object>(object: T): T {
  shareStrings(object);
  return object;
}

/** Gives equal values the same object as long as it remembers them. */
function sharing<T>(): (value: T) => T {
  const known = new Map<string, T>();
  return value => {
    const text = JSON.stringify(value);
    const same = known.get(text);
    if (same !== undefined) return same;
    if (known.size >= MOST_SHARED) known.clear();
    known.set(text, value);
    return value;
  };
}

const MOST_SHARED = 5_000;
