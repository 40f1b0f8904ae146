// The script's requests to the API: patches, selectors, pages, subresources, deletes and refusals.
import { api, APPLY, APPS, CORE, get, JSON_PATCH, MERGE, patch, SELDON, STRATEGIC, watch, type Call } from "./calls.ts";
import { DISCOVERY, OBJECTS } from "./script-objects.ts";
import { configMap, container, deployment, seldonDeployment } from "./objects.ts";

const TABLE = "application/json;as=Table;v=v1;g=meta.k8s.io,application/json";
const PARTIAL = "application/json;as=PartialObjectMetadata;v=v1;g=meta.k8s.io,application/json";
const PARTIAL_LIST = "application/json;as=PartialObjectMetadataList;v=v1;g=meta.k8s.io,application/json";

const LISTS: readonly Call[] = [
  get(`${CORE}/configmaps?labelSelector=tier`),
  get(`${CORE}/configmaps?labelSelector=tier=back`),
  get(`${CORE}/configmaps?labelSelector=tier!=back`),
  get(`${CORE}/configmaps?labelSelector=tier%20in%20(front,back),!extra`),
  get(`${CORE}/configmaps?labelSelector=tier%20notin%20(front)`),
  get(`${CORE}/configmaps?labelSelector=a%3D%3D%3Db`),
  get(`${CORE}/configmaps?labelSelector=-bad-`),
  get(`${CORE}/configmaps?fieldSelector=metadata.name=one`),
  get(`${CORE}/configmaps?fieldSelector=data.a=1`),
  get(`${CORE}/pods?fieldSelector=status.phase=Pending,spec.nodeName=`),
  get(`${CORE}/pods?fieldSelector=spec.image=x`),
  get(`${SELDON}?fieldSelector=metadata.name=churn`),
  get(`${SELDON}?fieldSelector=spec.name=churn`),
  get(`${CORE}/configmaps?limit=1`),
  get(`${CORE}/configmaps?limit=x`),
  get(`${CORE}/configmaps?continue=nonsense`),
  get(`${CORE}/configmaps?resourceVersion=0`),
  get(`${CORE}/configmaps?resourceVersion=nonsense`),
  get(`${CORE}/configmaps?resourceVersion=9999999999`),
  get(`${CORE}/configmaps?resourceVersionMatch=Exact`),
  get(`${CORE}/nothings`),
  ...["pods", "configmaps", "secrets", "services", "events"].map(plural => get(`${CORE}/${plural}`, { accept: TABLE })),
  get(`${APPS}/deployments`, { accept: TABLE }),
  get(SELDON, { accept: TABLE }),
  get(`${SELDON}/churn`, { accept: TABLE }),
  get(`${CORE}/configmaps/one`, { accept: PARTIAL }),
  get(`${CORE}/configmaps?labelSelector=tier`, { accept: PARTIAL_LIST }),
  get(`${CORE}/configmaps/one`, { accept: "application/yaml" }),
  get(`${CORE}/configmaps/one`, { accept: "text/html" }),
  get(`${CORE}/configmaps?labelSelector=tier=front&includeObject=None`, { accept: TABLE }),
];

