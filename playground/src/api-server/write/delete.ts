// DELETE of an object, or of all that a selector finds.
import type { KubeObject } from "../../kubernetes/objects.ts";
import { callWebhooks } from "../admission-webhooks.ts";
import type { Asked } from "../cluster-state.ts";
import { listAt, textAt, textsAt, valueAt } from "../../support/json.ts";
import { timeText } from "../names.ts";
import { conflict, forbidden, invalid, notFound } from "../refusals.ts";
import { apiVersionOf, presented, type Resource } from "../resource.ts";
import type { StoredObject } from "../storage.ts";
import { readDryRun } from "../write-options.ts";
import type { Written } from "./create.ts";

/** What a delete asks for, from its body and its query. */
interface DeleteOptions {
  readonly isDryRun: boolean;
  readonly gracePeriodSeconds: number | undefined;
  readonly propagationPolicy: string;
  readonly uid: string;
  readonly resourceVersion: string;
}

const POLICIES = ["Foreground", "Background", "Orphan"];
const DEFAULT_GRACE_SECONDS = 30;
const JOB_WARNING =
  "child pods are preserved by default when jobs are deleted; set propagationPolicy=Background to remove them or set propagationPolicy=Orphan to suppress this warning";

/** Deletes one object. Answers with the object where it stays for a while, else with a Status. */
export async function remove(asked: Asked, body: unknown): Promise<Written> {
  const { cluster, resource, target } = asked;
  const live = cluster.storage.collection(resource.storageKey).get(target.namespace, target.name);
  if (!live) throw notFound(resource, target.name);
  const options = readOptions(asked, body);
  const { uid, resourceVersion } = live.object.metadata;
  const refuse = (what: string, wanted: string, found: string, hint: string): never => {
    const why = `the ${what} in the precondition (${wanted}) does not match the ${what} in record (${found}). The object might have been ${hint}`;
    throw conflict({ group: resource.group, plural: resource.kind }, target.name, why);
  };
  if (options.uid !== "" && options.uid !== uid) refuse("UID", options.uid, uid ?? "", "deleted and then recreated");
  if (options.resourceVersion !== "" && options.resourceVersion !== resourceVersion) {
    refuse("ResourceVersion", options.resourceVersion, resourceVersion ?? "", "modified");
  }
  refuseNamespace(asked);
  const old = presented(resource, live.object);
  await callWebhooks(asked, { operation: "DELETE", oldObject: old, isDryRun: options.isDryRun });
  const isLegacyJob = resource.storageKey === "jobs.batch" && options.propagationPolicy === "";
  const left = options.isDryRun ? undefined : deleteStored(asked, live, options);
  return {
    code: 200,
    object: left ? presented(resource, left) : gone(asked, live, options),
    warnings: isLegacyJob ? [JOB_WARNING] : [],
  };
}

/** Namespaces that every cluster needs (the admission plugin NamespaceLifecycle). */
const IMMORTAL: ReadonlySet<string> = new Set(["default", "kube-public", "kube-system"]);

function refuseNamespace({ resource, target }: Asked): void {
  if (resource.storageKey !== "namespaces." || !IMMORTAL.has(target.name)) return;
  throw forbidden(resource, target.name, "this namespace may not be deleted");
}

/** Deletes what is handed in, one after another; answers with the list of them. */
export async function removeAll(asked: Asked, found: readonly StoredObject[], body: unknown): Promise<Written> {
  const { resource, cluster } = asked;
  const options = readOptions(asked, body);
  for (const entry of found) {
    await callWebhooks(asked, {
      operation: "DELETE",
      oldObject: presented(resource, entry.object),
      isDryRun: options.isDryRun,
    });
    if (!options.isDryRun) deleteStored(asked, entry, options);
  }
  const items = found.map(entry => itemOf(resource, presented(resource, entry.object)));
  const metadata = { resourceVersion: String(cluster.storage.revision()) };
  return {
    code: 200,
    object: { kind: resource.listKind, apiVersion: apiVersionOf(resource), metadata, items },
    warnings: [],
  };
}

/** An object as an item of a list, which says for built-in kinds what they are. */
function itemOf(resource: Resource, object: KubeObject): object {
  if (resource.custom) return object;
  const { kind: _kind, apiVersion: _version, ...item } = object;
  return item;
}

/** Removes an object, or marks it where its pods' grace or a finalizer holds it. The marked object, if it stays. */
function deleteStored(asked: Asked, entry: StoredObject, options: DeleteOptions): KubeObject | undefined {
  const { cluster, resource } = asked;
  const collection = cluster.storage.collection(resource.storageKey);
  const { name, namespace = "" } = entry.object.metadata;
  const live = collection.get(namespace, name) ?? entry;
  const grace = graceOf(asked, live.object, options.gracePeriodSeconds);
  const finalizers = finalizersAfter(asked, live.object, options.propagationPolicy);
  const isHeld = finalizers.length > 0 || listAt(live.object, "spec", "finalizers").length > 0;
  if (!isHeld && grace === 0) {
    collection.remove(namespace, name);
    return undefined;
  }
  const marked = markDeleted(live.object, finalizers, grace, cluster.now());
  if (resource.storageKey === "namespaces.") marked["status"] = { phase: "Terminating" };
  return collection.put(marked).object;
}

