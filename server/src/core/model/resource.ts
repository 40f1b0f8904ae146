// Tells what the documents of a file are: Kubernetes resources, lists of them, or fragments of a SeldonDeployment.
import { PREDICTION_TEST_API_VERSION, PREDICTION_TEST_KIND } from "../../../../schemas/src/index.ts";
import type { Cursor, YamlDocument } from "../yaml/index.ts";
import { rememberLast } from "../remember-last.ts";
import { nearest } from "./nearest.ts";
import { sameSpelling } from "./spelling.ts";
import { isTemplated } from "./template.ts";

export const SELDON_GROUP = "machinelearning.seldon.io";
export const SELDON_KIND = "SeldonDeployment";

/** The versions that the CRD serves, the stored one first; their schemas are the same (seldon-facts §1.1 [run]). */
export const SERVED_VERSIONS = ["v1", "v1alpha2", "v1alpha3"] as const;

/** How the `apiVersion` of our own kind begins; a document that has it need not say its kind to be known. */
const PREDICTION_GROUP = PREDICTION_TEST_API_VERSION.replace(/\/.*/, "/");

/** One Kubernetes object, or one of our own kind, standing alone in its document or as an item of a List. */
export interface Resource {
  readonly kind: string;
  readonly apiVersion: string | undefined;
  readonly at: Cursor;
  /** False for a document without `kind` that is taken as a SeldonDeployment by its shape (S40), or as a request by its version. */
  readonly isComplete: boolean;
}

/** The resources of a document; none where it is not Kubernetes YAML. */
export const resourcesOf: (document: YamlDocument) => readonly Resource[] = rememberLast(document =>
  classify(document.cursor()),
);

function classify(root: Cursor): readonly Resource[] {
  const kind = root.key("kind").string();
  const apiVersion = root.key("apiVersion").string();
  if (kind?.endsWith("List") && root.key("items").sequence) return root.key("items").items().flatMap(classifyItem);
  if (kind !== undefined) return [{ kind, apiVersion, at: root, isComplete: true }];
  if (apiVersion?.startsWith(PREDICTION_GROUP))
    return [{ kind: PREDICTION_TEST_KIND, apiVersion, at: root, isComplete: false }];
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

/** True for Seldon Core v1's kind in a version that the API server knows, and where the version is missing or made by a template. */
export function isSeldonDeployment({ kind, apiVersion }: Resource): boolean {
  if (kind !== SELDON_KIND) return false;
  return apiVersion === undefined || isTemplated(apiVersion) || isServed(apiVersion);
}

/**
 * True for what was meant as a SeldonDeployment and is of a kind or version that no cluster has (F64). Neither webhook nor CRD
 * ever sees it, so nothing that they would say of it holds.
 */
export function isUnservedSeldonDeployment(resource: Resource): boolean {
  const { kind, apiVersion, at } = resource;
  if (isSeldonDeployment(resource) || isTemplated(kind)) return false;
  if (kind === SELDON_KIND && groupOf(apiVersion) === SELDON_GROUP) return true;
  if (!looksLikeSeldonDeployment(at)) return false;
  return isNearKind(kind) ? isNearApiVersion(apiVersion) : groupOf(apiVersion) === SELDON_GROUP;
}

/** True for the kind itself and for slips of the pen. */
export function isNearKind(kind: string): boolean {
  return sameSpelling(kind, [SELDON_KIND]) !== undefined || nearest(kind, [SELDON_KIND]) !== undefined;
}

export function isServed(apiVersion: string): boolean {
  return SERVED_VERSIONS.some(version => apiVersion === `${SELDON_GROUP}/${version}`);
}

/** Groups that texts on Seldon's and KServe's other products use, which get mixed up with this one (F72). */
const MIXED_UP_GROUP = /(^|\.)(seldon\.io|kserve\.io|kubeflow\.org)$/i;

function isNearApiVersion(apiVersion: string | undefined): boolean {
  const group = groupOf(apiVersion);
  if (apiVersion === undefined || group === undefined || isTemplated(apiVersion)) return apiVersion === undefined;
  return !apiVersion.includes("/") || MIXED_UP_GROUP.test(group) || nearest(group, [SELDON_GROUP]) !== undefined;
}

function groupOf(apiVersion: string | undefined): string | undefined {
  return apiVersion?.split("/")[0];
}

/** True for a Secret that holds rclone's environment: what Seldon's initializer reads, though other programs may read it as well. */
export function isRcloneSecret(resource: Resource): boolean {
  if (resource.kind !== "Secret") return false;
  return ["data", "stringData"].some(field =>
    resource.at
      .key(field)
      .entries()
      .some(entry => entry.name.toUpperCase().startsWith("RCLONE_CONFIG_")),
  );
}
