// What the server does to an object of its own accord before it is stored: status kept apart, generation counted, fields filled in.
import type { KubeObject } from "../../kubernetes/objects.ts";
import { isEqual, objectAt, type JsonObject } from "../../support/json.ts";
import { newUid } from "../names.ts";
import { hasStatus, type Resource } from "../resource.ts";
import { withJobSelector } from "../validation/apply-defaults.ts";
import { preparedService } from "./services.ts";

/** Kinds whose generation counts changes of the spec. */
const COUNTED: ReadonlySet<string> = new Set([
  ...["daemonsets.apps", "deployments.apps", "replicasets.apps", "statefulsets.apps", "replicationcontrollers."],
  ...["jobs.batch", "cronjobs.batch", "poddisruptionbudgets.policy"],
  ...[
    "ingresses.networking.k8s.io",
    "networkpolicies.networking.k8s.io",
    "customresourcedefinitions.apiextensions.k8s.io",
  ],
  ...["validatingwebhookconfigurations.admissionregistration.k8s.io"],
  ...["mutatingwebhookconfigurations.admissionregistration.k8s.io"],
]);

/** Built-in kinds that may bring a status of their own when they are created. */
const BRINGS_STATUS: ReadonlySet<string> = new Set(["nodes.", "persistentvolumes."]);

/** Kinds whose empty status is more than nothing; their defaults say what. */
const KEEPS_DEFAULTS: ReadonlySet<string> = new Set([
  "horizontalpodautoscalers.autoscaling",
  "ingresses.networking.k8s.io",
]);

/** Makes a decoded object ready to be stored for the first time. */
export function preparedCreate(resource: Resource, object: KubeObject, now: string): KubeObject {
  const metadata = { ...object.metadata, uid: newUid(), creationTimestamp: now };
  for (const field of ["resourceVersion", "deletionTimestamp", "deletionGracePeriodSeconds", "selfLink"]) {
    Reflect.deleteProperty(metadata, field);
  }
  Reflect.deleteProperty(metadata, "generation");
  if (resource.custom || COUNTED.has(resource.storageKey)) metadata.generation = 1;
  const prepared: KubeObject = { ...object, metadata };
  if (hasStatus(resource) && !BRINGS_STATUS.has(resource.storageKey)) dropStatus(resource, prepared);
  return filledIn(resource, prepared, undefined);
}

/** Custom resources then have no status at all; Go's types have an empty one, pods one that is filled in later. */
function dropStatus(resource: Resource, object: KubeObject): void {
  if (KEEPS_DEFAULTS.has(resource.storageKey)) return;
  if (resource.custom || resource.storageKey === "pods.") Reflect.deleteProperty(object, "status");
  else object["status"] = {};
}

/** Lays a whole new object over the live one: status stays as it is, server's fields too, and the generation is counted. */
export function preparedUpdate(resource: Resource, live: KubeObject, object: KubeObject): KubeObject {
  const next: KubeObject = { ...object, metadata: keptMetadata(live, object) };
  if (hasStatus(resource)) keepField(next, live, "status");
  const filled = filledIn(resource, next, live);
  if ((resource.custom || COUNTED.has(resource.storageKey)) && isCounted(resource, live, filled)) {
    filled.metadata.generation = (live.metadata.generation ?? 0) + 1;
  }
  return filled;
}

/** Lays a new status over the live object; the rest stays. Pods and nodes may also change labels and annotations this way. */
export function preparedStatusUpdate(resource: Resource, live: KubeObject, object: KubeObject): KubeObject {
  const takesMetadata = resource.storageKey === "pods." || resource.storageKey === "nodes.";
  const next: KubeObject = { ...live, metadata: takesMetadata ? keptMetadata(live, object) : live.metadata };
  const { managedFields } = object.metadata;
  if (managedFields && !takesMetadata) next.metadata = { ...live.metadata, managedFields };
  keepField(next, object, "status");
  return resource.storageKey === "pods." ? withAddresses(next) : next;
}

/** The one address of a pod stands in its list of addresses, too. */
function withAddresses(pod: KubeObject): KubeObject {
  const status = objectAt(pod, "status");
  const { podIP } = status;
  if (typeof podIP !== "string" || podIP === "" || status["podIPs"] !== undefined) return pod;
  return { ...pod, status: { ...status, podIPs: [{ ip: podIP }] } };
}

function keepField(target: KubeObject, source: KubeObject, field: string): void {
  if (source[field] === undefined) Reflect.deleteProperty(target, field);
  else target[field] = source[field];
}

function keptMetadata(live: KubeObject, object: KubeObject): KubeObject["metadata"] {
  const metadata: JsonObject & KubeObject["metadata"] = { ...object.metadata };
  for (const field of [
    ...["uid", "creationTimestamp", "generation", "deletionTimestamp", "deletionGracePeriodSeconds", "resourceVersion"],
    ...["name", "namespace", "generateName"],
  ]) {
    const value = objectAt(live, "metadata")[field];
    if (value === undefined) Reflect.deleteProperty(metadata, field);
    else metadata[field] = value;
  }
  return metadata;
}

function isCounted(resource: Resource, live: KubeObject, next: KubeObject): boolean {
  if (!resource.custom) return !isEqual(live["spec"] ?? live["webhooks"], next["spec"] ?? next["webhooks"]);
  return !isEqual(contentOf(resource, live), contentOf(resource, next));
}

function contentOf(resource: Resource, object: KubeObject): JsonObject {
  const { apiVersion: _version, kind: _kind, metadata: _metadata, ...content } = object;
  if (hasStatus(resource)) Reflect.deleteProperty(content, "status");
  return content;
}

/** Fields that the server fills in for some kinds. */
function filledIn(resource: Resource, object: KubeObject, live: KubeObject | undefined): KubeObject {
  switch (resource.storageKey) {
    case "services.":
      return preparedService(object, live);
    case "pods.":
      return live ? object : preparedPod(object);
    case "namespaces.":
      return preparedNamespace(object, live);
    case "jobs.batch":
      return live ? object : withJobSelector(object);
    case "persistentvolumeclaims.":
      return live ? object : { ...object, status: { phase: "Pending" } };
    default:
      return object;
  }
}

/** The admission plugin ServiceAccount: every pod runs as one. */
function preparedPod(pod: KubeObject): KubeObject {
  const spec = { ...objectAt(pod, "spec") };
  spec["serviceAccountName"] ??= spec["serviceAccount"] ?? "default";
  spec["serviceAccount"] = spec["serviceAccountName"];
  return { ...pod, spec };
}

function preparedNamespace(namespace: KubeObject, live: KubeObject | undefined): KubeObject {
  const { name } = namespace.metadata;
  const labels = { ...namespace.metadata.labels, "kubernetes.io/metadata.name": name };
  const spec = live ? { ...objectAt(namespace, "spec"), ...objectAt(live, "spec") } : { finalizers: ["kubernetes"] };
  const status = live ? {} : { status: { phase: "Active" } };
  return { ...namespace, metadata: { ...namespace.metadata, labels }, spec, ...status };
}