const UPDATES: readonly Call[] = [
  api("PUT", `${CORE}/configmaps/one`, configMap("one", { a: "5" }, { tier: "front" })),
  api("PUT", `${CORE}/configmaps/one`, configMap("two", { a: "5" })),
  api("PUT", `${CORE}/configmaps/one`, { ...configMap("one"), metadata: { name: "one", resourceVersion: "1" } }),
  api("PUT", `${CORE}/configmaps/one`, { ...configMap("one"), metadata: { name: "one", uid: "other" } }),
  api("PUT", `${CORE}/configmaps/none`, configMap("none")),
  api("PUT", `${SELDON}/churn`, seldonDeployment("churn")),
  patch(MERGE, `${CORE}/configmaps/one`, { data: { b: "new", a: null } }),
  patch(MERGE, `${CORE}/configmaps/none`, { data: { b: "new" } }),
  patch(MERGE, `${CORE}/configmaps/one`, "no json"),
  patch(MERGE, `${CORE}/configmaps/one`, { data: { b: 1 } }),
  patch(JSON_PATCH, `${CORE}/configmaps/one`, [{ op: "add", path: "/data/c", value: "3" }]),
  patch(JSON_PATCH, `${CORE}/configmaps/one`, [{ op: "test", path: "/data/c", value: "4" }]),
  patch(JSON_PATCH, `${CORE}/configmaps/one`, [{ op: "remove", path: "/data/zzz" }]),
  patch(JSON_PATCH, `${CORE}/configmaps/one`, [{ op: "jump", path: "/data/zzz" }]),
  patch(JSON_PATCH, `${CORE}/configmaps/one`, { data: {} }),
  patch(JSON_PATCH, `${CORE}/configmaps/one`, [{ op: "replace", path: "/metadata/name", value: "renamed" }]),
  patch(STRATEGIC, `${APPS}/deployments/web`, {
    spec: { template: { spec: { containers: [{ name: "main", env: [{ name: "B", value: "2" }] }] } } },
  }),
  patch(STRATEGIC, `${APPS}/deployments/web`, {
    spec: { template: { spec: { containers: [{ name: "side", image: "side:1" }] } } },
  }),
  patch(STRATEGIC, `${APPS}/deployments/web`, {
    spec: { template: { spec: { containers: [{ $patch: "delete", name: "side" }] } } },
  }),
  patch(STRATEGIC, `${APPS}/deployments/web`, {
    spec: { template: { spec: { containers: [{ image: "noname" }] } } },
  }),
  patch(STRATEGIC, `${APPS}/deployments/web`, { spec: { strategy: { $retainKeys: ["type"], type: "Recreate" } } }),
  patch(STRATEGIC, `${CORE}/services/web`, { spec: { ports: [{ port: 81, name: "more" }] } }),
  patch(STRATEGIC, `${CORE}/pods/lonely`, { metadata: { labels: { a: "b" } } }),
  patch(STRATEGIC, `${CORE}/pods/lonely`, { spec: { containers: [{ name: "main", image: "nginx:2" }] } }),
  patch(STRATEGIC, `${CORE}/pods/lonely`, { spec: { restartPolicy: "Never" } }),
  patch(STRATEGIC, `${SELDON}/churn`, { spec: { replicas: 2 } }),
  patch(MERGE, `${SELDON}/churn`, { spec: { replicas: 2 } }),
  patch(MERGE, `${SELDON}/churn`, { spec: { predictors: "text" } }),
  patch(MERGE, `${APPS}/deployments/web`, { spec: { selector: { matchLabels: { app: "changed" } } } }),
  patch("application/unknown", `${CORE}/configmaps/one`, {}),
  patch(APPLY, `${CORE}/configmaps/applied`, configMap("applied")),
  patch(APPLY, `${CORE}/configmaps/applied?fieldManager=one`, configMap("applied", { a: "1", b: "1" })),
  patch(APPLY, `${CORE}/configmaps/applied?fieldManager=one`, configMap("applied", { a: "1" })),
  patch(APPLY, `${CORE}/configmaps/applied?fieldManager=two`, configMap("applied", { a: "2" })),
  patch(APPLY, `${CORE}/configmaps/applied?fieldManager=two&force=true`, configMap("applied", { a: "2" })),
  patch(APPLY, `${CORE}/configmaps/applied?fieldManager=two`, configMap("other")),
  patch(APPLY, `${CORE}/configmaps/applied?fieldManager=two`, "- a list"),
  patch(APPLY, `${APPS}/deployments/applied?fieldManager=one`, deployment("applied")),
  patch(APPLY, `${APPS}/deployments/applied?fieldManager=two`, {
    ...deployment("applied"),
    spec: { replicas: 4 },
  }),
  patch(APPLY, `${SELDON}/applied?fieldManager=one`, seldonDeployment("applied")),
  patch(APPLY, `${SELDON}/applied?fieldManager=two`, seldonDeployment("applied", { replicas: 3 })),
  api("PUT", `${APPS}/deployments/web/scale`, {
    apiVersion: "autoscaling/v1",
    kind: "Scale",
    metadata: { name: "web", namespace: "{ns}" },
    spec: { replicas: 3 },
  }),
  patch(MERGE, `${APPS}/deployments/web/scale`, { spec: { replicas: 5 } }),
  patch(MERGE, `${APPS}/deployments/web/scale`, { spec: { replicas: -5 } }),
  patch(MERGE, `${SELDON}/churn/scale`, { spec: { replicas: 4 } }),
  get(`${SELDON}/churn/scale`),
  patch(MERGE, `${APPS}/deployments/web/status`, { spec: { replicas: 9 }, status: { replicas: 2, readyReplicas: 1 } }),
  patch(MERGE, `${SELDON}/churn/status`, { spec: { replicas: 9 }, status: { state: "Available" } }),
  patch(MERGE, `${SELDON}/churn`, { status: { state: "Failed" } }),
  patch(MERGE, `${CORE}/pods/lonely/status`, { status: { phase: "Running", podIP: "10.0.0.1" } }),
  get(`${CORE}/configmaps/one/status`),
  api("POST", `${CORE}/configmaps?dryRun=All`, configMap("dry")),
  get(`${CORE}/configmaps/dry`),
  api("POST", `${CORE}/configmaps?dryRun=Some`, configMap("dry")),
  patch(MERGE, `${CORE}/configmaps/one?dryRun=All`, { data: { dry: "run" } }),
  get(`${CORE}/configmaps/one`),
  api("DELETE", `${CORE}/configmaps/one?dryRun=All`),
  get(`${CORE}/configmaps/one`),
];

