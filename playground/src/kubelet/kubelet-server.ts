// The kubelet's HTTPS server on loopback: logs, port-forward and usage for the API server, and HTTP into pods.
import type { IncomingMessage, ServerResponse } from "node:http";
import { createServer, type Server } from "node:https";
import type { AddressInfo, Socket } from "node:net";
import type { Duplex } from "node:stream";
import { createWebSocketStream, WebSocketServer } from "ws";
import type { IssuedCertificate } from "../kubernetes/certificates.ts";
import { findLog, parseLogRequest, sendLog } from "./log-server.ts";
import type { ClusterNetwork } from "./network.ts";
import { proxyToPod } from "./pod-proxy.ts";
import type { PodWorker } from "./pod-worker.ts";
import { portForwardProtocols, servePortForward } from "./port-forward.ts";
import { isSpdyPortForward, serveSpdyPortForward, SPDY_TUNNEL, upgradeToSpdy } from "./port-forward-spdy.ts";
import { summarizeUsage } from "./usage.ts";

export interface KubeletServerOptions {
  readonly certificate: IssuedCertificate;
  readonly network: ClusterNetwork;
  findPod(namespace: string, name: string): PodWorker | undefined;
  podsOn(nodeName: string): readonly PodWorker[];
}

export interface KubeletServer {
  readonly port: number;
  close(): Promise<void>;
}

/** Listens on a free port of 127.0.0.1. */
export async function startKubeletServer(options: KubeletServerOptions): Promise<KubeletServer> {
  const server = createServer({ cert: options.certificate.certificate, key: options.certificate.key });
  const sockets = new WebSocketServer({
    noServer: true,
    perMessageDeflate: false,
    handleProtocols: offered => portForwardProtocols.find(name => offered.has(name)) ?? false,
  });
  server.on("connection", (socket: Socket) => socket.setNoDelay(true));
  server.on("request", (request, response) => handleRequest(options, request, response));
  server.on("upgrade", (request, socket, head) => handleUpgrade(options, sockets, request, socket, head));
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(0, "127.0.0.1", resolve);
  });
  return {
    port: portOf(server),
    close: () =>
      new Promise(resolve => {
        server.close(() => resolve());
        for (const socket of sockets.clients) socket.terminate();
        server.closeAllConnections();
      }),
  };
}

function portOf(server: Server): number {
  const address: AddressInfo | string | null = server.address();
  if (address === null || typeof address === "string") throw new Error("The kubelet's server has no port.");
  return address.port;
}

function handleRequest(options: KubeletServerOptions, request: IncomingMessage, response: ServerResponse): void {
  const url = readUrl(request);
  if (!url) return sendText(response, 400, "400 Bad Request\n");
  const [route = "", namespace = "", pod = "", container = ""] = url.parts;
  if (route === "containerLogs") return serveLogs(options, { namespace, pod, container }, url.query, response);
  if (route === "podProxy") return serveProxy(options, namespace, pod, request, response);
  if (route === "stats") {
    // One process stands for all nodes, so that it has to be told whose summary is wanted.
    const nodeName = url.query.get("node") ?? "";
    return sendJson(response, summarizeUsage(nodeName, options.podsOn(nodeName)));
  }
  if (route === "healthz") return sendText(response, 200, "ok");
  if (route === "portForward") return sendText(response, 400, upgradeRefusal);
  sendText(response, 404, "404 page not found\n");
}

/** The decoded parts of the path, and the query; nothing where the address is none: anybody on the machine may send one. */
function readUrl(request: IncomingMessage): { parts: string[]; query: URLSearchParams } | undefined {
  const [path = "", query = ""] = (request.url ?? "/").split("?", 2);
  try {
    return { parts: path.split("/").slice(1).map(decodeURIComponent), query: new URLSearchParams(query) };
  } catch {
    return undefined;
  }
}

interface ContainerPath {
  readonly namespace: string;
  readonly pod: string;
  readonly container: string;
}

