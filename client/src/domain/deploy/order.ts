// What of a folder or a file with several documents is applied, in which order, and to which namespace.
import * as l10n from "@vscode/l10n";
import { DEPLOY_KINDS, groupOf, orderOf, type DeployKind } from "./kinds.ts";
import { isMap, type PlainMap } from "./plain.ts";

/** An object as the server reads it from a manifest (protocol `seldon/objects`). */
export interface DeployObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly name: string | null;
  /** As written; null where the manifest leaves it to whoever applies it. */
  readonly namespace: string | null;
  readonly value?: unknown;
}

export interface DeployStep<T extends DeployObject> {
  readonly object: T;
  readonly kind: DeployKind;
  readonly name: string;
  /** Where it goes; undefined for kinds that live in no namespace. */
  readonly namespace: string | undefined;
}

export interface RefusedObject<T extends DeployObject> {
  readonly object: T;
  /** A sentence that says why it is left out. */
  readonly why: string;
}

/** Manifests that name another namespace than the one chosen; kubectl refuses them, we ask. */
export interface NamespaceQuestion<T extends DeployObject> {
  readonly written: string;
  readonly chosen: string;
  readonly objects: readonly T[];
  readonly words: string;
}

export interface DeployPlan<T extends DeployObject> {
  readonly steps: readonly DeployStep<T>[];
  readonly refused: readonly RefusedObject<T>[];
  /** To be answered before anything is sent; the steps go to the written namespace until then. */
  readonly questions: readonly NamespaceQuestion<T>[];
}

/** Whether a namespace in the manifest counts, or the chosen one does for all. */
export type NamespaceAnswer = "written" | "chosen";

/** @param chosen the namespace of the target @param answer undefined: not asked yet */
export function planDeploy<T extends DeployObject>(
  objects: readonly T[],
  chosen: string,
  answer?: NamespaceAnswer,
): DeployPlan<T> {
  const steps: DeployStep<T>[] = [];
  const refused: RefusedObject<T>[] = [];
  for (const object of objects) {
    const step = stepOf(object, chosen, answer);
    const why = typeof step === "string" ? step : twice(step, steps);
    if (typeof step !== "string" && why === undefined) steps.push(step);
    else refused.push({ object, why: why ?? "" });
  }
  steps.sort((a, b) => DEPLOY_KINDS.indexOf(a.kind) - DEPLOY_KINDS.indexOf(b.kind));
  return { steps, refused, questions: answer === undefined ? questionsOf(steps, chosen) : [] };
}

function stepOf<T extends DeployObject>(
  object: T,
  chosen: string,
  answer: NamespaceAnswer | undefined,
): DeployStep<T> | string {
  const { apiVersion, kind: kindName, name } = object;
  if (kindName === "") return l10n.t("It has no kind, so no API server knows what it is.");
  const kind = DEPLOY_KINDS[orderOf(apiVersion, kindName)];
  if (!kind) return unknownKind(apiVersion, kindName);
  if (object.value === null) return l10n.t`The ${kindName} cannot be read: mend its syntax first.`;
  if (name === null || name === "")
    return l10n.t`The ${kindName} has no metadata.name, so it cannot be applied again or found later.`;
  const written = answer === "chosen" ? null : object.namespace;
  return { object, kind, name, namespace: kind.isNamespaced ? (written ?? chosen) : undefined };
}

/** What belongs to the whole cluster or to other tools is said by name; anything else is simply not ours to apply. */
function unknownKind(apiVersion: string, kind: string): string {
  const group = groupOf(apiVersion);
  if (/^Cluster|^CustomResourceDefinition$|WebhookConfiguration$|^(?:PersistentVolume|StorageClass|Node)$/.test(kind)) {
    return l10n.t`${kind} holds for the whole cluster. Whoever runs the cluster applies it, with kubectl apply.`;
  }
  if (kind === "Kustomization") return l10n.t("A Kustomization is built first: kubectl apply -k FOLDER.");
  if (kind === "SeldonDeployment")
    return l10n.t`SeldonDeployment belongs to machinelearning.seldon.io, not to ${group || "v1"}.`;
  return l10n.t`${kind} (${apiVersion || l10n.t("no apiVersion")}) is not among the kinds that a deploy applies. Use kubectl apply for it.`;
}

function twice<T extends DeployObject>(step: DeployStep<T>, before: readonly DeployStep<T>[]): string | undefined {
  const isThere = before.some(
    ({ kind, name, namespace }) => kind === step.kind && name === step.name && namespace === step.namespace,
  );
  return isThere
    ? l10n.t`${step.kind.kind} ${step.name} stands here twice: the second would overwrite the first. Only the first is applied.`
    : undefined;
}

function questionsOf<T extends DeployObject>(steps: readonly DeployStep<T>[], chosen: string): NamespaceQuestion<T>[] {
  const others = steps.filter(({ namespace }) => namespace !== undefined && namespace !== chosen);
  const byNamespace = new Map<string, T[]>();
  for (const { namespace = "", object } of others) {
    byNamespace.set(namespace, [...(byNamespace.get(namespace) ?? []), object]);
  }
  return [...byNamespace].map(([written, objects]) => {
    const names = objects.map(({ kind, name }) => `${kind} ${name ?? ""}`).join(", ");
    return {
      ...{ written, chosen, objects },
      words: l10n.t`${names}: the manifest says namespace ${written}, the target is ${chosen}.`,
    };
  });
}

/** What of an object is the API server's to write, and would be refused or ignored in an apply. */
const SERVER_METADATA: ReadonlySet<string> = new Set([
  ...["managedFields", "uid", "resourceVersion", "generation", "creationTimestamp", "selfLink"],
  ...["deletionTimestamp", "deletionGracePeriodSeconds"],
]);

/**
 * The object as it is sent. Without nulls: kubectl's create drops them on the server, but in a server-side apply
 * Kubernetes 1.20 refuses them ("spec.protocol in body must be of type string: "null"", measured).
 * @param namespace undefined for kinds that live in none
 */
export function objectToApply(value: PlainMap, namespace: string | undefined): PlainMap {
  const { status: _status, metadata, ...rest } = value;
  const kept = Object.entries(isMap(metadata) ? metadata : {}).filter(([key]) => !SERVER_METADATA.has(key));
  const { namespace: _written, ...own } = Object.fromEntries(kept);
  const whole = { ...rest, metadata: { ...own, ...(namespace !== undefined && { namespace }) } };
  return withoutNulls(whole);
}

export function withoutNulls(value: PlainMap): PlainMap {
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, item]) => item !== null && item !== undefined)
      .map(([key, item]) => [key, clean(item)]),
  );
}

function clean(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(clean);
  return isMap(value) ? withoutNulls(value) : value;
}
