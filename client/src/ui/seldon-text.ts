// Tells from the bare text whether a document is worth starting the language server for. Cheap on purpose: it runs for every
// YAML and JSON document that is opened, and only the server reads manifests.

import { PREDICTION_FILE, PREDICTION_TEST_KIND } from "../../../schemas/src/index.ts";

const KIND = /machinelearning\.seldon\.io|\bSeldonDeployments?\b/;
const REQUEST = new RegExp(String.raw`\bseldon-deployments/v\d|kind["']?\s*:\s*["']?${PREDICTION_TEST_KIND}\b`);
const HINT = new RegExp(
  `seldon|sdep|RCLONE_CONFIG_|predictors|graph|mlflow|PodDefault|Kong|${PREDICTION_TEST_KIND}`,
  "i",
);

/** True where Seldon's API group or kind is named. */
export function namesSeldonKind(text: string): boolean {
  return KIND.test(text);
}

/** True for request files, by their name or by their kind. */
export function isRequestFile(path: string, text: string): boolean {
  return PREDICTION_FILE.test(path) || REQUEST.test(text);
}

/** True for manifests of Seldon's kind, for fragments of one (predictors with a graph) and for Secrets of its initializer. */
export function concernsSeldon(text: string): boolean {
  return (
    namesSeldonKind(text) || text.includes("RCLONE_CONFIG_") || (text.includes("predictors") && text.includes("graph"))
  );
}

/** True for files of their own that the server looks at: those of a model, of other kinds, and pages and scripts on Seldon. */
export function isOwnFile(path: string, text: string): boolean {
  const name = path.slice(path.lastIndexOf("/") + 1);
  if (name === "MLmodel") return true;
  if (!/\.(ya?ml|json)$/i.test(name)) return /seldon|\bsdep\b/i.test(text);
  if (/^(conda|environment)\.ya?ml$/.test(name)) return /mlflow|seldon/.test(text);
  return /\bkind:\s*(PodDefault|KongService|KongRoute)\b|\/spec\/predictors\//.test(text);
}

/** False where a line cannot have made a difference to {@link concernsSeldon}, so that the whole text need not be read. */
export function mayHintAtSeldon(line: string): boolean {
  return HINT.test(line);
}
