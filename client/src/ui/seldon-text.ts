// Tells from the bare text whether a document is worth starting the language server for. Cheap on purpose: it runs for every
// YAML and JSON document that is opened, and only the server reads manifests.

const KIND = /machinelearning\.seldon\.io|\bSeldonDeployments?\b/;
const HINT = /seldon|RCLONE_CONFIG_|predictors|graph/i;

/** True where Seldon's API group or kind is named. */
export function namesSeldonKind(text: string): boolean {
  return KIND.test(text);
}

/** True for manifests of Seldon's kind, for fragments of one (predictors with a graph) and for Secrets of its initializer. */
export function concernsSeldon(text: string): boolean {
  return (
    namesSeldonKind(text) || text.includes("RCLONE_CONFIG_") || (text.includes("predictors") && text.includes("graph"))
  );
}

/** False where a line cannot have made a difference to {@link concernsSeldon}, so that the whole text need not be read. */
export function mayHintAtSeldon(line: string): boolean {
  return HINT.test(line);
}
