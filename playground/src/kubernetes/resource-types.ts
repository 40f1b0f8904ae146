// Where the API server serves each kind that the playground's parts read or write.
import type { DestinationRule, Mapping, ScaledObject, VirtualService } from "./ingress-types.ts";
import type { KubeObject, ResourceType } from "./objects.ts";
import type { Pod } from "./pod-types.ts";
import type { SeldonDeployment } from "./seldon-types.ts";
import type {
  ConfigMap,
  Deployment,
  Endpoints,
  HorizontalPodAutoscaler,
  Job,
  KubeEvent,
  Lease,
  Namespace,
  Node,
  PersistentVolumeClaim,
  PodDisruptionBudget,
  ReplicaSet,
  Secret,
  Service,
  ServiceAccount,
} from "./workload-types.ts";

export const pods: ResourceType<Pod> = namespaced("", "v1", "pods", "Pod");
export const services: ResourceType<Service> = namespaced("", "v1", "services", "Service");
export const endpoints: ResourceType<Endpoints> = namespaced("", "v1", "endpoints", "Endpoints");
export const events: ResourceType<KubeEvent> = namespaced("", "v1", "events", "Event");
export const secrets: ResourceType<Secret> = namespaced("", "v1", "secrets", "Secret");
export const configMaps: ResourceType<ConfigMap> = namespaced("", "v1", "configmaps", "ConfigMap");
export const serviceAccounts: ResourceType<ServiceAccount> = namespaced("", "v1", "serviceaccounts", "ServiceAccount");
export const persistentVolumeClaims: ResourceType<PersistentVolumeClaim> = namespaced(
  "",
  "v1",
  "persistentvolumeclaims",
  "PersistentVolumeClaim",
);
export const namespaces: ResourceType<Namespace> = clusterWide("", "v1", "namespaces", "Namespace");
export const nodes: ResourceType<Node> = clusterWide("", "v1", "nodes", "Node");
export const deployments: ResourceType<Deployment> = namespaced("apps", "v1", "deployments", "Deployment");
export const replicaSets: ResourceType<ReplicaSet> = namespaced("apps", "v1", "replicasets", "ReplicaSet");
export const jobs: ResourceType<Job> = namespaced("batch", "v1", "jobs", "Job");
export const leases: ResourceType<Lease> = namespaced("coordination.k8s.io", "v1", "leases", "Lease");
export const horizontalPodAutoscalers: ResourceType<HorizontalPodAutoscaler> = namespaced(
  "autoscaling",
  "v2",
  "horizontalpodautoscalers",
  "HorizontalPodAutoscaler",
);
export const podDisruptionBudgets: ResourceType<PodDisruptionBudget> = namespaced(
  "policy",
  "v1",
  "poddisruptionbudgets",
  "PodDisruptionBudget",
);
export const seldonDeployments: ResourceType<SeldonDeployment> = namespaced(
  "machinelearning.seldon.io",
  "v1",
  "seldondeployments",
  "SeldonDeployment",
);
/** The version that the operator writes (S41). */
export const virtualServices: ResourceType<VirtualService> = namespaced(
  "networking.istio.io",
  "v1alpha3",
  "virtualservices",
  "VirtualService",
);
export const destinationRules: ResourceType<DestinationRule> = namespaced(
  "networking.istio.io",
  "v1alpha3",
  "destinationrules",
  "DestinationRule",
);
/** The version that the operator writes (S41). */
export const mappings: ResourceType<Mapping> = namespaced("getambassador.io", "v2", "mappings", "Mapping");
export const scaledObjects: ResourceType<ScaledObject> = namespaced(
  "keda.sh",
  "v1alpha1",
  "scaledobjects",
  "ScaledObject",
);
/** The object that the operator's routes name (seldon-facts §5.5); Seldon's documentation has users create it. */
export const gateways: ResourceType = namespaced("networking.istio.io", "v1beta1", "gateways", "Gateway");
export const customResourceDefinitions: ResourceType = clusterWide(
  "apiextensions.k8s.io",
  "v1",
  "customresourcedefinitions",
  "CustomResourceDefinition",
);
export const validatingWebhooks: ResourceType = clusterWide(
  "admissionregistration.k8s.io",
  "v1",
  "validatingwebhookconfigurations",
  "ValidatingWebhookConfiguration",
);

function namespaced<T extends KubeObject>(
  group: string,
  version: string,
  plural: string,
  kind: string,
): ResourceType<T> {
  return { group, version, plural, kind, isNamespaced: true };
}

function clusterWide<T extends KubeObject>(
  group: string,
  version: string,
  plural: string,
  kind: string,
): ResourceType<T> {
  return { group, version, plural, kind, isNamespaced: false };
}
