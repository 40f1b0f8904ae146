// From a request to its answer: who asks, may they, what do they want.
import type { IncomingMessage, ServerResponse } from "node:http";
import type { Duplex } from "node:stream";
import type { Tokens, User } from "../authentication.ts";
import { forbiddenRequest, type Attributes } from "../authorization.ts";
import { readBody } from "../body.ts";
import { resourceOf, type Asked, type ClusterState } from "../cluster-state.ts";
import { readFormat } from "../read/negotiation.ts";
import { findObjects, getText, listText, scaleText } from "../read/list.ts";
import { watch } from "../read/watch.ts";
import { badRequest, methodNotAllowed, noResource, refusal } from "../refusals.ts";
import type { Resource } from "../resource.ts";
import { readRequest, type RequestInfo } from "../request.ts";
import { readWriteOptions, requireManager } from "../write-options.ts";
import { create, type Written } from "../write/create.ts";
import { remove, removeAll } from "../write/delete.ts";
import { patch, update } from "../write/update.ts";
import { discoveryDocument } from "./discovery.ts";
import { proxyHttp, proxyLog, proxyPortForward, requireHost } from "./node-proxy.ts";
import { openApiDocument } from "./openapi.ts";
import { openApiV2Document } from "./openapi-v2.ts";
import { OPENAPI_V2_TYPE, swaggerBytes } from "./openapi-v2-protobuf.ts";
import { answerMetrics, METRICS_GROUP } from "./metrics.ts";
import { bindPod, evictPod } from "./pod-actions.ts";
import { addWarnings, sendError, sendText, statusOf } from "./responses.ts";
import { answeredReview } from "./reviews.ts";
import { writtenText } from "./written-text.ts";

export interface Handler {
  handle(incoming: IncomingMessage, response: ServerResponse): Promise<void>;
  upgrade(incoming: IncomingMessage, socket: Duplex, head: Buffer): void;
  /** Ends all watches. */
  endWatches(): void;
}

const BODY_LIMIT = 3 * 1024 * 1024;
const VERSION = {
  major: "1",
  minor: "27",
  gitVersion: "v1.27.16",
  gitCommit: "",
  gitTreeState: "clean",
  buildDate: "2024-07-17T01:44:26Z",
  goVersion: "go1.22.5",
  compiler: "gc",
  platform: "linux/amd64",
};
const PATHS = JSON.stringify({ paths: ["/api", "/apis", "/healthz", "/openapi/v2", "/openapi/v3", "/version"] });
const HEALTH: ReadonlySet<string> = new Set(["/healthz", "/livez", "/readyz"]);

/** Answers requests from a cluster's state. */
export function createHandler(cluster: ClusterState, tokens: Tokens): Handler {
  const watches = new Set<() => void>();
  const context: Context = { cluster, tokens, watches };
  return {
    async handle(incoming, response) {
      try {
        await answer(context, incoming, response);
      } catch (error) {
        sendError(response, error);
      }
    },
    upgrade(incoming, socket, head) {
      try {
        upgrade(context, incoming, socket, head);
      } catch (error) {
        refuseUpgrade(socket, error);
      }
    },
    endWatches() {
      for (const stop of watches) stop();
      watches.clear();
    },
  };
}

interface Context {
  readonly cluster: ClusterState;
  readonly tokens: Tokens;
  readonly watches: Set<() => void>;
}

async function answer(context: Context, incoming: IncomingMessage, response: ServerResponse): Promise<void> {
  const user = context.tokens.authenticate(incoming.headers.authorization);
  const info = readRequest(incoming.method ?? "GET", incoming.url ?? "/");
  authorize(context.cluster, user, info);
  if (!info.target) {
    answerPath(context.cluster, info, incoming, response);
    return;
  }
  const resource = resourceOf(context.cluster, info.target);
  const asked: Asked = { cluster: context.cluster, resource, target: info.target, user, query: info.query };
  await answerResource(context, asked, info, incoming, response);
}

