// The split that is in force, read from routing objects, beside the one that is asked for.
import * as l10n from "@vscode/l10n";
import type { RoutingObject } from "../health/objects.ts";
import { routedShares, type RoutedPredictor } from "../health/route-weights.ts";
import { desiredShares, splitOf } from "./split.ts";

export interface ObservedShare {
  readonly predictor: string;
  readonly asked: number;
  /** Percent that the routes give now; undefined where they do not name the predictor. */
  readonly routed: number | undefined;
}

export interface ObservedSplit {
  readonly kind: "VirtualService" | "Mapping";
  readonly shares: readonly ObservedShare[];
  /** Whether the routes give what is asked for. */
  readonly isInForce: boolean;
  /** Such as `asked main 75 %, canary 25 %; routed main 90 %, canary 10 %`. */
  readonly words: string;
}

/**
 * What the routes of each ingress give; empty where there are none. They change only once every Deployment of the
 * SeldonDeployment is ready (seldon-facts §11.19). Ambassador v1 has its routes in annotations and shows none here.
 */
export function observedSplits(
  deployment: string,
  predictors: readonly (RoutedPredictor & { readonly traffic?: number; readonly shadow?: boolean })[],
  routes: readonly RoutingObject[],
): readonly ObservedSplit[] {
  const desired = desiredShares(splitOf(predictors));
  return routedShares(deployment, predictors, routes).map(({ kind, percents }) => {
    const shares = desired.map(({ predictor, percent }) => ({
      predictor,
      asked: percent,
      // An only predictor gets everything, whatever weight its route has.
      routed: desired.length === 1 ? 100 : percents.get(predictor),
    }));
    const isInForce = shares.every(({ asked, routed }) => asked === routed);
    return { kind, shares, isInForce, words: words(shares, isInForce) };
  });
}

function words(shares: readonly ObservedShare[], isInForce: boolean): string {
  const list = (pick: (share: ObservedShare) => number | undefined): string =>
    shares
      .map(share => `${share.predictor} ${pick(share) === undefined ? l10n.t("no route") : `${pick(share) ?? 0} %`}`)
      .join(", ");
  const asked = list(share => share.asked);
  return isInForce ? l10n.t`routed as asked: ${asked}` : l10n.t`asked ${asked}; routed ${list(share => share.routed)}`;
}
