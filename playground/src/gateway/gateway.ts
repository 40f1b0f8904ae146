// The ingress gateway: one listener on 127.0.0.1 for HTTP and gRPC that routes as Istio or Ambassador would, over the simulated network.
import { createServer } from "node:net";
import type { Duplex } from "node:stream";
import type { StreamServer } from "../kubelet/program.ts";
import type { ClusterClient } from "../kubernetes/cluster-client.ts";
import { destinationRules, mappings, pods, services, virtualServices } from "../kubernetes/resource-types.ts";
import { exchange, httpService, pathOf, plainText, type HttpAnswer, type HttpCall } from "../support/http.ts";
import { routeByAmbassador } from "./ambassador-routes.ts";
import { findBackend } from "./backends.ts";
import { createGrpcProxy } from "./grpc-proxy.ts";
import { routeByIstio } from "./istio-routes.ts";
import type { Decision, IngressRequest, Random, Target } from "./route.ts";

export interface GatewayOptions {
  readonly client: ClusterClient;
  readonly ingress: "istio" | "ambassador";
  /** Connects to a pod address: the kubelet's. */
  readonly dial: (host: string, port: number) => Promise<Duplex>;
  /** 0, the default, for a free one. */
  readonly port?: number;
  /** What everything is answered with while nobody is let through. */
  readonly closedBy?: () => { readonly status: number; readonly body: string } | undefined;
  /** Draws predictors; `Math.random` by default. */
  readonly random?: Random;
}

interface RequestCount {
  readonly namespace: string;
  readonly service: string;
  readonly subset: string;
  readonly isMirror: boolean;
  readonly count: number;
}

export interface Gateway {
  /** Such as `http://127.0.0.1:39001`, without a slash at the end. */
  readonly url: string;
  readonly port: number;
  /** Takes connections of the simulated network, too. */
  readonly server: StreamServer;
  /** Requests sent on since the start, by Service and subset. */
  counts(): RequestCount[];
  close(): Promise<void>;
}

type Router = (request: IngressRequest) => Decision | undefined;
type Counter = (target: Target, isMirror: boolean) => void;

/** Listens once the first lists of routes, Services and pods are in. */
export async function startGateway(options: GatewayOptions): Promise<Gateway> {
  const { client, dial, random = Math.random } = options;
  const known = { services: client.informer(services), pods: client.informer(pods) };
  const route = await routerOf(options, random);
  await Promise.all([known.services.ready(), known.pods.ready()]);
  const counts = new Map<string, RequestCount>();
  const count: Counter = ({ namespace, service, subset }, isMirror) => {
    const key = [namespace, service, subset, isMirror].join("/");
    counts.set(key, { namespace, service, subset, isMirror, count: (counts.get(key)?.count ?? 0) + 1 });
  };
  const send = (target: Target, call: HttpCall): Promise<HttpAnswer> => {
    const backend = findBackend(known.services, known.pods, target, random);
    return backend === undefined ? Promise.resolve(NO_UPSTREAM) : forward(dial, backend, call);
  };
  const http = httpService(call => {
    const closed = options.closedBy?.();
    return closed === undefined ? answer(route, send, count, call) : { ...closed, headers: ENVOY };
  });
  const grpc = createGrpcProxy(async (path, headers) => {
    const closed = options.closedBy?.();
    if (closed !== undefined) return closed.status;
    const decision = route({ path, headers });
    // Envoy says nothing more than the status (failure-modes S43, F45).
    if (decision === undefined) return 404;
    count(decision.target, false);
    const backend = findBackend(known.services, known.pods, decision.target, random);
    return backend === undefined ? 503 : dial(backend.address, backend.port);
  });
  const connections = new Set<Duplex>();
  const server = createServer(connection => {
    connections.add(connection);
    connection.once("close", () => connections.delete(connection));
    connection.on("error", () => connection.destroy());
    connection.once("readable", () => {
      const begun: unknown = connection.read();
      if (!Buffer.isBuffer(begun)) return;
      connection.unshift(begun);
      if (begun.toString("latin1", 0, HTTP2_PREFACE.length) === HTTP2_PREFACE) grpc(connection);
      else http.emit("connection", connection);
    });
  });
  const port = await new Promise<number>((resolve, reject) => {
    server.once("error", reject);
    server.listen(options.port ?? 0, "127.0.0.1", () => {
      const address = server.address();
      resolve(typeof address === "object" && address !== null ? address.port : 0);
    });
  });
  return {
    url: `http://127.0.0.1:${port}`,
    port,
    server,
    counts: () => [...counts.values()],
    close: () =>
      new Promise(resolve => {
        server.close(() => resolve());
        for (const connection of connections) connection.destroy();
      }),
  };
}

async function routerOf({ client, ingress }: GatewayOptions, random: Random): Promise<Router> {
  if (ingress === "ambassador") {
    const known = client.informer(mappings);
    await known.ready();
    return request => routeByAmbassador(known, request, random);
  }
  const routes = client.informer(virtualServices);
  const rules = client.informer(destinationRules);
  await Promise.all([routes.ready(), rules.ready()]);
  return request => routeByIstio(routes, rules, request, random);
}

async function answer(
  route: Router,
  send: (target: Target, call: HttpCall) => Promise<HttpAnswer>,
  count: Counter,
  call: HttpCall,
): Promise<HttpAnswer> {
  const decision = route({ path: pathOf(call), headers: call.headers });
  // Envoy says nothing more than the status: response flag NR, route not found (failure-modes S43, F45).
  if (decision === undefined) return { status: 404, headers: ENVOY, body: "" };
  const query = call.path.slice(pathOf(call).length);
  const onward: HttpCall = { ...call, path: `${decision.path}${query}` };
  for (const mirror of decision.mirrors) {
    count(mirror, true);
    send(mirror, onward).catch(() => {});
  }
  count(decision.target, false);
  const answered = await withTimeout(send(decision.target, onward), decision.timeout);
  const { connection: _, "transfer-encoding": __, ...headers } = answered.headers;
  return { ...answered, headers: { ...headers, ...ENVOY } };
}

async function forward(
  dial: GatewayOptions["dial"],
  backend: { address: string; port: number },
  call: HttpCall,
): Promise<HttpAnswer> {
  try {
    return await exchange(await dial(backend.address, backend.port), `${backend.address}:${backend.port}`, call);
  } catch {
    return plainText(
      503,
      "upstream connect error or disconnect/reset before headers. reset reason: connection failure, transport failure reason: delayed connect error: 111",
    );
  }
}

/** Ambassador gives up after the mapping's time (failure-modes F14). */
async function withTimeout(answering: Promise<HttpAnswer>, milliseconds: number | undefined): Promise<HttpAnswer> {
  if (milliseconds === undefined) return answering;
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<HttpAnswer>(resolve => {
    timer = setTimeout(() => resolve(plainText(504, "upstream request timeout")), milliseconds);
  });
  try {
    return await Promise.race([answering, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** What a client begins with that speaks HTTP/2 without asking. */
const HTTP2_PREFACE = "PRI * HTTP/2.0";

const ENVOY = { server: "envoy" };
const NO_UPSTREAM = plainText(503, "no healthy upstream");
