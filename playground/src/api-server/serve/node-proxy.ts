// Requests that end at a kubelet: logs, port-forwards, and the proxies to pods and services. The API server finds the node and passes on.
import type { IncomingMessage, ServerResponse } from "node:http";
import { request } from "node:https";
import type { Duplex } from "node:stream";
import { connect } from "node:tls";
import type { KubeObject } from "../../kubernetes/objects.ts";
import type { Asked } from "../cluster-state.ts";
import { listAt, numberAt, textAt } from "../../support/json.ts";
import { badRequest, internalError, notFound, refusal } from "../refusals.ts";
import type { ApiError } from "../../kubernetes/cluster-client.ts";

export interface Address {
  readonly host: string;
  readonly port: number;
}

const LOG_PARAMETERS = ["follow", "previous", "timestamps", "tailLines", "sinceSeconds", "sinceTime", "limitBytes"];
const PODS = { group: "", plural: "pods" };

/** GET …/log. A pod that no node has taken yet has none. */
export function proxyLog(asked: Asked, incoming: IncomingMessage, response: ServerResponse): Promise<void> {
  const pod = podOf(asked, asked.target.name);
  const container = containerOf(pod, asked.query.get("container") ?? "");
  if (textAt(pod, "spec", "nodeName") === "") {
    response.writeHead(204).end();
    return Promise.resolve();
  }
  const query = new URLSearchParams();
  for (const name of LOG_PARAMETERS) {
    const value = asked.query.get(name);
    if (value !== null) query.set(name, value);
  }
  const text = query.toString();
  const path = `/containerLogs/${asked.target.namespace}/${pod.metadata.name}/${container}${text === "" ? "" : `?${text}`}`;
  return pass(kubeletOf(asked, pod), path, incoming, response, { isErrorText: true });
}

/** Any method on …/pods/NAME[:PORT]/proxy/… and …/services/NAME[:PORT]/proxy/…. */
export function proxyHttp(asked: Asked, incoming: IncomingMessage, response: ServerResponse): Promise<void> {
  const { target } = asked;
  const parts = target.name.split(":");
  const [name = "", port = ""] = parts.length === 3 ? parts.slice(1) : parts;
  const { pod, number } = target.plural === "services" ? endpointOf(asked, name, port) : podTarget(asked, name, port);
  const query = asked.query.toString();
  const path = `/podProxy/${target.namespace}/${pod.metadata.name}:${number}${target.rest}${query === "" ? "" : `?${query}`}`;
  return pass(kubeletOf(asked, pod), path, incoming, response, { isErrorText: false });
}

/** An upgrade of …/portforward: from here on bytes go both ways as they come. */
export function proxyPortForward(asked: Asked, incoming: IncomingMessage, socket: Duplex, head: Buffer): void {
  const { host, port } = kubeletOf(asked, requireHost(asked));
  const query = asked.query.toString();
  const path = `/portForward/${asked.target.namespace}/${asked.target.name}${query === "" ? "" : `?${query}`}`;
  // As the real server does unless it is given a CA for kubelets: their certificates are their own.
  const upstream = connect({ host, port, rejectUnauthorized: false }, () => {
    upstream.write(
      `${incoming.method ?? "GET"} ${path} HTTP/1.1\r\nHost: ${host}:${port}\r\n${upgradeHeaders(incoming)}\r\n\r\n`,
    );
    if (head.length > 0) upstream.write(head);
    upstream.pipe(socket).pipe(upstream);
  });
  // Small frames wait for nothing: with Nagle's algorithm each would wait for the other side's delayed acknowledgement, 40 ms.
  upstream.setNoDelay(true);
  upstream.on("error", () => socket.destroy());
  upstream.on("close", () => socket.destroy());
  socket.on("error", () => upstream.destroy());
  socket.on("close", () => upstream.destroy());
}

/** Refuses a stream to a pod that is not there, or that no node has taken. */
export function requireHost(asked: Asked): KubeObject {
  const pod = podOf(asked, asked.target.name);
  if (textAt(pod, "spec", "nodeName") === "")
    throw badRequest(`pod ${pod.metadata.name} does not have a host assigned`);
  return pod;
}

function upgradeHeaders(incoming: IncomingMessage): string {
  const lines: string[] = [];
  for (let index = 0; index + 1 < incoming.rawHeaders.length; index += 2) {
    const name = incoming.rawHeaders[index] ?? "";
    if (!["host", "authorization"].includes(name.toLowerCase()))
      lines.push(`${name}: ${incoming.rawHeaders[index + 1] ?? ""}`);
  }
  return lines.join("\r\n");
}

function podOf({ cluster, target }: Asked, name: string): KubeObject {
  const pod = cluster.storage.collection("pods.").get(target.namespace, name)?.object;
  if (!pod) throw notFound(PODS, name);
  return pod;
}