function serveLogs(
  options: KubeletServerOptions,
  path: ContainerPath,
  query: URLSearchParams,
  response: ServerResponse,
): void {
  const worker = options.findPod(path.namespace, path.pod);
  if (!worker) return sendText(response, 404, `pod "${path.pod}" does not exist\n`);
  const container = worker.containers().find(({ spec }) => spec.name === path.container);
  if (!container) return sendText(response, 404, `container "${path.container}" not found in pod "${path.pod}"\n`);
  const request = parseLogRequest(query, Date.now());
  if (typeof request === "string") return sendText(response, 400, request);
  const log = findLog(path.pod, container, request.isPrevious);
  if (typeof log === "string") return sendText(response, 400, log);
  void sendLog(response, log, request);
}

/** `/podProxy/<namespace>/<pod>:<port>/<path>`: what a real API server does by dialling the pod itself. */
function serveProxy(
  options: KubeletServerOptions,
  namespace: string,
  target: string,
  request: IncomingMessage,
  response: ServerResponse,
): void {
  const [name = "", port = "80"] = target.split(":", 2);
  const address = options.findPod(namespace, name)?.address();
  if (address === undefined) return sendText(response, 503, "address not allowed");
  const path = (request.url ?? "").replace(/^\/podProxy\/[^/]*\/[^/?]*/, "");
  proxyToPod(options.network, { address, port: Number(port), path }, request, response);
}

/** A Status, because kubectl reads any other text as YAML and prints nothing of it. */
const upgradeRefusal = JSON.stringify({
  kind: "Status",
  apiVersion: "v1",
  metadata: {},
  status: "Failure",
  message:
    "ports are forwarded over SPDY/3.1 (portforward.k8s.io), or over WebSocket with v4.channel.k8s.io or SPDY/3.1+portforward.k8s.io",
  reason: "BadRequest",
  code: 400,
});

function handleUpgrade(
  options: KubeletServerOptions,
  sockets: WebSocketServer,
  request: IncomingMessage,
  socket: Duplex,
  head: Buffer,
): void {
  const refuse = (status: string, text: string): void => {
    const type = text === upgradeRefusal ? "application/json" : "text/plain";
    socket.end(`HTTP/1.1 ${status}\r\nContent-Type: ${type}\r\nContent-Length: ${text.length}\r\n\r\n${text}`);
  };
  socket.on("error", () => socket.destroy());
  const url = readUrl(request);
  if (!url) return refuse("400 Bad Request", "400 Bad Request\n");
  const [route = "", namespace = "", name = ""] = url.parts;
  if (route !== "portForward") return refuse("404 Not Found", "404 page not found\n");
  const worker = options.findPod(namespace, name);
  const address = worker?.address();
  if (!worker || address === undefined) return refuse("404 Not Found", "pod does not exist\n");
  const who = `pod ${name}_${namespace}, uid ${worker.uid}`;
  const dial = (port: number): Promise<Duplex> => options.network.dial(address, port);
  if (isSpdyPortForward(request)) return upgradeToSpdy(socket, head, who, dial);
  if (request.headers.upgrade?.toLowerCase() !== "websocket") return refuse("400 Bad Request", upgradeRefusal);
  if (request.headers["sec-websocket-protocol"]?.includes(SPDY_TUNNEL) === true) {
    // The library refuses the slash in this name, so that it is not shown it; `nameTunnel` answers it.
    Reflect.deleteProperty(request.headers, "sec-websocket-protocol");
    sockets.once("headers", nameTunnel);
    sockets.handleUpgrade(request, socket, head, opened =>
      serveSpdyPortForward(createWebSocketStream(opened), who, dial),
    );
    return;
  }
  const ports = [...url.query.getAll("port"), ...url.query.getAll("ports")].flatMap(text =>
    text.split(",").map(Number),
  );
  if (ports.length === 0) return refuse("400 Bad Request", 'query parameter "port" is required');
  if (!ports.every(port => Number.isInteger(port) && port > 0 && port < 65536)) {
    return refuse("400 Bad Request", 'unable to parse "port" query parameter');
  }
  sockets.handleUpgrade(request, socket, head, opened => servePortForward(opened, ports, who, dial));
}

function nameTunnel(headers: string[]): void {
  headers.push(`Sec-WebSocket-Protocol: ${SPDY_TUNNEL}`);
}

function sendText(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, { "content-type": "text/plain; charset=utf-8" }).end(text);
}

function sendJson(response: ServerResponse, value: object): void {
  response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(value));
}
