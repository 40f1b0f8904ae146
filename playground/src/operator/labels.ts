// Labels by a unit's type (seldon-facts §5.2).
import type { PredictiveUnit, PredictorSpec } from "../kubernetes/seldon-types.ts";
import { isExplained } from "./graph.ts";

const byType: Readonly<Record<string, string>> = {
  ROUTER: "seldon.io/router",
  COMBINER: "seldon.io/combiner",
  MODEL: "seldon.io/model",
  TRANSFORMER: "seldon.io/transformer",
  OUTPUT_TRANSFORMER: "seldon.io/output-transformer",
};

/**
 * What a Deployment, its pods and a Service carry for a container. No unit means an explainer or a sidecar; a sidecar of an
 * explained predictor gets the explainer's label, too.
 */
export function roleLabels(unit: PredictiveUnit | undefined, predictor: PredictorSpec): Record<string, string> {
  const labels: Record<string, string> = {};
  const role = unit?.type === undefined ? undefined : byType[unit.type];
  if (role !== undefined) labels[role] = "true";
  if (unit?.type === undefined && isExplained(predictor)) labels["seldon.io/explainer"] = "true";
  if (predictor.shadow === true) labels["seldon.io/shadow"] = "true";
  labels["app.kubernetes.io/managed-by"] = "seldon-core";
  return labels;
}