function containerOf(pod: KubeObject, wanted: string): string {
  const names = ["containers", "initContainers", "ephemeralContainers"].flatMap(field =>
    listAt(pod, "spec", field).map(container => textAt(container, "name")),
  );
  if (wanted !== "") {
    if (!names.includes(wanted)) throw badRequest(`container ${wanted} is not valid for pod ${pod.metadata.name}`);
    return wanted;
  }
  const own = listAt(pod, "spec", "containers").map(container => textAt(container, "name"));
  const chosen = pod.metadata.annotations?.["kubectl.kubernetes.io/default-container"];
  if (own.length === 1 || chosen !== undefined) return own[0] ?? "";
  const init = listAt(pod, "spec", "initContainers").map(container => textAt(container, "name"));
  const initText = init.length === 0 ? "" : ` or one of the init containers: [${init.join(" ")}]`;
  throw badRequest(
    `a container name must be specified for pod ${pod.metadata.name}, choose one of: [${own.join(" ")}]${initText}`,
  );
}

function podTarget(asked: Asked, name: string, port: string): { pod: KubeObject; number: number } {
  const pod = podOf(asked, name);
  const ports = listAt(pod, "spec", "containers").flatMap(container => listAt(container, "ports"));
  const named = ports.find(entry => textAt(entry, "name") === port);
  const first = numberAt(ports[0], "containerPort") || 80;
  const number = port === "" ? first : /^\d+$/.test(port) ? Number(port) : numberAt(named, "containerPort");
  if (number === 0) throw badRequest(`port ${port} of pod ${name} is not known`);
  return { pod, number };
}

function endpointOf(asked: Asked, name: string, port: string): { pod: KubeObject; number: number } {
  const { cluster, target } = asked;
  const service = cluster.storage.collection("services.").get(target.namespace, name)?.object;
  if (!service) throw notFound({ group: "", plural: "services" }, name);
  const ports = listAt(service, "spec", "ports");
  const servicePort =
    port === "" ? ports[0] : ports.find(entry => textAt(entry, "name") === port || textAt(entry, "port") === port);
  if (servicePort === undefined) {
    throw refusal(503, "ServiceUnavailable", `no service port "${port}" found for service "${name}"`);
  }
  const endpoints = cluster.storage.collection("endpoints.").get(target.namespace, name)?.object;
  for (const subset of listAt(endpoints, "subsets")) {
    const match = listAt(subset, "ports").find(entry => textAt(entry, "name") === textAt(servicePort, "name"));
    const address = listAt(subset, "addresses")[0];
    const podName = textAt(address, "targetRef", "name");
    if (match !== undefined && podName !== "") return { pod: podOf(asked, podName), number: numberAt(match, "port") };
  }
  throw refusal(503, "ServiceUnavailable", `no endpoints available for service "${name}"`);
}

function kubeletOf({ cluster }: Asked, pod: KubeObject): Address {
  const name = textAt(pod, "spec", "nodeName");
  const node = cluster.storage.collection("nodes.").get("", name)?.object;
  if (!node) throw notFound({ group: "", plural: "nodes" }, name);
  const address = kubeletAt(node);
  if (!address) throw internalError(`node ${name} has no address to reach its kubelet at`);
  return address;
}

/** Where a node says that its kubelet listens. */
export function kubeletAt(node: KubeObject): Address | undefined {
  const addresses = listAt(node, "status", "addresses");
  const internal = addresses.find(entry => textAt(entry, "type") === "InternalIP") ?? addresses[0];
  const port = numberAt(node, "status", "daemonEndpoints", "kubeletEndpoint", "Port");
  return internal === undefined || port === 0 ? undefined : { host: textAt(internal, "address"), port };
}

function pass(
  { host, port }: Address,
  path: string,
  incoming: IncomingMessage,
  response: ServerResponse,
  options: { readonly isErrorText: boolean },
): Promise<void> {
  return new Promise((resolve, reject) => {
    const { authorization: _token, host: _host, connection: _connection, ...headers } = incoming.headers;
    const outgoing = request(
      { host, port, path, method: incoming.method, headers, rejectUnauthorized: false, agent: false },
      answer => {
        const code = answer.statusCode ?? 502;
        if (options.isErrorText && code >= 400) {
          collect(answer).then(text => reject(kubeletRefusal(code, text)), reject);
          return;
        }
        response.writeHead(code, answer.headers);
        response.flushHeaders();
        answer.pipe(response);
        answer.on("end", resolve);
        // A kubelet that goes away in the middle cuts the client off, too: a clean end would look like the end of the log.
        answer.on("error", () => {
          response.destroy();
          resolve();
        });
      },
    );
    outgoing.on("error", (error: NodeJS.ErrnoException) => {
      if (response.headersSent) {
        response.destroy();
        resolve();
      } else reject(unreachable(error, host, port, path));
    });
    response.on("close", () => outgoing.destroy());
    incoming.pipe(outgoing);
  });
}

function unreachable(error: NodeJS.ErrnoException, host: string, port: number, path: string): ApiError {
  const why = error.code === "ECONNREFUSED" ? `dial tcp ${host}:${port}: connect: connection refused` : error.message;
  return refusal(500, "InternalError", `Get "https://${host}:${port}${path}": ${why}`);
}

/** What the kubelet says in plain text becomes a Status, as the real server makes it. */
function kubeletRefusal(code: number, text: string): ApiError {
  const message = text.trim();
  if (code === 400) return badRequest(message);
  if (code === 404) return refusal(404, "NotFound", message);
  return refusal(code, "InternalError", message);
}

async function collect(answer: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of answer) if (Buffer.isBuffer(chunk)) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}
