// Every place at which a resource names another Kubernetes object: Secrets, ConfigMaps, service accounts, claims, deployments.
import type { Cursor, Path, YamlNode } from "../yaml/index.ts";
import { parseModelUri } from "./model-uri.ts";
import type { Resource } from "./resource.ts";
import { PVC_SOURCE } from "./seldon-facts.ts";
import { isTemplated } from "./template.ts";

/** The kinds that are referred to by name. */
export type ReferredKind = "Secret" | "ConfigMap" | "ServiceAccount" | "PersistentVolumeClaim" | "SeldonDeployment";

/** A name of another object of the same namespace. */
export interface ObjectReference {
  readonly kind: ReferredKind;
  readonly name: string;
  /** The scalar that holds the name, or in which it stands. */
  readonly at: Cursor;
  /** Where the scalar says more than the name, as `pvc://claim/path` does: all of it for another name. */
  readonly textFor?: (name: string) => string;
  /** True where pods start without the object, too. */
  readonly isOptional: boolean;
}

/** References of a resource in text order; names that a template makes and empty ones are left out. */
export function objectReferences({ at }: Resource): readonly ObjectReference[] {
  return namingPaths(at.node, []).flatMap(path => {
    const place = at.at(...path);
    const text = place.string();
    if (text === undefined || text === "" || isTemplated(text)) return [];
    return (path.at(-1) === "modelUri" ? claimIn(text, place) : named(path, text, place)) ?? [];
  });
}

/** Paths of scalars that may name something. What an alias repeats is found where it is written: following aliases could take forever. */
function namingPaths(node: YamlNode | undefined, path: Path): readonly Path[] {
  if (node?.kind === "map") return node.entries.flatMap(({ key, value }) => namingPaths(value, [...path, key.text]));
  if (node?.kind === "sequence") return node.items.flatMap((item, index) => namingPaths(item, [...path, index]));
  const isScalar = node?.kind === "scalar" || (node?.kind === "alias" && node.target?.kind === "scalar");
  return isScalar && (path.at(-1) === "modelUri" || referredKind(path) !== undefined) ? [path] : [];
}

function claimIn(text: string, at: Cursor): ObjectReference | undefined {
  const uri = parseModelUri(text);
  if (uri.kind !== "claim" || uri.claim === "") return undefined;
  const rest = text.slice(PVC_SOURCE.scheme.length + uri.claim.length);
  const textFor = (name: string): string => `${PVC_SOURCE.scheme}${name}${rest}`;
  return { kind: "PersistentVolumeClaim", name: uri.claim, at, textFor, isOptional: false };
}

function named(path: Path, name: string, at: Cursor): ObjectReference | undefined {
  const kind = referredKind(path);
  return kind && { kind, name, at, isOptional: at.parent?.key("optional").boolean() === true };
}

/** Fields whose value is a name wherever they stand. */
const BY_FIELD: ReadonlyMap<unknown, ReferredKind> = new Map([
  ["envSecretRefName", "Secret"],
  ["secretName", "Secret"],
  ["certSecretName", "Secret"],
  ["serviceAccountName", "ServiceAccount"],
  ["claimName", "PersistentVolumeClaim"],
]);

/** Mappings whose `name` is one. */
const BY_OWNER: ReadonlyMap<unknown, ReferredKind> = new Map([
  ["secretKeyRef", "Secret"],
  ["secretRef", "Secret"],
  ["configMapKeyRef", "ConfigMap"],
  ["configMapRef", "ConfigMap"],
]);

/** Lists whose items have a `name` that is one. */
const BY_LIST: ReadonlyMap<unknown, ReferredKind> = new Map([
  ["imagePullSecrets", "Secret"],
  ["secrets", "Secret"],
]);

/** Volumes, and the sources of projected ones. */
const VOLUME_LISTS: readonly unknown[] = ["volumes", "sources"];

/** What the scalar at a path of a resource names; undefined where it names no other object. */
export function referredKind(path: Path): ReferredKind | undefined {
  const [list, index, owner, field] = [path.at(-4), path.at(-3), path.at(-2), path.at(-1)];
  if (typeof field !== "string") return undefined;
  const byField = BY_FIELD.get(field);
  if (byField) return byField;
  if (field === "deployment" && owner === "target" && index === "spec") return "SeldonDeployment";
  if (field !== "name") return undefined;
  if (typeof owner === "number") return BY_LIST.get(index);
  const isVolume = typeof index === "number" && VOLUME_LISTS.includes(list);
  if (isVolume && owner === "configMap") return "ConfigMap";
  if (isVolume && owner === "secret") return "Secret";
  return BY_OWNER.get(owner);
}