function authorize(cluster: ClusterState, user: User, { target, verb, path, method }: RequestInfo): void {
  const attributes: Attributes = target
    ? {
        verb,
        group: target.group,
        resource: target.plural,
        subresource: target.subresource,
        name: target.name,
        namespace: target.plural === "namespaces" ? target.name : target.namespace,
      }
    : { verb: method.toLowerCase(), path };
  if (!cluster.authorizer.isAllowed(user, attributes)) throw forbiddenRequest(user, attributes);
}

function answerPath(
  cluster: ClusterState,
  info: RequestInfo,
  incoming: IncomingMessage,
  response: ServerResponse,
): void {
  if (info.method !== "GET" && info.method !== "HEAD") throw methodNotAllowed();
  const path = info.path.length > 1 ? info.path.replace(/\/$/, "") : info.path;
  const resources = cluster.registry.all();
  if (path === "/version") sendText(response, 200, JSON.stringify(VERSION));
  else if (HEALTH.has(path)) sendText(response, 200, "ok", "text/plain; charset=utf-8");
  else if (path === "/openapi/v2") sendOpenApiV2(resources, incoming, response);
  else if (path === "/") sendText(response, 200, PATHS);
  else {
    const discovery = discoveryDocument(path, incoming.headers.accept ?? "", resources);
    const openApi = discovery ? undefined : openApiDocument(path, resources);
    if (!discovery && !openApi) return sendNothing(path, response);
    sendText(response, 200, JSON.stringify(discovery?.body ?? openApi), discovery?.type);
  }
}

