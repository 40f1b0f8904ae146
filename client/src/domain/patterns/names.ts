// Checks of what a person types: names that Kubernetes takes, and addresses that the storage initializer can read.
import * as l10n from "@vscode/l10n";

/** Longest name so that predictor and unit still fit behind it into a Service's name (seldon-facts §5.1). */
const LONGEST_NAME = 40;

/** What is wrong with the name of a SeldonDeployment; undefined where nothing is. */
export function deploymentNameProblem(name: string): string | undefined {
  if (name === "") return l10n.t("A name is needed.");
  if (!/^[a-z]([a-z0-9-]*[a-z0-9])?$/.test(name))
    return l10n.t("Lower case letters, digits and hyphens only; a letter first, no hyphen last.");
  if (name.length > LONGEST_NAME)
    return l10n.t`At most ${LONGEST_NAME} characters: names of Services are made of it, and longer ones turn into a hash.`;
  return undefined;
}

/** What is wrong with a namespace; the empty text leaves it to whoever applies the manifest. */
export function namespaceProblem(name: string): string | undefined {
  const isRight = name === "" || /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/.test(name);
  return isRight ? undefined : l10n.t("Lower case letters, digits and hyphens only, at most 63.");
}

export function secretNameProblem(name: string): string | undefined {
  const isRight = /^[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?$/.test(name);
  return isRight ? undefined : l10n.t("Lower case letters, digits, hyphens and dots only.");
}

/** What is wrong with the address of a model (S06, S07, seldon-facts §4). */
export function modelUriProblem(uri: string): string | undefined {
  if (uri.trim() !== uri || uri === "") return l10n.t("An address such as s3://bucket/path is needed.");
  const scheme = schemeOf(uri);
  if (scheme === undefined)
    return l10n.t("A store is needed before the path, such as s3://bucket/path or pvc://claim/path.");
  if (scheme === "models" || scheme === "runs" || scheme === "mlflow-artifacts")
    return l10n.t("The initializer does not ask MLflow. Give the address of the artifact in its store.");
  if (scheme === "file") return l10n.t("Pods do not see files of this machine. Give an address in a store.");
  if (!/^[^:]+:\/*[^/]/.test(uri)) return l10n.t("A bucket is needed behind the scheme.");
  return undefined;
}

/** The remote that an address names, such as `s3`. */
export function schemeOf(uri: string): string | undefined {
  return /^([A-Za-z][\w.-]*):/.exec(uri)?.[1];
}

/** True where the initializer needs no Secret: claims, and public buckets of Google (seldon-facts §4). */
export function needsNoSecret(uri: string): boolean {
  return uri.startsWith("pvc://") || uri.startsWith("gs://");
}

/** A name for a deployment, made of any text, such as that of a folder. */
export function nameFrom(text: string): string {
  const name = text
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, "-")
    .replaceAll(/^[^a-z]+|-+$/g, "")
    .slice(0, LONGEST_NAME)
    .replace(/-+$/, "");
  return name === "" ? "my-model" : name;
}

/** Folder names that say nothing of what is in them. */
const GENERIC = /^(model|models|artifacts?|latest|current|mlruns?|mlflow|data|src|\d+|[\da-f]{32})$/i;

/** The name in a path that tells its model from others, such as `churn` of `models/churn/model`. */
export function tellingName(path: string): string {
  const steps = path.split("/").filter(step => step !== "" && step !== ".");
  return steps.findLast(step => !GENERIC.test(step)) ?? steps.at(-1) ?? "";
}
