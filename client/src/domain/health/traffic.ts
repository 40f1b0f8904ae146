// How requests are shared out between predictors, in words: as the manifest wants it, and as the routes do it now.
import type { PredictorSpec, RoutingObject } from "./objects.ts";
import { serviceName } from "./owners.ts";
import type { SeldonDeploymentNode } from "./tree.ts";

export interface TrafficInfo {
  readonly predictor: string;
  /** Percent that the manifest wants; undefined for shadows. */
  readonly wanted: number | undefined;
  /** Percent that Istio's route gives at the moment; undefined where no route is known. */
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
  const weights = tree.routes.map(routeWeights).find(found => found !== undefined);
  return predictors.map(predictor => {
    if (predictor.shadow === true) {
      return { predictor: predictor.name, wanted: undefined, routed: undefined, words: shadowWords(predictor) };
    }
    const wanted = live.length === 1 ? 100 : (predictor.traffic ?? 0);
    const service = serviceName(tree.object.metadata.name, predictor);
    const routed =
      live.length === 1 ? undefined : weights?.find(route => isRouteTo(route, service, predictor.name))?.weight;
    return { predictor: predictor.name, wanted, routed, words: shareWords(wanted, routed, live.length === 1) };
  });
}

function shareWords(wanted: number, routed: number | undefined, isOnly: boolean): string {
  if (isOnly) return "all traffic";
  if (routed === undefined || routed === wanted) return `${wanted} % of traffic`;
  return `${wanted} % of traffic wanted, ${routed} % now`;
}

/** Without `traffic` Istio mirrors everything and Ambassador v2 nothing (seldon-facts §5.5, §5.6), so no number is named. */
function shadowWords({ traffic: share }: PredictorSpec): string {
  return share === undefined || share === 0 ? "shadow" : `shadow of ${share} %`;
}

interface RouteWeight {
  readonly host: string;
  readonly subset: string | undefined;
  readonly weight: number;
}

/** The weights of a VirtualService's first HTTP route, which is the REST one (seldon-facts §5.5). */
function routeWeights(route: RoutingObject): RouteWeight[] | undefined {
  if (route.kind !== "VirtualService") return undefined;
  const http = field(route.spec, "http");
  const destinations = field(Array.isArray(http) ? firstOf(http) : undefined, "route");
  if (!Array.isArray(destinations)) return undefined;
  return destinations.flatMap((entry: unknown): RouteWeight[] => {
    const host = field(field(entry, "destination"), "host");
    const subset = field(field(entry, "destination"), "subset");
    const weight = field(entry, "weight");
    if (typeof host !== "string") return [];
    const share = typeof weight === "number" ? weight : destinations.length === 1 ? 100 : 0;
    return [{ host, subset: typeof subset === "string" ? subset : undefined, weight: share }];
  });
}

/** Long Service names are hashed, but the subset is the predictor's name (seldon-facts §5.5). */
function isRouteTo(route: RouteWeight, service: string, predictor: string): boolean {
  return route.subset === undefined ? route.host.split(".")[0] === service : route.subset === predictor;
}

function firstOf(list: readonly unknown[]): unknown {
  return list[0];
}

function field(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null
    ? new Map<string, unknown>(Object.entries(value)).get(name)
    : undefined;
}