/** Where nothing is served: below the roots of the API the text of Go's net/http, elsewhere the paths that there are. */
function sendNothing(path: string, response: ServerResponse): void {
  if (/^\/apis?\//.test(path)) sendText(response, 404, "404 page not found\n", "text/plain; charset=utf-8");
  else sendText(response, 404, PATHS);
}

/** kubectl takes protobuf only. */
function sendOpenApiV2(resources: readonly Resource[], incoming: IncomingMessage, response: ServerResponse): void {
  const document = openApiV2Document(resources);
  if (!(incoming.headers.accept ?? "").includes("protobuf")) {
    sendText(response, 200, JSON.stringify(document));
    return;
  }
  const body = swaggerBytes(document);
  response.writeHead(200, { "Content-Type": OPENAPI_V2_TYPE, "Content-Length": body.length }).end(body);
}

async function answerResource(
  context: Context,
  asked: Asked,
  info: RequestInfo,
  incoming: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { target, resource } = asked;
  const subresource = resource.subresources.find(entry => entry.name === target.subresource);
  if (target.subresource !== "" && !subresource) throw noResource();
  if (target.subresource === "proxy") return proxyHttp(asked, incoming, response);
  if (!(subresource?.verbs ?? resource.verbs).includes(info.verb)) throw methodNotAllowed();
  if (["patch", "update"].includes(info.verb) && target.name === "") throw methodNotAllowed();
  if (info.verb === "create" && target.name !== "" && target.subresource === "") throw methodNotAllowed();
  if (resource.group === METRICS_GROUP) return answerMetrics(asked, response);
  if (target.subresource === "log") return proxyLog(asked, incoming, response);
  if (["attach", "exec", "portforward"].includes(target.subresource)) {
    requireHost(asked);
    throw refuseStream(target.subresource);
  }
  switch (info.verb) {
    case "get":
      sendText(response, 200, singleText(asked, incoming));
      return;
    case "list":
      sendText(response, 200, listText(asked, readFormat(incoming.headers.accept, asked.query)));
      return;
    case "watch": {
      const stop = watch(asked, readFormat(incoming.headers.accept, asked.query), response);
      context.watches.add(stop);
      response.on("close", () => context.watches.delete(stop));
      return;
    }
    default: {
      const format = readFormat(incoming.headers.accept, asked.query);
      const written = await write(context, asked, info, incoming);
      addWarnings(response, written.warnings);
      sendText(response, written.code, writtenText(asked, written, format));
    }
  }
}

function singleText(asked: Asked, incoming: IncomingMessage): string {
  if (asked.target.subresource === "scale") return scaleText(asked);
  return getText(asked, readFormat(incoming.headers.accept, asked.query));
}

async function write(context: Context, asked: Asked, info: RequestInfo, incoming: IncomingMessage): Promise<Written> {
  const bytes = await readBytes(incoming);
  const type = incoming.headers["content-type"] ?? "";
  const agent = incoming.headers["user-agent"] ?? "";
  const { target } = asked;
  switch (info.verb) {
    case "create": {
      const body = readBody(bytes, type);
      const { fieldManager } = readWriteOptions(info.query, "CreateOptions", agent);
      const review = answeredReview(asked, body.value, token => context.tokens.userOf(token), fieldManager);
      if (review) return { code: 201, object: review, warnings: [] };
      if (target.subresource === "binding") return bindPod(asked, body.value);
      if (target.subresource === "eviction") return evictPod(asked, body.value);
      return create(asked, body, readWriteOptions(info.query, "CreateOptions", agent));
    }
    case "update":
      return update(asked, readBody(bytes, type), readWriteOptions(info.query, "UpdateOptions", agent));
    case "patch":
      if (type.startsWith("application/apply-patch")) requireManager(info.query);
      return patch(asked, bytes, type, readWriteOptions(info.query, "PatchOptions", agent));
    case "delete":
      return remove(asked, bytes.length === 0 ? undefined : readBody(bytes, type).value);
    case "deletecollection":
      return removeAll(asked, findObjects(asked).objects, bytes.length === 0 ? undefined : readBody(bytes, type).value);
    default:
      throw methodNotAllowed();
  }
}

async function readBytes(incoming: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of incoming) {
    if (!Buffer.isBuffer(chunk)) continue;
    size += chunk.length;
    if (size > BODY_LIMIT) {
      throw refusal(413, "RequestEntityTooLarge", `Request entity too large: limit is ${BODY_LIMIT}`, {});
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function upgrade(context: Context, incoming: IncomingMessage, socket: Duplex, head: Buffer): void {
  const user = context.tokens.authenticate(incoming.headers.authorization);
  const info = readRequest(incoming.method ?? "GET", incoming.url ?? "/");
  authorize(context.cluster, user, info);
  if (!info.target) throw noResource();
  const resource = resourceOf(context.cluster, info.target);
  const { subresource, plural } = info.target;
  const asked: Asked = { cluster: context.cluster, resource, target: info.target, user, query: info.query };
  if (plural === "pods") requireHost(asked);
  if (plural !== "pods" || subresource !== "portforward" || !isPortForward(incoming)) throw refuseStream(subresource);
  proxyPortForward(asked, incoming, socket, head);
}

/** SPDY, as kubectl speaks it, or a WebSocket with one of the protocols that there are. */
function isPortForward({ headers }: IncomingMessage): boolean {
  if (headers.upgrade?.toLowerCase() === "spdy/3.1") return true;
  const protocols = (headers["sec-websocket-protocol"] ?? "").split(",").map(name => name.trim());
  return protocols.some(name => /^(?:v4\.)?(?:base64\.)?channel\.k8s\.io$|^v4\.|^SPDY\/3\.1\+/.test(name));
}

/** Commands in containers are not part of the playground; the text is what kubectl prints. */
function refuseStream(subresource: string): Error {
  if (subresource === "portforward") {
    return badRequest(
      "ports are forwarded over SPDY/3.1, or over WebSocket with v4.channel.k8s.io or SPDY/3.1+portforward.k8s.io",
    );
  }
  return badRequest(`the playground does not run commands in containers: ${subresource} is not supported`);
}

function refuseUpgrade(socket: Duplex, error: unknown): void {
  const status = statusOf(error);
  const body = JSON.stringify(status);
  socket.on("error", () => socket.destroy());
  socket.end(
    `HTTP/1.1 ${status.code ?? 500} ${status.reason ?? "Error"}\r\nContent-Type: application/json\r\n` +
      `Content-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n${body}`,
  );
}
