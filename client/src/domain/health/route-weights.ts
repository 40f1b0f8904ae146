// Reads from VirtualServices and Mappings how an ingress shares requests out between predictors at the moment.
import type { RoutingObject } from "./objects.ts";
import { serviceName } from "./owners.ts";

/** A predictor, by what routes name it. */
export interface RoutedPredictor {
  readonly name: string;
  readonly annotations?: Readonly<Record<string, string>>;
}

export interface RoutedShares {
  /** Kind of the object that was read. */
  readonly kind: "VirtualService" | "Mapping";
  /** Percent of the requests by predictor. Predictors that the routes do not name are left out. */
  readonly percents: ReadonlyMap<string, number>;
}

/**
 * What the routes of each ingress give; an operator may serve both (seldon-facts §5.5, §5.6). Explainers' own routes are
 * left out, and so are shadows and gRPC, which has the same weights as REST.
 * @param deployment name of the SeldonDeployment
 */
export function routedShares(
  deployment: string,
  predictors: readonly RoutedPredictor[],
  routes: readonly RoutingObject[],
): RoutedShares[] {
  const found: { readonly kind: RoutedShares["kind"]; readonly weights: readonly RouteWeight[] }[] = [
    { kind: "VirtualService", weights: virtualServiceWeights(routes) },
    { kind: "Mapping", weights: mappingWeights(routes) },
  ];
  return found.flatMap(({ kind, weights }) => {
    const percents = new Map<string, number>();
    for (const predictor of predictors) {
      const service = serviceName(deployment, predictor);
      const weight = weights.find(route => isRouteTo(route, service, deployment, predictor.name))?.weight;
      if (weight !== undefined) percents.set(predictor.name, weight);
    }
    return percents.size === 0 ? [] : [{ kind, percents }];
  });
}

interface RouteWeight {
  /** The Service's name, without its namespace. */
  readonly service: string;
  /** Istio's subset, which is the predictor's name. */
  readonly subset: string | undefined;
  /** The Mapping's name. */
  readonly mapping: string | undefined;
  readonly weight: number;
}

const EXPLAINER_PREFIX = /-explainer\/[^/]+\/$/;

/** The weights of the first HTTP route, which is the REST one (seldon-facts §5.5). */
function virtualServiceWeights(routes: readonly RoutingObject[]): readonly RouteWeight[] {
  const lists = routes.flatMap(route => {
    if (route.kind !== "VirtualService") return [];
    const [http] = listOf(field(route.spec, "http"));
    const [match] = listOf(field(http, "match"));
    const prefix = field(field(match, "uri"), "prefix");
    if (typeof prefix === "string" && EXPLAINER_PREFIX.test(prefix)) return [];
    return [destinationWeights(listOf(field(http, "route")))];
  });
  return lists.find(list => list.length > 0) ?? [];
}

function destinationWeights(destinations: readonly unknown[]): RouteWeight[] {
  return destinations.flatMap(entry => {
    const host = field(field(entry, "destination"), "host");
    const subset = field(field(entry, "destination"), "subset");
    const weight = field(entry, "weight");
    if (typeof host !== "string") return [];
    return [
      {
        service: host.split(".")[0] ?? "",
        subset: typeof subset === "string" ? subset : undefined,
        mapping: undefined,
        weight: typeof weight === "number" ? weight : destinations.length === 1 ? 100 : 0,
      },
    ];
  });
}

/** Mappings without a weight share what the others leave of 100 (seldon-facts §5.6, F20). */
function mappingWeights(routes: readonly RoutingObject[]): readonly RouteWeight[] {
  const rest = routes.flatMap(route => {
    const prefix = field(route.spec, "prefix");
    const service = field(route.spec, "service");
    if (route.kind !== "Mapping" || typeof prefix !== "string" || typeof service !== "string") return [];
    if (field(route.spec, "grpc") === true || field(route.spec, "prefix_regex") === true) return [];
    if (field(route.spec, "shadow") === true || EXPLAINER_PREFIX.test(prefix)) return [];
    const weight = field(route.spec, "weight");
    const name = service.replace(/^https?:\/\//, "").split(/[.:]/)[0] ?? "";
    return [{ prefix, service: name, mapping: route.metadata.name, weight }];
  });
  const longest = Math.max(0, ...rest.map(({ prefix }) => prefix.length));
  const group = rest.filter(({ prefix }) => prefix.length === longest);
  const given = group.reduce((sum, { weight }) => sum + (typeof weight === "number" ? weight : 0), 0);
  const open = group.filter(({ weight }) => typeof weight !== "number").length;
  return group.map(({ service, mapping, weight }) => ({
    service,
    subset: undefined,
    mapping,
    weight: typeof weight === "number" ? weight : Math.round((Math.max(0, 100 - given) / open) * 10) / 10,
  }));
}

/** Long Service names are hashed, but a subset is the predictor's name and a Mapping's name holds it (seldon-facts §5.5, §5.6). */
function isRouteTo(route: RouteWeight, service: string, deployment: string, predictor: string): boolean {
  if (route.subset !== undefined) return route.subset === predictor;
  return route.service === service || route.mapping?.endsWith(`-${deployment}-${predictor}-rest`) === true;
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function field(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null
    ? new Map<string, unknown>(Object.entries(value)).get(name)
    : undefined;
}
