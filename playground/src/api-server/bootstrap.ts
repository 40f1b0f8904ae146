// What every cluster has from its first second: namespaces, the roles that Kubernetes brings along, and who holds them.
import type { KubeObject } from "../kubernetes/objects.ts";

const RBAC = "rbac.authorization.k8s.io/v1";

const NAMESPACES = ["default", "kube-node-lease", "kube-public", "kube-system", "seldon-system"];

interface Rule {
  readonly apiGroups?: readonly string[];
  readonly resources?: readonly string[];
  readonly nonResourceURLs?: readonly string[];
  readonly verbs: readonly string[];
}

const READ = ["get", "list", "watch"];
const WRITE = ["create", "delete", "deletecollection", "patch", "update"];
const DISCOVERY_PATHS = [
  "/api",
  "/api/*",
  "/apis",
  "/apis/*",
  "/healthz",
  "/livez",
  "/openapi",
  "/openapi/*",
  "/readyz",
  "/version",
  "/version/",
];

/** What `view` may read: no secrets, no roles. */
const VIEWED: readonly (readonly [group: string, resources: readonly string[]])[] = [
  [
    "",
    [
      ...["configmaps", "endpoints", "persistentvolumeclaims", "persistentvolumeclaims/status", "pods"],
      ...["replicationcontrollers", "replicationcontrollers/scale", "serviceaccounts", "services", "services/status"],
      ...["bindings", "events", "limitranges", "namespaces/status", "pods/log", "pods/status"],
      ...["replicationcontrollers/status", "resourcequotas", "resourcequotas/status", "namespaces"],
    ],
  ],
  ["discovery.k8s.io", ["endpointslices"]],
  ["metrics.k8s.io", ["pods"]],
  [
    "apps",
    [
      ...[
        "controllerrevisions",
        "daemonsets",
        "daemonsets/status",
        "deployments",
        "deployments/scale",
        "deployments/status",
      ],
      ...[
        "replicasets",
        "replicasets/scale",
        "replicasets/status",
        "statefulsets",
        "statefulsets/scale",
        "statefulsets/status",
      ],
    ],
  ],
  ["autoscaling", ["horizontalpodautoscalers", "horizontalpodautoscalers/status"]],
  ["batch", ["cronjobs", "cronjobs/status", "jobs", "jobs/status"]],
  ["policy", ["poddisruptionbudgets", "poddisruptionbudgets/status"]],
  ["networking.k8s.io", ["ingresses", "ingresses/status", "networkpolicies"]],
];

/** What `edit` may change beyond reading what `view` reads. */
const EDITED: readonly (readonly [group: string, resources: readonly string[]])[] = [
  [
    "",
    [
      ...["configmaps", "events", "persistentvolumeclaims", "pods", "pods/attach", "pods/eviction", "pods/exec"],
      ...["pods/portforward", "pods/proxy", "replicationcontrollers", "replicationcontrollers/scale", "secrets"],
      ...["serviceaccounts", "services", "services/proxy"],
    ],
  ],
  [
    "apps",
    [
      "daemonsets",
      "deployments",
      "deployments/rollback",
      "deployments/scale",
      "replicasets",
      "replicasets/scale",
      "statefulsets",
      "statefulsets/scale",
    ],
  ],
  ["autoscaling", ["horizontalpodautoscalers"]],
  ["batch", ["cronjobs", "jobs"]],
  ["policy", ["poddisruptionbudgets"]],
  ["networking.k8s.io", ["ingresses", "networkpolicies"]],
  ["coordination.k8s.io", ["leases"]],
];

const VIEW_RULES: Rule[] = VIEWED.map(([group, resources]) => ({ apiGroups: [group], resources, verbs: READ }));
const EDIT_RULES: Rule[] = [
  {
    apiGroups: [""],
    resources: ["pods/attach", "pods/exec", "pods/portforward", "pods/proxy", "secrets", "services/proxy"],
    verbs: READ,
  },
  { apiGroups: [""], resources: ["serviceaccounts"], verbs: ["impersonate"] },
  { apiGroups: ["coordination.k8s.io"], resources: ["leases"], verbs: READ },
  ...EDITED.map(([group, resources]) => ({ apiGroups: [group], resources, verbs: WRITE })),
];
const ADMIN_RULES: Rule[] = [
  { apiGroups: ["rbac.authorization.k8s.io"], resources: ["rolebindings", "roles"], verbs: [...READ, ...WRITE] },
  { apiGroups: ["authorization.k8s.io"], resources: ["localsubjectaccessreviews"], verbs: ["create"] },
];