const metadata = { name: "minimal" };
/** The least that can be created of some kinds. */
const MINIMAL: Readonly<Record<string, object>> = {
  serviceaccounts: { metadata },
  resourcequotas: { metadata, spec: { hard: { pods: "3" } } },
  limitranges: { metadata, spec: { limits: [{ type: "Container", max: { cpu: "2" } }] } },
  podtemplates: { metadata, template: { spec: { containers: [container("main")] } } },
  persistentvolumeclaims: {
    metadata,
    spec: { accessModes: ["ReadWriteOnce"], resources: { requests: { storage: "1Gi" } } },
  },
};

const DELETES: readonly Call[] = [
  api("POST", `${CORE}/configmaps`, {
    ...configMap("held"),
    metadata: { name: "held", finalizers: ["example.com/hold"] },
  }),
  api("POST", `${CORE}/configmaps`, { ...configMap("badhold"), metadata: { name: "badhold", finalizers: ["hold"] } }),
  api("DELETE", `${CORE}/configmaps/held`),
  get(`${CORE}/configmaps/held`),
  patch(MERGE, `${CORE}/configmaps/held`, { metadata: { finalizers: ["example.com/hold", "example.com/more"] } }),
  patch(MERGE, `${CORE}/configmaps/held`, { metadata: { finalizers: null } }),
  get(`${CORE}/configmaps/held`),
  api("DELETE", `${CORE}/configmaps/none`),
  api("DELETE", `${CORE}/configmaps/two`, { kind: "DeleteOptions", apiVersion: "v1", preconditions: { uid: "other" } }),
  api("DELETE", `${CORE}/configmaps/two`, { kind: "DeleteOptions", apiVersion: "v1", propagationPolicy: "Sideways" }),
  api("DELETE", `${CORE}/configmaps/two`, { kind: "DeleteOptions", apiVersion: "v1", propagationPolicy: "Background" }),
  api("DELETE", `${APPS}/deployments/web`, {
    kind: "DeleteOptions",
    apiVersion: "v1",
    propagationPolicy: "Foreground",
  }),
  api("DELETE", `${APPS}/deployments/applied`, {
    kind: "DeleteOptions",
    apiVersion: "v1",
    propagationPolicy: "Orphan",
  }),
  api("DELETE", `${CORE}/pods/lonely?gracePeriodSeconds=0`),
  api("DELETE", `${CORE}/services/web`),
  api("DELETE", `${SELDON}/churn`),
  api("DELETE", `${SELDON}/churn`),
  api("POST", `${CORE}/configmaps`, {
    ...configMap("owned"),
    metadata: { name: "owned", ownerReferences: [{ apiVersion: "v1", kind: "Pod", name: "p" }] },
  }),
  api("POST", `${CORE}/configmaps`, {
    ...configMap("owned"),
    metadata: {
      name: "owned",
      ownerReferences: [{ apiVersion: "v1", kind: "ConfigMap", name: "p", uid: "1", controller: true }],
    },
  }),
  api("DELETE", `${CORE}/configmaps?labelSelector=tier=back`),
  get(`${CORE}/configmaps?labelSelector=tier=back`),
  api("DELETE", `${CORE}/services/headless`),
  ...["serviceaccounts", "resourcequotas", "limitranges", "podtemplates", "persistentvolumeclaims"].flatMap(plural => [
    api("POST", `${CORE}/${plural}`, MINIMAL[plural]),
    api("DELETE", `${CORE}/${plural}/minimal`),
  ]),
];

