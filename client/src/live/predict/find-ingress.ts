// Finds the gateway that clients of the cluster come through, so that a request can take their way (seldon-facts §5.5, §5.6).
import type { Route } from "../../domain/predict/index.ts";
import { isKubeError, type CallOptions, type ClusterSession, type KubeObject } from "../../kube/port.ts";
import { SERVICES } from "../resource-types.ts";

interface Place {
  readonly namespace: string;
  readonly name: string;
}

/** Where the charts of Istio, Ambassador and Emissary put their gateways. */
const USUAL: readonly Place[] = [
  { namespace: "istio-system", name: "istio-ingressgateway" },
  { namespace: "istio-ingress", name: "istio-ingressgateway" },
  { namespace: "istio-ingress", name: "istio-ingress" },
  { namespace: "ambassador", name: "ambassador" },
  { namespace: "ambassador", name: "emissary-ingress" },
  { namespace: "emissary", name: "emissary-ingress" },
  { namespace: "emissary-system", name: "emissary-ingress" },
];
/** What Istio's gateways bear wherever they are installed. */
const LABEL = "istio=ingressgateway";

/** The address of the settings, else a Service of the cluster that is to be leased; `undefined` where none is found. */
export async function findIngress(
  session: Pick<ClusterSession, "get" | "list">,
  address: string | undefined,
  options: CallOptions = {},
): Promise<Route | undefined> {
  if (address !== undefined && address.trim() !== "") return { kind: "url", url: address.trim() };
  const usual = await Promise.all(USUAL.map(place => readService(session, place, options)));
  const service = usual.find(found => found !== undefined) ?? (await labelled(session, options));
  const port = service && httpPort(service);
  const namespace = service?.metadata.namespace;
  if (!service || port === undefined || namespace === undefined) return undefined;
  return { kind: "service", namespace, service: service.metadata.name, port };
}

async function readService(
  session: Pick<ClusterSession, "get">,
  { namespace, name }: Place,
  options: CallOptions,
): Promise<KubeObject | undefined> {
  try {
    return await session.get({ type: SERVICES, namespace, name }, options);
  } catch (error) {
    throwUnlessAbsent(error);
    return undefined;
  }
}

async function labelled(session: Pick<ClusterSession, "list">, options: CallOptions): Promise<KubeObject | undefined> {
  try {
    return (await session.list(SERVICES, { ...options, labelSelector: LABEL, limit: 1 })).items[0];
  } catch (error) {
    throwUnlessAbsent(error);
    return undefined;
  }
}

/** Who may not look finds nothing. */
function throwUnlessAbsent(error: unknown): void {
  if (!isKubeError(error) || (error.reason !== "not-found" && error.reason !== "forbidden")) throw error;
}

/** The port for plain HTTP: by its usual names, else 80. */
function httpPort(service: KubeObject): number | undefined {
  const spec: unknown = service["spec"];
  const ports: unknown = typeof spec === "object" && spec !== null && "ports" in spec ? spec.ports : undefined;
  const named = (Array.isArray(ports) ? ports : []).flatMap((port: unknown) => {
    if (typeof port !== "object" || port === null || !("port" in port) || typeof port.port !== "number") return [];
    return [{ name: "name" in port ? String(port.name) : "", port: port.port }];
  });
  return (named.find(({ name }) => /^http2?$/.test(name)) ?? named.find(({ port }) => port === 80))?.port;
}
