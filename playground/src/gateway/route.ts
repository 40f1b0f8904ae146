// What the ingress decides about a request, whichever ingress it is.

/** A request as routing sees it. Header names in lower case. */
export interface IngressRequest {
  /** Without the query. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** A Service's port, narrowed to the pods with the labels of a subset. */
export interface Target {
  readonly service: string;
  readonly namespace: string;
  readonly port: number;
  /** The subset's name, for counting; `""` without one. */
  readonly subset: string;
  readonly labels: Readonly<Record<string, string>>;
}

export interface Decision {
  readonly target: Target;
  /** Copies of the request, whose answers nobody waits for. */
  readonly mirrors: readonly Target[];
  /** The path that the target is asked for. */
  readonly path: string;
  /** Milliseconds; `undefined` for no limit. */
  readonly timeout: number | undefined;
}

/** Chance, between 0 and 1. */
export type Random = () => number;

/** Draws one of several by weight; the first when none has any. */
export function drawByWeight<T>(
  items: readonly { readonly item: T; readonly weight: number }[],
  random: Random,
): T | undefined {
  const total = items.reduce((sum, { weight }) => sum + weight, 0);
  let left = random() * total;
  for (const { item, weight } of items) {
    left -= weight;
    if (left < 0) return item;
  }
  return items[0]?.item;
}

/** Reads `name.namespace.svc.cluster.local`, shorter forms of it, and a port after a colon. */
export function readHost(
  host: string,
  namespace: string,
): { service: string; namespace: string; port: number | undefined } {
  const [name = "", port] = host.replace(/^https?:\/\//, "").split(":");
  const [service = "", inNamespace = namespace] = name.split(".");
  return { service, namespace: inNamespace, port: port === undefined ? undefined : Number(port) };
}

/** The path with the matched prefix replaced. */
export function rewritten(path: string, prefix: string, by: string | undefined): string {
  return by === undefined || by === "" ? path : `${by}${path.slice(prefix.length)}`;
}