const REFUSALS: readonly Call[] = [
  get(`${CORE}/secrets`, { as: "viewer" }),
  get(`${CORE}/configmaps/applied`, { as: "viewer" }),
  api("POST", `${CORE}/configmaps`, configMap("forbidden"), { as: "viewer" }),
  api("DELETE", `${APPS}/deployments/web`, undefined, { as: "viewer" }),
  get("/api/v1/nodes", { as: "viewer" }),
  api("POST", `${APPS}/deployments`, deployment("forbidden"), { as: "viewer" }),
  get("/metrics", { as: "viewer" }),
  api("POST", "/apis/authorization.k8s.io/v1/selfsubjectaccessreviews", {
    apiVersion: "authorization.k8s.io/v1",
    kind: "SelfSubjectAccessReview",
    spec: { resourceAttributes: { namespace: "{ns}", verb: "delete", group: "apps", resource: "deployments" } },
  }),
  api(
    "POST",
    "/apis/authorization.k8s.io/v1/selfsubjectaccessreviews",
    {
      apiVersion: "authorization.k8s.io/v1",
      kind: "SelfSubjectAccessReview",
      spec: { resourceAttributes: { namespace: "{ns}", verb: "delete", group: "apps", resource: "deployments" } },
    },
    { as: "viewer" },
  ),
  api("PUT", "/api/v1/namespaces/{ns}/configmaps", configMap("x")),
  api("PATCH", "/version", {}),
  api("POST", "/api/v1/namespaces", { apiVersion: "v1", kind: "Namespace", metadata: { name: "Upper" } }),
  api("DELETE", "/api/v1/namespaces/default"),
  api("DELETE", "/api/v1/namespaces/none-such"),
  api("POST", `${CORE}/pods/full/eviction`, {
    apiVersion: "policy/v1beta1",
    kind: "Eviction",
    metadata: { name: "full" },
  }),
  get(`${CORE}/pods/full/exec?command=ls`),
  get(`${CORE}/pods/full/portforward`),
];

const WATCHES: readonly Call[] = [
  watch(`${CORE}/configmaps?watch=1&labelSelector=watched=yes`, 3, [
    api("POST", `${CORE}/configmaps`, configMap("w1", {}, { watched: "yes" })),
    patch(MERGE, `${CORE}/configmaps/w1`, { data: { x: "1" } }),
    api("DELETE", `${CORE}/configmaps/w1`),
  ]),
  watch(`${CORE}/configmaps?watch=1&labelSelector=watched=yes`, 3, [
    api("POST", `${CORE}/configmaps`, configMap("w2", {}, { watched: "yes" })),
    patch(MERGE, `${CORE}/configmaps/w2`, { metadata: { labels: { watched: "no" } } }),
    patch(MERGE, `${CORE}/configmaps/w2`, { metadata: { labels: { watched: "yes" } } }),
  ]),
  watch(`${CORE}/configmaps?watch=1&labelSelector=watched=yes`, 1),
  watch(`${CORE}/configmaps?watch=1&labelSelector=watched=yes`, 1, [], TABLE),
  watch(`${CORE}/configmaps?watch=1&fieldSelector=metadata.name=w2`, 1, [], PARTIAL),
  watch(`${CORE}/configmaps?watch=1&resourceVersion=nonsense`, 1),
  watch(`${CORE}/configmaps?watch=1&timeoutSeconds=1&labelSelector=watched=never`, undefined),
  watch(`${SELDON}?watch=1&fieldSelector=metadata.name=w3`, 3, [
    api("POST", SELDON, seldonDeployment("w3")),
    patch(MERGE, `${SELDON}/w3/status`, { status: { state: "Creating" } }),
    api("DELETE", `${SELDON}/w3`),
  ]),
];

/** The topics in their order; later ones use what earlier ones left. */
export const API_SCRIPT: readonly (readonly [topic: string, calls: readonly Call[]])[] = [
  ["discovery", DISCOVERY],
  ["objects", OBJECTS],
  ["lists", LISTS],
  ["updates", UPDATES],
  ["watches", WATCHES],
  ["refusals", REFUSALS],
  ["deletes", DELETES],
];