/** What a cluster's administrator adds to `view` for people who deploy models: Kubernetes' own role knows no custom resources. */
const DEPLOYMENT_VIEW_RULES: Rule[] = [
  {
    apiGroups: ["machinelearning.seldon.io", "networking.istio.io", "getambassador.io"],
    resources: ["*"],
    verbs: READ,
  },
];

/** Namespaces, roles and bindings, ready to be stored. */
export function bootstrapObjects(): KubeObject[] {
  return [
    ...NAMESPACES.map(namespace),
    role("cluster-admin", [
      { apiGroups: ["*"], resources: ["*"], verbs: ["*"] },
      { nonResourceURLs: ["*"], verbs: ["*"] },
    ]),
    role("system:aggregate-to-view", VIEW_RULES, "view"),
    role("playground:aggregate-to-view", DEPLOYMENT_VIEW_RULES, "view"),
    role("system:aggregate-to-edit", EDIT_RULES, "edit"),
    role("system:aggregate-to-admin", ADMIN_RULES, "admin"),
    aggregated("view", ["view"]),
    aggregated("edit", ["edit", "view"]),
    aggregated("admin", ["admin", "edit", "view"]),
    role("system:discovery", [{ nonResourceURLs: DISCOVERY_PATHS, verbs: ["get"] }]),
    role("system:public-info-viewer", [
      { nonResourceURLs: ["/healthz", "/livez", "/readyz", "/version", "/version/"], verbs: ["get"] },
    ]),
    role("system:basic-user", [
      {
        apiGroups: ["authorization.k8s.io"],
        resources: ["selfsubjectaccessreviews", "selfsubjectrulesreviews"],
        verbs: ["create"],
      },
      { apiGroups: ["authentication.k8s.io"], resources: ["selfsubjectreviews"], verbs: ["create"] },
    ]),
    binding("cluster-admin", "cluster-admin", ["system:masters"]),
    binding("system:discovery", "system:discovery", ["system:authenticated"]),
    binding("system:basic-user", "system:basic-user", ["system:authenticated"]),
    binding("system:public-info-viewer", "system:public-info-viewer", [
      "system:authenticated",
      "system:unauthenticated",
    ]),
    binding("viewers", "view", ["viewers"]),
    binding("playground:system", "cluster-admin", ["playground:system"]),
  ];
}

function namespace(name: string): KubeObject {
  return {
    apiVersion: "v1",
    kind: "Namespace",
    metadata: { name, labels: { "kubernetes.io/metadata.name": name } },
    spec: { finalizers: ["kubernetes"] },
    status: { phase: "Active" },
  };
}

function role(name: string, rules: readonly Rule[], aggregatesTo?: string): KubeObject {
  const labels = {
    "kubernetes.io/bootstrapping": "rbac-defaults",
    ...(aggregatesTo === undefined ? {} : { [`rbac.authorization.k8s.io/aggregate-to-${aggregatesTo}`]: "true" }),
  };
  return { apiVersion: RBAC, kind: "ClusterRole", metadata: { name, labels }, rules };
}

function aggregated(name: string, from: readonly string[]): KubeObject {
  return {
    apiVersion: RBAC,
    kind: "ClusterRole",
    metadata: { name, labels: { "kubernetes.io/bootstrapping": "rbac-defaults" } },
    aggregationRule: {
      clusterRoleSelectors: from.map(part => ({
        matchLabels: { [`rbac.authorization.k8s.io/aggregate-to-${part}`]: "true" },
      })),
    },
    rules: null,
  };
}

function binding(name: string, roleName: string, groups: readonly string[]): KubeObject {
  return {
    apiVersion: RBAC,
    kind: "ClusterRoleBinding",
    metadata: { name, labels: { "kubernetes.io/bootstrapping": "rbac-defaults" } },
    roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "ClusterRole", name: roleName },
    subjects: groups.map(group => ({ kind: "Group", apiGroup: "rbac.authorization.k8s.io", name: group })),
  };
}
