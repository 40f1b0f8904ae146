// Ambassador's routing as far as Seldon's Mappings use it (seldon-facts §5.6; failure-modes F14, F20).
import type { Informer } from "../kubernetes/cluster-client.ts";
import type { Mapping } from "../kubernetes/ingress-types.ts";
import {
  drawByWeight,
  readHost,
  rewritten,
  type Decision,
  type IngressRequest,
  type Random,
  type Target,
} from "./route.ts";

/** Decides by the live Mappings; the longest prefix wins. gRPC mappings are left out: the gateway speaks HTTP/1.1. */
export function routeByAmbassador(
  mappings: Informer<Mapping>,
  request: IngressRequest,
  random: Random,
): Decision | undefined {
  const matching = mappings.all().filter(mapping => matches(mapping, request));
  const longest = Math.max(0, ...matching.map(({ spec }) => spec.prefix.length));
  const group = matching.filter(({ spec }) => spec.prefix.length === longest);
  const drawn = drawByWeight(shares(group.filter(({ spec }) => spec.shadow !== true)), random);
  if (drawn === undefined) return undefined;
  const shadows = group.filter(({ spec }) => spec.shadow === true && random() * 100 < (spec.weight ?? 100));
  return {
    target: targetOf(drawn),
    mirrors: shadows.map(targetOf),
    path: rewritten(request.path, drawn.spec.prefix, drawn.spec.rewrite ?? "/"),
    timeout: drawn.spec.timeout_ms,
  };
}

/** Mappings without a weight share what the others leave of 100. */
function shares(group: readonly Mapping[]): { item: Mapping; weight: number }[] {
  const given = group.reduce((sum, { spec }) => sum + (spec.weight ?? 0), 0);
  const open = group.filter(({ spec }) => spec.weight === undefined).length;
  const rest = open === 0 ? 0 : Math.max(0, 100 - given) / open;
  return group.map(item => ({ item, weight: item.spec.weight ?? rest }));
}

function matches({ spec }: Mapping, { path, headers }: IngressRequest): boolean {
  if (spec.grpc === true || spec.prefix_regex === true || !path.startsWith(spec.prefix)) return false;
  const isRegexMet = Object.entries(spec.regex_headers ?? {}).every(([name, pattern]) =>
    new RegExp(`^(?:${pattern})$`).test(headers[name.toLowerCase()] ?? ""),
  );
  return (
    isRegexMet && Object.entries(spec.headers ?? {}).every(([name, value]) => headers[name.toLowerCase()] === value)
  );
}

function targetOf({ spec, metadata }: Mapping): Target {
  const { service, namespace, port = 80 } = readHost(spec.service, metadata.namespace ?? "default");
  return { service, namespace, port, subset: "", labels: {} };
}
