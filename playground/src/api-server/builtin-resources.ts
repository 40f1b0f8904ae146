// The resources that the playground's API server has built in: what Kubernetes 1.27 serves, as far as the product and kubectl ask.
import { autoscalerConversion } from "./autoscaler-versions.ts";
import { eventConversion } from "./event-versions.ts";
import { ALL_VERBS, type Conversion, type Resource, type Subresource } from "./resource.ts";
import { builtinSchema } from "./schema/builtin-schemas.ts";

interface Row {
  readonly plural: string;
  readonly kind: string;
  readonly model?: string;
  readonly shortNames?: readonly string[];
  readonly categories?: readonly string[];
  readonly isClusterWide?: boolean;
  readonly subresources?: readonly string[];
  readonly verbs?: readonly string[];
  readonly storageKey?: string;
  readonly storageVersion?: string;
  readonly conversion?: Conversion;
}

const ALL = { categories: ["all"] };
const CLUSTER = { isClusterWide: true };
const CREATE_ONLY = { verbs: ["create"] };

/** By group and version, in the order of their priority. */
const TABLE: readonly (readonly [group: string, version: string, rows: readonly Row[]])[] = [
  [
    "",
    "v1",
    [
      { plural: "bindings", kind: "Binding", ...CREATE_ONLY },
      { plural: "configmaps", kind: "ConfigMap", shortNames: ["cm"] },
      { plural: "endpoints", kind: "Endpoints", shortNames: ["ep"] },
      { plural: "events", kind: "Event", model: "CoreV1Event", shortNames: ["ev"], storageKey: "events" },
      { plural: "limitranges", kind: "LimitRange", shortNames: ["limits"] },
      {
        plural: "namespaces",
        kind: "Namespace",
        shortNames: ["ns"],
        subresources: ["finalize", "status"],
        verbs: ALL_VERBS.filter(verb => verb !== "deletecollection"),
        ...CLUSTER,
      },
      { plural: "nodes", kind: "Node", shortNames: ["no"], subresources: ["proxy", "status"], ...CLUSTER },
      {
        plural: "persistentvolumeclaims",
        kind: "PersistentVolumeClaim",
        shortNames: ["pvc"],
        subresources: ["status"],
      },
      {
        plural: "persistentvolumes",
        kind: "PersistentVolume",
        shortNames: ["pv"],
        subresources: ["status"],
        ...CLUSTER,
      },
      {
        plural: "pods",
        kind: "Pod",
        shortNames: ["po"],
        subresources: [
          "attach",
          "binding",
          "ephemeralcontainers",
          "eviction",
          "exec",
          "log",
          "portforward",
          "proxy",
          "status",
        ],
        ...ALL,
      },
      { plural: "podtemplates", kind: "PodTemplate" },
      {
        plural: "replicationcontrollers",
        kind: "ReplicationController",
        shortNames: ["rc"],
        subresources: ["scale", "status"],
        ...ALL,
      },
      { plural: "resourcequotas", kind: "ResourceQuota", shortNames: ["quota"], subresources: ["status"] },
      { plural: "secrets", kind: "Secret" },
      { plural: "serviceaccounts", kind: "ServiceAccount", shortNames: ["sa"] },
      { plural: "services", kind: "Service", shortNames: ["svc"], subresources: ["proxy", "status"], ...ALL },
    ],
  ],
  [
    "apps",
    "v1",
    [
      { plural: "controllerrevisions", kind: "ControllerRevision" },
      { plural: "daemonsets", kind: "DaemonSet", shortNames: ["ds"], subresources: ["status"], ...ALL },
      { plural: "deployments", kind: "Deployment", shortNames: ["deploy"], subresources: ["scale", "status"], ...ALL },
      { plural: "replicasets", kind: "ReplicaSet", shortNames: ["rs"], subresources: ["scale", "status"], ...ALL },
      { plural: "statefulsets", kind: "StatefulSet", shortNames: ["sts"], subresources: ["scale", "status"], ...ALL },
    ],
  ],
  [
    "events.k8s.io",
    "v1",
    [
      {
        plural: "events",
        kind: "Event",
        model: "EventsV1Event",
        shortNames: ["ev"],
        storageKey: "events",
        conversion: eventConversion,
      },
    ],
  ],
  ["authentication.k8s.io", "v1", [{ plural: "tokenreviews", kind: "TokenReview", ...CLUSTER, ...CREATE_ONLY }]],
  [
    "authentication.k8s.io",
    "v1beta1",
    [{ plural: "selfsubjectreviews", kind: "SelfSubjectReview", ...CLUSTER, ...CREATE_ONLY }],
  ],
  [
    "authorization.k8s.io",
    "v1",
    [
      { plural: "localsubjectaccessreviews", kind: "LocalSubjectAccessReview", ...CREATE_ONLY },
      { plural: "selfsubjectaccessreviews", kind: "SelfSubjectAccessReview", ...CLUSTER, ...CREATE_ONLY },
      { plural: "selfsubjectrulesreviews", kind: "SelfSubjectRulesReview", ...CLUSTER, ...CREATE_ONLY },
      { plural: "subjectaccessreviews", kind: "SubjectAccessReview", ...CLUSTER, ...CREATE_ONLY },
    ],
  ],
  [
    "autoscaling",
    "v2",
    [
      {
        plural: "horizontalpodautoscalers",
        kind: "HorizontalPodAutoscaler",
        model: "V2HorizontalPodAutoscaler",
        shortNames: ["hpa"],
        subresources: ["status"],
        ...ALL,
      },
    ],
  ],
  [
    "autoscaling",
    "v1",
    [
      {
        plural: "horizontalpodautoscalers",
        kind: "HorizontalPodAutoscaler",
        shortNames: ["hpa"],
        subresources: ["status"],
        storageVersion: "v2",
        conversion: autoscalerConversion,
        ...ALL,
      },
    ],
  ],
  [
    "batch",
    "v1",
    [
      { plural: "cronjobs", kind: "CronJob", shortNames: ["cj"], subresources: ["status"], ...ALL },
      { plural: "jobs", kind: "Job", subresources: ["status"], ...ALL },
    ],
  ],
  [
    "networking.k8s.io",
    "v1",
    [
      { plural: "ingressclasses", kind: "IngressClass", ...CLUSTER },
      { plural: "ingresses", kind: "Ingress", shortNames: ["ing"], subresources: ["status"] },
      { plural: "networkpolicies", kind: "NetworkPolicy", shortNames: ["netpol"] },
    ],
  ],
  [
    "policy",
    "v1",
    [{ plural: "poddisruptionbudgets", kind: "PodDisruptionBudget", shortNames: ["pdb"], subresources: ["status"] }],
  ],
  [
    "rbac.authorization.k8s.io",
    "v1",
    [
      { plural: "clusterrolebindings", kind: "ClusterRoleBinding", ...CLUSTER },
      { plural: "clusterroles", kind: "ClusterRole", ...CLUSTER },
      { plural: "rolebindings", kind: "RoleBinding" },
      { plural: "roles", kind: "Role" },
    ],
  ],
  ["storage.k8s.io", "v1", [{ plural: "storageclasses", kind: "StorageClass", shortNames: ["sc"], ...CLUSTER }]],
  [
    "admissionregistration.k8s.io",
    "v1",
    [
      {
        plural: "mutatingwebhookconfigurations",
        kind: "MutatingWebhookConfiguration",
        categories: ["api-extensions"],
        ...CLUSTER,
      },
      {
        plural: "validatingwebhookconfigurations",
        kind: "ValidatingWebhookConfiguration",
        categories: ["api-extensions"],
        ...CLUSTER,
      },
    ],
  ],
  [
    "apiextensions.k8s.io",
    "v1",
    [
      {
        plural: "customresourcedefinitions",
        kind: "CustomResourceDefinition",
        shortNames: ["crd", "crds"],
        categories: ["api-extensions"],
        subresources: ["status"],
        ...CLUSTER,
      },
    ],
  ],
  ["scheduling.k8s.io", "v1", [{ plural: "priorityclasses", kind: "PriorityClass", shortNames: ["pc"], ...CLUSTER }]],
  ["coordination.k8s.io", "v1", [{ plural: "leases", kind: "Lease" }]],
  ["discovery.k8s.io", "v1", [{ plural: "endpointslices", kind: "EndpointSlice" }]],
  // Not kept but measured, by the kubelets.
  [
    "metrics.k8s.io",
    "v1beta1",
    [
      { plural: "nodes", kind: "NodeMetrics", verbs: ["get", "list"], ...CLUSTER },
      { plural: "pods", kind: "PodMetrics", verbs: ["get", "list"] },
    ],
  ],
];

