// The admission plugins of the real server that matter here: NamespaceLifecycle, ServiceAccount, ResourceQuota.
import type { KubeObject } from "../../kubernetes/objects.ts";
import type { Asked } from "../cluster-state.ts";
import { listAt, objectAt, textAt } from "../../support/json.ts";
import { forbidden, notFound, refusal } from "../refusals.ts";
import { formatQuantity, NANO, parseQuantity } from "../../kubernetes/quantity.ts";

const NAMESPACES = { group: "", plural: "namespaces" };

/** Refuses content for a namespace that is missing or on its way out. */
export function checkNamespace({ cluster, resource }: Asked, object: KubeObject): void {
  if (!resource.isNamespaced) return;
  const namespace = object.metadata.namespace ?? "";
  const found = cluster.storage.collection("namespaces.").get("", namespace)?.object;
  if (!found) throw notFound(NAMESPACES, namespace);
  if (textAt(found, "status", "phase") !== "Terminating") return;
  const why = `unable to create new content in namespace ${namespace} because it is being terminated`;
  const error = forbidden(resource, object.metadata.name, why);
  const cause = {
    reason: "NamespaceTerminating",
    message: `namespace ${namespace} is being terminated`,
    field: "metadata.namespace",
  };
  throw refusal(403, "Forbidden", error.message, { ...error.status.details, causes: [cause] });
}

/** Refuses a pod whose service account is missing. `default` comes with every namespace, so it is not asked for. */
export function checkServiceAccount({ cluster, resource }: Asked, pod: KubeObject): void {
  if (resource.storageKey !== "pods.") return;
  const name = textAt(pod, "spec", "serviceAccountName") || "default";
  const namespace = pod.metadata.namespace ?? "";
  if (name === "default" || cluster.storage.collection("serviceaccounts.").get(namespace, name)) return;
  const why = `error looking up service account ${namespace}/${name}: serviceaccount "${name}" not found`;
  throw forbidden(resource, pod.metadata.name, why);
}

/** Refuses a pod that a ResourceQuota of its namespace has no room for. */
export function checkQuota({ cluster, resource }: Asked, pod: KubeObject): void {
  if (resource.storageKey !== "pods.") return;
  const namespace = pod.metadata.namespace ?? "";
  for (const { object: quota } of cluster.storage.collection("resourcequotas.").list(namespace)) {
    const hard = objectAt(quota, "spec", "hard");
    const others = cluster.storage.collection("pods.").list(namespace);
    const living = others.map(entry => entry.object).filter(isCounted);
    refuseMissing(resource, pod, quota, hard);
    refuseExceeded(resource, pod, quota, hard, living);
  }
}

function isCounted(pod: KubeObject): boolean {
  return !["Succeeded", "Failed"].includes(textAt(pod, "status", "phase"));
}

function refuseMissing(resource: Asked["resource"], pod: KubeObject, quota: KubeObject, hard: object): void {
  const missing = Object.keys(hard)
    .filter(name => placeOf(name) !== undefined && name !== "pods")
    .filter(name => listAt(pod, "spec", "containers").some(container => amountText(container, name) === ""))
    .sort();
  if (missing.length === 0) return;
  const who = missing.map(name => `${name} for: ${containersWithout(pod, name)}`).join("; ");
  throw forbidden(resource, pod.metadata.name, `failed quota: ${quota.metadata.name}: must specify ${who}`);
}

function containersWithout(pod: KubeObject, name: string): string {
  return listAt(pod, "spec", "containers")
    .filter(container => amountText(container, name) === "")
    .map(container => textAt(container, "name"))
    .join(",");
}

function refuseExceeded(
  resource: Asked["resource"],
  pod: KubeObject,
  quota: KubeObject,
  hard: Readonly<Record<string, unknown>>,
  living: readonly KubeObject[],
): void {
  const exceeded = Object.keys(hard)
    .filter(name => name === "pods" || placeOf(name) !== undefined)
    .map(name => ({
      name,
      requested: usage(pod, name),
      used: living.reduce((sum, other) => sum + usage(other, name), 0n),
      limit: parseQuantity(hard[name]) ?? { nanos: 0n, isBinary: false },
    }))
    .filter(({ requested, used, limit }) => used + requested > limit.nanos)
    .sort((a, b) => (a.name < b.name ? -1 : 1));
  if (exceeded.length === 0) return;
  const list = (pick: (entry: (typeof exceeded)[number]) => string): string =>
    exceeded.map(entry => `${entry.name}=${pick(entry)}`).join(",");
  const requested = list(entry => formatQuantity({ ...entry.limit, nanos: entry.requested }));
  const used = list(entry => formatQuantity({ ...entry.limit, nanos: entry.used }));
  const limited = list(entry => formatQuantity(entry.limit));
  throw forbidden(
    resource,
    pod.metadata.name,
    `exceeded quota: ${quota.metadata.name}, requested: ${requested}, used: ${used}, limited: ${limited}`,
  );
}

/** `requests.cpu`, `limits.memory`, and `cpu` and `memory`, which mean requests. */
function placeOf(name: string): readonly [string, string] | undefined {
  const parts = /^(?:(requests|limits)\.)?(cpu|memory)$/.exec(name);
  return parts ? [parts[1] ?? "requests", parts[2] ?? ""] : undefined;
}

function amountText(container: unknown, name: string): string {
  const place = placeOf(name);
  if (!place) return "";
  const own = textAt(container, "resources", ...place);
  // Limits stand in for requests that are left out.
  return own === "" && place[0] === "requests" ? textAt(container, "resources", "limits", place[1]) : own;
}

/** In billionths: the sum over the containers, or the largest init container. */
function usage(pod: KubeObject, name: string): bigint {
  if (name === "pods") return NANO;
  const amounts = (field: string): bigint[] =>
    listAt(pod, "spec", field).map(container => parseQuantity(amountText(container, name))?.nanos ?? 0n);
  const containers = amounts("containers").reduce((total, amount) => total + amount, 0n);
  return amounts("initContainers").reduce((most, amount) => (amount > most ? amount : most), containers);
}
