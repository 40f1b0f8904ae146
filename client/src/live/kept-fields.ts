// Makes listed objects smaller before they are kept: a pod has sixteen kilobytes, of which the tree reads one.
import type {
  ContainerSpec,
  ContainerStatus,
  DeploymentObject,
  EventObject,
  PodObject,
  PodSpec,
  ReplicaSetObject,
  ServiceObject,
} from "../domain/index.ts";
import type { KubeObject } from "../kube/port.ts";
import { shareStrings } from "./shared-strings.ts";

/** Every field has to be named, so that none is forgotten when the domain begins to read another. */
type Fields<T> = Readonly<Record<keyof T, boolean>>;

/** Arguments and variables of pods are those of their Deployment's template. */
const CONTAINER: Fields<ContainerSpec> = {
  ...{ name: true, image: true, ports: true, restartPolicy: true },
  ...{ args: false, env: false },
};

const STATUS: Fields<ContainerStatus> = {
  ...{ name: true, ready: true, started: true, restartCount: true, containerID: true, state: true, lastState: true },
};

const POD_STATUS: Fields<NonNullable<PodObject["status"]>> = {
  ...{ phase: true, reason: true, message: true, startTime: true, conditions: true },
  ...{ containerStatuses: true, initContainerStatuses: true },
};

const EVENT: Fields<Omit<EventObject, "metadata">> = {
  ...{ type: true, reason: true, message: true, count: true, involvedObject: true },
  ...{ firstTimestamp: true, lastTimestamp: true, eventTime: true },
};

/** Copies of the whole object in one string, by which the operator and kubectl tell what they changed; no use to the tree. */
const COPIES: ReadonlySet<string> = new Set([
  "seldon.io/last-applied",
  "kubectl.kubernetes.io/last-applied-configuration",
]);

/** Replicas have the same specification. */
const sharedSpec = sharing<PodSpec>();

export function smallPod<T extends KubeObject & PodObject>(pod: T): T {
  const { spec, status } = pod;
  return withParts(pod, {
    ...(spec && { spec: sharedSpec(smallPodSpec(spec, container => only(container, CONTAINER))) }),
    ...(status && {
      status: {
        ...only(status, POD_STATUS),
        ...(status.containerStatuses && { containerStatuses: status.containerStatuses.map(smallStatus) }),
        ...(status.initContainerStatuses && { initContainerStatuses: status.initContainerStatuses.map(smallStatus) }),
      },
    }),
  });
}

export function smallDeployment<T extends KubeObject & DeploymentObject>(deployment: T): T {
  const { spec, status } = deployment;
  const template = spec?.template?.spec;
  return withParts(deployment, {
    spec: {
      ...(spec?.replicas !== undefined && { replicas: spec.replicas }),
      ...(template && { template: { spec: smallPodSpec(template, withoutVariables) } }),
    },
    ...(status && { status }),
  });
}

export function smallReplicaSet<T extends KubeObject & ReplicaSetObject>(set: T): T {
  const { spec, status } = set;
  return withParts(set, {
    ...(spec && { spec: only(spec, { replicas: true }) }),
    ...(status && { status: only(status, { replicas: true, readyReplicas: true }) }),
  });
}

export function smallService<T extends KubeObject & ServiceObject>(service: T): T {
  const { spec } = service;
  return withParts(service, spec && { spec: only(spec, { ports: true }) });
}

export function smallEvent<T extends KubeObject & EventObject>(event: T): T {
  return withParts(event, only<Omit<EventObject, "metadata">>(event, EVENT));
}

/** All of it but the copies that its annotations hold. */
export function smallRoute<T extends KubeObject>(route: T): T {
  return withParts(route, route);
}

function smallPodSpec(spec: PodSpec, small: (container: ContainerSpec) => ContainerSpec): PodSpec {
  return {
    ...(spec.nodeName !== undefined && { nodeName: spec.nodeName }),
    ...(spec.containers && { containers: spec.containers.map(small) }),
    ...(spec.initContainers && { initContainers: spec.initContainers.map(small) }),
  };
}

/** Which predictor a container belongs to is told by one variable, or by arguments (seldon-facts §2.4). */
function withoutVariables(container: ContainerSpec): ContainerSpec {
  const env = container.env?.filter(({ name }) => name === "PREDICTOR_ID");
  return { ...only(container, { ...CONTAINER, args: true }), ...(env && { env }) };
}

function smallStatus(status: ContainerStatus): ContainerStatus {
  return only(status, STATUS);
}

/** What every object has, and of the rest only the parts given. */
function withParts<T extends KubeObject>(object: T, parts: object | undefined): T;
function withParts({ apiVersion, kind, metadata }: KubeObject, parts: object | undefined): object {
  const { annotations } = metadata;
  const small = {
    ...{ apiVersion, kind },
    ...parts,
    metadata: annotations ? { ...metadata, annotations: withoutCopies(annotations) } : metadata,
  };
  shareStrings(small);
  return small;
}

function withoutCopies(annotations: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(annotations).filter(([key]) => !COPIES.has(key)));
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

/** A copy with the fields that are marked; the others have to be such that an object may lack them. */
function only<T extends object>(object: T, fields: Fields<T>): T;
function only(object: object, fields: Readonly<Record<string, boolean>>): object {
  const copy: Record<string, unknown> = {};
  for (const key in fields) {
    const value: unknown = fields[key] === true ? Reflect.get(object, key) : undefined;
    if (value !== undefined) copy[key] = value;
  }
  return copy;
}
