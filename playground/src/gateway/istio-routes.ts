// Istio's routing as far as Seldon's VirtualServices use it (seldon-facts §5.5).
import type { Informer } from "../kubernetes/cluster-client.ts";
import type {
  Destination,
  DestinationRule,
  HttpMatch,
  HttpRoute,
  StringMatch,
  VirtualService,
} from "../kubernetes/ingress-types.ts";
import {
  drawByWeight,
  readHost,
  rewritten,
  type Decision,
  type IngressRequest,
  type Random,
  type Target,
} from "./route.ts";

/** Decides by the live VirtualServices and DestinationRules; `undefined` where no route matches. */
export function routeByIstio(
  virtualServices: Informer<VirtualService>,
  rules: Informer<DestinationRule>,
  request: IngressRequest,
  random: Random,
): Decision | undefined {
  for (const virtualService of virtualServices.all()) {
    if (!virtualService.spec.hosts.some(host => hostMatches(host, request.headers["host"] ?? ""))) continue;
    for (const route of virtualService.spec.http ?? []) {
      const match = route.match?.find(candidate => matches(candidate, request));
      if (match === undefined && route.match !== undefined) continue;
      return decide(route, match, request, random, destination =>
        targetOf(destination, virtualService.metadata.namespace ?? "default", rules),
      );
    }
  }
  return undefined;
}

function decide(
  route: HttpRoute,
  match: HttpMatch | undefined,
  request: IngressRequest,
  random: Random,
  toTarget: (destination: Destination) => Target,
): Decision | undefined {
  const routes = route.route ?? [];
  const drawn = drawByWeight(
    routes.map(item => ({ item: item.destination, weight: routes.length === 1 ? 100 : (item.weight ?? 0) })),
    random,
  );
  if (drawn === undefined) return undefined;
  // Without a percentage all requests are mirrored.
  const isMirrored = route.mirror !== undefined && random() * 100 < (route.mirrorPercentage?.value ?? 100);
  return {
    target: toTarget(drawn),
    mirrors: isMirrored && route.mirror !== undefined ? [toTarget(route.mirror)] : [],
    path: rewritten(request.path, match?.uri?.prefix ?? "", route.rewrite?.uri),
    timeout: undefined,
  };
}

function targetOf(destination: Destination, namespace: string, rules: Informer<DestinationRule>): Target {
  const place = readHost(destination.host, namespace);
  const subset = destination.subset ?? "";
  const rule = rules
    .all()
    .find(({ spec, metadata }) => samePlace(readHost(spec.host, metadata.namespace ?? "default"), place));
  const labels = rule?.spec.subsets?.find(({ name }) => name === subset)?.labels ?? {};
  return { service: place.service, namespace: place.namespace, port: destination.port?.number ?? 80, subset, labels };
}

function samePlace(
  left: { service: string; namespace: string },
  right: { service: string; namespace: string },
): boolean {
  return left.service === right.service && left.namespace === right.namespace;
}

function matches(match: HttpMatch, { path, headers }: IngressRequest): boolean {
  if (match.uri !== undefined && !textMatches(match.uri, path)) return false;
  return Object.entries(match.headers ?? {}).every(([name, wanted]) =>
    textMatches(wanted, headers[name.toLowerCase()]),
  );
}

function textMatches(wanted: StringMatch, text: string | undefined): boolean {
  if (text === undefined) return false;
  if (wanted.exact !== undefined) return text === wanted.exact;
  if (wanted.prefix !== undefined) return text.startsWith(wanted.prefix);
  return wanted.regex === undefined || new RegExp(`^(?:${wanted.regex})$`).test(text);
}

function hostMatches(wanted: string, host: string): boolean {
  const [name = ""] = host.split(":");
  return wanted === "*" || wanted === name || (wanted.startsWith("*.") && name.endsWith(wanted.slice(1)));
}
