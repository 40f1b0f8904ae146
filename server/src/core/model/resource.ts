// Tells what the documents of a file are: Kubernetes resources, lists of them, or fragments of a SeldonDeployment.
import type { Cursor, YamlDocument } from "../yaml/index.ts";

export const SELDON_GROUP = "machinelearning.seldon.io";

/** One Kubernetes object, standing alone in its document or as an item of a List. */
export interface Resource {
  readonly kind: string;
  readonly apiVersion: string | undefined;
  readonly at: Cursor;
  /** False for a document without `kind` that is taken as a SeldonDeployment by its shape (S40). */
  readonly isComplete: boolean;
}

/** The resources of a document; none where it is not Kubernetes YAML. */
export function resourcesOf(document: YamlDocument): readonly Resource[] {
  return known(document, () => classify(document.cursor()));
}

const cache = new WeakMap<YamlDocument, readonly Resource[]>();

function known(document: YamlDocument, compute: () => readonly Resource[]): readonly Resource[] {
  const cached = cache.get(document);
  if (cached) return cached;
  const computed = compute();
  cache.set(document, computed);
  return computed;
}

function classify(root: Cursor): readonly Resource[] {
  const kind = root.key("kind").string();
  const apiVersion = root.key("apiVersion").string();
  if (kind?.endsWith("List") && root.key("items").sequence) return root.key("items").items().flatMap(classifyItem);
  if (kind !== undefined) return [{ kind, apiVersion, at: root, isComplete: true }];
  return looksLikeSeldonDeployment(root) ? [{ kind: "SeldonDeployment", apiVersion, at: root, isComplete: false }] : [];
}

function classifyItem(item: Cursor): readonly Resource[] {
  const kind = item.key("kind").string();
  return kind === undefined ? [] : [{ kind, apiVersion: item.key("apiVersion").string(), at: item, isComplete: true }];
}

function looksLikeSeldonDeployment(root: Cursor): boolean {
  return root
    .at("spec", "predictors")
    .items()
    .some(predictor => predictor.key("graph").map !== undefined);
}

/** True for Seldon Core v1's kind, whatever its version, and where the group is missing or is written wrongly in Seldon's own way. */
export function isSeldonDeployment(resource: Resource): boolean {
  if (resource.kind !== "SeldonDeployment") return false;
  return resource.apiVersion === undefined || resource.apiVersion.split("/")[0] === SELDON_GROUP;
}

/** True for a Secret that holds rclone's environment, which is read by Seldon's initializer only. */
export function isRcloneSecret(resource: Resource): boolean {
  if (resource.kind !== "Secret") return false;
  return ["data", "stringData"].some(field =>
    resource.at
      .key(field)
      .entries()
      .some(entry => entry.name.toUpperCase().startsWith("RCLONE_CONFIG_")),
  );
}
