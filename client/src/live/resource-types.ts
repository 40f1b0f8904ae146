// The kinds that make up a Seldon deployment, as the API server calls them.
import type {
  DeploymentObject,
  EventObject,
  PodObject,
  ReplicaSetObject,
  RoutingObject,
  SeldonDeploymentObject,
  ServiceObject,
} from "../domain/index.ts";
import type { KubeObject, ResourceType } from "../kube/port.ts";

/** What the domain reads of an object, on top of what every object has. */
type Listed<T> = KubeObject & T;

export const SELDON_DEPLOYMENTS: ResourceType<Listed<SeldonDeploymentObject>> = {
  group: "machinelearning.seldon.io",
  version: "v1",
  plural: "seldondeployments",
  kind: "SeldonDeployment",
  isNamespaced: true,
};

export const DEPLOYMENTS: ResourceType<Listed<DeploymentObject>> = {
  group: "apps",
  version: "v1",
  plural: "deployments",
  kind: "Deployment",
  isNamespaced: true,
};

export const REPLICA_SETS: ResourceType<Listed<ReplicaSetObject>> = {
  group: "apps",
  version: "v1",
  plural: "replicasets",
  kind: "ReplicaSet",
  isNamespaced: true,
};

export const PODS: ResourceType<Listed<PodObject>> = {
  group: "",
  version: "v1",
  plural: "pods",
  kind: "Pod",
  isNamespaced: true,
};

export const SERVICES: ResourceType<Listed<ServiceObject>> = {
  group: "",
  version: "v1",
  plural: "services",
  kind: "Service",
  isNamespaced: true,
};

export const SECRETS: ResourceType = {
  group: "",
  version: "v1",
  plural: "secrets",
  kind: "Secret",
  isNamespaced: true,
};

export const EVENTS: ResourceType<Listed<EventObject>> = {
  group: "",
  version: "v1",
  plural: "events",
  kind: "Event",
  isNamespaced: true,
};

/** The label of everything that the operator makes: the name of the SeldonDeployment, as a rule (seldon-facts §5.2). */
export const DEPLOYMENT_ID = "seldon-deployment-id";

/** What may route traffic to predictors; a cluster has one of the two ingresses, or none (seldon-facts §5.5, §5.6). */
export const ROUTING_KINDS = [
  { group: "networking.istio.io", kind: "VirtualService" },
  { group: "networking.istio.io", kind: "DestinationRule" },
  { group: "getambassador.io", kind: "Mapping" },
] as const;

/** Any of {@link ROUTING_KINDS}, in the version that discovery found. */
export type RoutingType = ResourceType<Listed<RoutingObject>>;
