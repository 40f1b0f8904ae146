// A name of a Secret, ConfigMap, service account or claim that nothing in the workspace has, while something nearly so or elsewhere does (F09, S51).
import * as l10n from "@vscode/l10n";
import { defineRule, suggestion, type DeploymentContext } from "../../lint/rule.ts";
import { isTemplated, mayShareNamespace, nearest, objectReferences, type ObjectReference } from "../../model/index.ts";
import { setValue } from "../../yaml/index.ts";

export const objectNotFound = defineRule({
  id: "object-not-found",
  severity: "warning",
  title: "Require the names of Secrets, ConfigMaps, service accounts and claims to be right",
  why: 'A pod whose Secret or ConfigMap is not there waits in `CreateContainerConfigError`, the initializer first: `Error: secret "seldon-rclone-secret" not found`. With a claim that is not there it stays `Pending`, and without its service account no pod appears at all. All of them are looked for in the namespace of the deployment and nowhere else.',
  remedy:
    "Write the name as the object has it, and create the object in the namespace of the deployment. An object that no file of the workspace has may well be in the cluster: this is said only where a name is nearly that of another object, or where the object of that name is in another namespace.",
  failureModes: ["F09", "S51"],
  messages: {
    nearName: {
      text: 'No file has a {kind} "{name}", but {file} has "{near}". Unless one of that name is in the cluster, {symptom}. If it is a slip, write {near}.',
    },
    otherNamespace: {
      text: 'The {kind} "{name}" of {file} is in the namespace {theirs}, and this deployment is in {own}. Pods find objects of their own namespace only: unless there is one, too, {symptom}. Create it in {own}.',
    },
  },
  check(context) {
    const { resource, deployment } = context;
    for (const reference of objectReferences(resource)) {
      if (reference.kind === "SeldonDeployment" || reference.isOptional) continue;
      const others = known(context, reference).filter(({ name }) => !isTemplated(name));
      const sameName = others.filter(({ name }) => name === reference.name);
      if (sameName.some(({ namespace }) => mayShareNamespace(namespace, deployment.namespace))) continue;
      const [first] = sameName;
      if (first) reportNamespace(context, reference, first);
      else reportNear(context, reference, others);
    }
  },
});

type Context = DeploymentContext<"nearName" | "otherNamespace">;

interface Known {
  readonly name: string;
  readonly namespace: string | undefined;
  readonly file: string;
}

/** Objects of a kind with a name, here and in other files; all of the kind where none has the name. */
function known(context: Context, { kind, name }: ObjectReference): readonly Known[] {
  const here = knownHere(context, kind);
  const named = [...here.filter(other => other.name === name), ...elsewhere(context, kind, name)];
  return named.length > 0 ? named : [...here, ...elsewhere(context, kind, undefined)];
}

function elsewhere(context: Context, kind: string, name: string | undefined): readonly Known[] {
  return context
    .elsewhere({ kind, name })
    .map(({ name: found, namespace, file }) => ({ name: found, namespace, file }));
}

function knownHere({ siblings, fileName }: Context, kind: string): readonly Known[] {
  const kinds = kind === "Secret" ? [kind, "SealedSecret", "ExternalSecret"] : [kind];
  return kinds.flatMap(siblings).flatMap(({ resource: { at } }) => {
    const name = at.at("spec", "target", "name").string() ?? at.at("metadata", "name").string();
    const namespace = at.at("metadata", "namespace").string();
    return name === undefined ? [] : [{ name, namespace, file: fileName ?? l10n.t("this file") }];
  });
}

function reportNamespace({ deployment, report }: Context, reference: ObjectReference, found: Known): void {
  const { kind, name, at } = reference;
  const own = deployment.namespace ?? "";
  // A template decides, or kustomize and kubectl do, where the object goes.
  if (own === "" || isTemplated(own) || isTemplated(found.namespace ?? "")) return;
  const data = { kind: wordFor(kind), name, own, theirs: found.namespace ?? "", file: found.file };
  report({ at, message: "otherNamespace", data: { ...data, symptom: symptomOf(reference) } });
}

function reportNear(context: Context, reference: ObjectReference, others: readonly Known[]): void {
  const { kind, name, at, textFor } = reference;
  const fitting = others.filter(({ namespace }) => mayShareNamespace(namespace, context.deployment.namespace));
  const near = nearest(name, [...new Set(fitting.map(other => other.name))]);
  const found = fitting.find(other => other.name === near);
  if (near === undefined || !found || !isSlip(name, near)) return;
  context.report({
    at,
    message: "nearName",
    data: { kind: wordFor(kind), name, near, file: found.file, symptom: symptomOf(reference) },
    fixes: [suggestion(l10n.t`Change to ${near}`, setValue(context.document, at, textFor?.(near) ?? near))],
  });
}

/** Names that differ in their numbers alone are counted, not misspelt: `models-1` and `models-2`. */
function isSlip(name: string, near: string): boolean {
  return name.replaceAll(/\d+/g, "") !== near.replaceAll(/\d+/g, "");
}

function wordFor(kind: string): string {
  if (kind === "ServiceAccount") return l10n.t("service account");
  return kind === "PersistentVolumeClaim" ? "claim" : kind;
}

function symptomOf({ kind, name }: ObjectReference): string {
  if (kind === "ServiceAccount")
    return l10n.t`no pod appears: error looking up service account: serviceaccount "${name}" not found`;
  if (kind === "PersistentVolumeClaim") return l10n.t`the pod stays Pending: persistentvolumeclaim "${name}" not found`;
  return l10n.t`the pod waits in CreateContainerConfigError: ${kind.toLowerCase()} "${name}" not found`;
}