const PROXY_VERBS = ["create", "delete", "get", "patch", "update"];
const SUBRESOURCES: Readonly<Record<string, Omit<Subresource, "name">>> = {
  status: { kind: "", verbs: ["get", "patch", "update"] },
  finalize: { kind: "", verbs: ["update"] },
  scale: { kind: "Scale", verbs: ["get", "patch", "update"], groupVersion: { group: "autoscaling", version: "v1" } },
  proxy: { kind: "", verbs: PROXY_VERBS },
  attach: { kind: "PodAttachOptions", verbs: ["create", "get"] },
  exec: { kind: "PodExecOptions", verbs: ["create", "get"] },
  portforward: { kind: "PodPortForwardOptions", verbs: ["create", "get"] },
  log: { kind: "", verbs: ["get"] },
  binding: { kind: "Binding", verbs: ["create"] },
  ephemeralcontainers: { kind: "", verbs: ["get", "patch", "update"] },
  eviction: { kind: "Eviction", verbs: ["create"], groupVersion: { group: "policy", version: "v1" } },
};

/** All built-in resources, in the order in which discovery names their groups. */
export const BUILTIN_RESOURCES: readonly Resource[] = TABLE.flatMap(([group, version, rows]) =>
  rows.map(row => readRow(group, version, row)),
);

function readRow(group: string, version: string, row: Row): Resource {
  return {
    group,
    version,
    plural: row.plural,
    singular: row.kind.toLowerCase(),
    kind: row.kind,
    listKind: `${row.kind}List`,
    shortNames: row.shortNames ?? [],
    categories: row.categories ?? [],
    isNamespaced: row.isClusterWide !== true,
    verbs: row.verbs ?? ALL_VERBS,
    subresources: (row.subresources ?? []).map(name => readSubresource(name, row.kind, row.plural)),
    storageKey: row.storageKey ?? `${row.plural}.${group}`,
    storageVersion: row.storageVersion ?? version,
    schema: builtinSchema(row.model ?? `V1${row.kind}`),
    ...(row.conversion ? { conversion: row.conversion } : {}),
  };
}

function readSubresource(name: string, kind: string, plural: string): Subresource {
  const known = SUBRESOURCES[name] ?? { kind, verbs: ["get"] };
  if (name === "proxy") return { ...known, name, kind: `${kind}ProxyOptions` };
  return {
    ...known,
    name,
    kind: known.kind === "" ? (plural === "pods" && name === "log" ? "Pod" : kind) : known.kind,
  };
}