function markDeleted(object: KubeObject, finalizers: readonly string[], grace: number, now: number): KubeObject {
  const { finalizers: _old, ...metadata } = object.metadata;
  const before = metadata.deletionGracePeriodSeconds;
  const isSooner = before === undefined || grace < before;
  return {
    ...object,
    metadata: {
      ...metadata,
      ...(finalizers.length === 0 ? {} : { finalizers: [...finalizers] }),
      ...(isSooner || metadata.deletionTimestamp === undefined
        ? { deletionTimestamp: timeText(now + grace * 1000), deletionGracePeriodSeconds: grace }
        : {}),
      ...(metadata.generation === undefined || metadata.deletionTimestamp !== undefined
        ? {}
        : { generation: metadata.generation + 1 }),
    },
  };
}

/** Pods that run somewhere are given time; the kubelet ends them with a second delete of grace 0. */
function graceOf({ resource }: Asked, object: KubeObject, asked: number | undefined): number {
  if (resource.storageKey !== "pods.") return 0;
  if (textAt(object, "spec", "nodeName") === "") return 0;
  if (["Succeeded", "Failed"].includes(textAt(object, "status", "phase"))) return 0;
  const own = valueAt(object, "spec", "terminationGracePeriodSeconds");
  return asked ?? (typeof own === "number" ? own : DEFAULT_GRACE_SECONDS);
}

/** Foreground and Orphan leave word for the garbage collector as finalizers. */
function finalizersAfter({ resource }: Asked, object: KubeObject, policy: string): string[] {
  const kept = textsAt(object, "metadata", "finalizers");
  const others = kept.filter(name => name !== "foregroundDeletion" && name !== "orphan");
  const chosen = policy === "" && resource.storageKey === "jobs.batch" ? "Orphan" : policy;
  if (chosen === "Foreground") return [...others, "foregroundDeletion"];
  if (chosen === "Orphan") return [...others, "orphan"];
  return chosen === "Background" ? others : kept;
}

function readOptions({ query }: Asked, body: unknown): DeleteOptions {
  const grace =
    valueAt(body, "gracePeriodSeconds") ??
    (query.has("gracePeriodSeconds") ? Number(query.get("gracePeriodSeconds")) : undefined);
  const isOrphan = valueAt(body, "orphanDependents");
  const legacy = isOrphan === true ? "Orphan" : isOrphan === false ? "Background" : "";
  return {
    isDryRun: readDryRun([...query.getAll("dryRun"), ...textsAt(body, "dryRun")], "DeleteOptions"),
    gracePeriodSeconds: typeof grace === "number" && Number.isFinite(grace) ? Math.max(0, grace) : undefined,
    propagationPolicy: checkedPolicy(
      textAt(body, "propagationPolicy") || (query.get("propagationPolicy") ?? "") || legacy,
    ),
    uid: textAt(body, "preconditions", "uid"),
    resourceVersion: textAt(body, "preconditions", "resourceVersion"),
  };
}

function checkedPolicy(policy: string): string {
  if (["", ...POLICIES].includes(policy)) return policy;
  const supported = [...POLICIES, "nil"].map(name => JSON.stringify(name)).join(", ");
  const detail = `Unsupported value: ${JSON.stringify(policy)}: supported values: ${supported}`;
  throw invalid("DeleteOptions", "meta.k8s.io", "", [
    { type: "FieldValueNotSupported", field: "propagationPolicy", detail },
  ]);
}

/** Kinds of which a delete gives the object back even where it is gone at once. */
const RETURNED: ReadonlySet<string> = new Set([
  ...["persistentvolumeclaims.", "persistentvolumes.", "pods.", "podtemplates.", "resourcequotas.", "serviceaccounts."],
]);

function gone(asked: Asked, live: StoredObject, options: DeleteOptions): object {
  const { resource, cluster } = asked;
  if (!RETURNED.has(resource.storageKey)) return success(asked, live);
  const object = presented(resource, live.object);
  if (resource.storageKey !== "pods.") return object;
  const grace = graceOf(asked, object, options.gracePeriodSeconds);
  return markDeleted(object, textsAt(object, "metadata", "finalizers"), grace, cluster.now());
}

function success({ resource }: Asked, { object }: StoredObject): object {
  const { name, uid } = object.metadata;
  return {
    kind: "Status",
    apiVersion: "v1",
    metadata: {},
    status: "Success",
    details: { name, ...(resource.group === "" ? {} : { group: resource.group }), kind: resource.plural, uid },
  };
}
