// A cheap look at a text that spares foreign files from being parsed at all.
import { PREDICTION_TEST_KIND } from "../../../../schemas/src/index.ts";
import { isCondaFile, isMlmodelFile, isValuesFile, textKindOf } from "./file-kind.ts";

/** True for manifests that may concern Seldon, whatever their file is called. */
export function mayHoldSeldon(text: string): boolean {
  return (
    text.includes("seldon") ||
    text.includes("Seldon") ||
    text.includes("RCLONE_CONFIG_") ||
    text.includes(PREDICTION_TEST_KIND) ||
    text.includes("PodDefault") ||
    text.includes("configuration.konghq.com") ||
    text.includes("/spec/predictors/") ||
    (text.includes("predictors") && text.includes("graph"))
  );
}

/** Pages and scripts beyond this many UTF-16 units are data or generated, and patterns over them would take long. */
const MAX_TEXT = 300_000;

const SELDON = /seldon|\bsdep\b/i;

/** The same with what the name tells: pages and scripts have to mention Seldon, files of a model have to be MLflow's. */
export function mayConcernSeldon(text: string, fileName: string | undefined): boolean {
  const kind = textKindOf(fileName);
  if (kind && text.length > MAX_TEXT) return false;
  if (kind === "Requirements") return SELDON.test(text) || /\b(mlflow|sklearn)\b/.test(text);
  if (kind) return SELDON.test(text);
  if (isMlmodelFile(fileName)) return true;
  if (isCondaFile(fileName) && /mlflow|seldon/.test(text)) return true;
  if (isValuesFile(fileName) && text.includes("ambassador:") && text.includes("istio:")) return true;
  return mayHoldSeldon(text);
}
