// How requests are shared out between predictors, in words: as the manifest wants it, and as the routes do it now.
import * as l10n from "@vscode/l10n";
import type { PredictorSpec } from "./objects.ts";
import { routedShares } from "./route-weights.ts";
import type { SeldonDeploymentNode } from "./tree.ts";

export interface TrafficInfo {
  readonly predictor: string;
  /** Percent that the manifest wants; undefined for shadows. */
  readonly wanted: number | undefined;
  /** Percent that the ingress gives at the moment; undefined where no route is known. */
  readonly routed: number | undefined;
  readonly words: string;
}

/**
 * What each predictor gets. Shadows get copies and count in no sum; a single predictor gets everything, whatever it says
 * (seldon-facts §2.2). Routes change only once every Deployment is ready, so they may lag behind (seldon-facts §11.19).
 */
export function traffic(tree: SeldonDeploymentNode): TrafficInfo[] {
  const predictors = tree.object.spec?.predictors ?? [];
  const live = predictors.filter(predictor => predictor.shadow !== true);
  const [routes] = routedShares(tree.object.metadata.name, predictors, tree.routes);
  return predictors.map(predictor => {
    if (predictor.shadow === true) {
      return { predictor: predictor.name, wanted: undefined, routed: undefined, words: shadowWords(predictor) };
    }
    const wanted = live.length === 1 ? 100 : (predictor.traffic ?? 0);
    const routed = live.length === 1 ? undefined : routes?.percents.get(predictor.name);
    return { predictor: predictor.name, wanted, routed, words: shareWords(wanted, routed, live.length === 1) };
  });
}

function shareWords(wanted: number, routed: number | undefined, isOnly: boolean): string {
  if (isOnly) return l10n.t("all traffic");
  if (routed === undefined || routed === wanted) return l10n.t`${wanted} % of traffic`;
  return l10n.t`${wanted} % of traffic wanted, ${routed} % now`;
}

/** Without `traffic` Istio mirrors everything and Ambassador v2 nothing (seldon-facts §5.5, §5.6), so no number is named. */
function shadowWords({ traffic: share }: PredictorSpec): string {
  return share === undefined || share === 0 ? l10n.t("shadow") : l10n.t`shadow of ${share} %`;
}
