// Files that are no Kubernetes objects, as resources that rules can name: told by the name of the file, or by what is in it.
import type { Cursor } from "../yaml/index.ts";
import type { Resource } from "../model/resource.ts";
import type { Piece } from "./pieces.ts";
import {
  CONDA_KIND,
  isCondaFile,
  isMlmodelFile,
  isValuesFile,
  MLMODEL_KIND,
  PATCH_KIND,
  VALUES_KIND,
} from "./file-kind.ts";

/** The resources of a piece that have no `kind`. */
export function ownResources(
  { document, textKind, isPatch }: Pick<Piece, "document" | "textKind" | "isPatch">,
  fileName: string | undefined,
): readonly Resource[] {
  const kind = textKind ?? (isPatch ? PATCH_KIND : kindOf(document.cursor(), fileName));
  return kind === undefined ? [] : [{ kind, apiVersion: undefined, at: document.cursor(), isComplete: true }];
}

/** True for the kinds that are looked at for their own sake, so that a file with one of them is ours. */
export function isOwnResource({ kind, apiVersion }: Resource): boolean {
  return OWN_KINDS.has(kind) || (FOREIGN_KINDS.get(kind)?.test(apiVersion ?? "") ?? false);
}

const OWN_KINDS: ReadonlySet<string> = new Set<string>([
  MLMODEL_KIND,
  CONDA_KIND,
  VALUES_KIND,
  PATCH_KIND,
  "Page",
  "ShellScript",
  "Dockerfile",
  "Requirements",
  "PythonCode",
]);

/** Kinds of others that guides to Seldon use, by the group they are of (S52, S57). */
const FOREIGN_KINDS: ReadonlyMap<string, RegExp> = new Map([
  ["PodDefault", /^kubeflow\.org\//],
  ["KongService", /^configuration\.konghq\.com\//],
  ["KongRoute", /^configuration\.konghq\.com\//],
]);

/** What MLflow writes at the top of `MLmodel`; `flavors` alone may be anybody's. */
const MLMODEL_KEYS = ["mlflow_version", "artifact_path", "model_uuid", "utc_time_created", "run_id"] as const;

function kindOf(root: Cursor, fileName: string | undefined): string | undefined {
  if (root.sequence) return isDeploymentPatch(root) ? PATCH_KIND : undefined;
  if (!root.map || root.key("apiVersion").exists) return undefined;
  if (isMlmodelFile(fileName)) return MLMODEL_KIND;
  if (isCondaFile(fileName) && root.key("dependencies").sequence) return CONDA_KIND;
  if (isValuesFile(fileName)) return VALUES_KIND;
  return root.key("flavors").exists && MLMODEL_KEYS.some(key => root.key(key).exists) ? MLMODEL_KIND : undefined;
}

/** A JSON patch (RFC 6902) of a SeldonDeployment. */
function isDeploymentPatch(root: Cursor): boolean {
  const operations = root.items();
  return (
    operations.length > 0 &&
    operations.every(item => item.key("op").string() !== undefined && item.key("path").string() !== undefined) &&
    operations.some(item => item.key("path").string()?.startsWith("/spec/predictors/"))
  );
}
