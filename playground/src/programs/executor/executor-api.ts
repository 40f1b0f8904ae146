// The executor's REST interface: its routes by protocol, and what it adds to answers (seldon-facts §7.1, §7.5).
import { randomUUID } from "node:crypto";
import type { ProgramContext } from "../../kubelet/program.ts";
import {
  callHttp,
  dialErrorText,
  json,
  pathOf,
  plainText,
  type HttpAnswer,
  type HttpCall,
} from "../../support/http.ts";
import { isObject, parseJson } from "../../support/json.ts";
import { allNodes, type ExecutorArguments, type GraphNode } from "./arguments.ts";
import { PANIC_STACK, type ExecutorLog } from "./executor-log.ts";
import type { ExecutorMetrics } from "./executor-metrics.ts";
import { failure, predict, sendFeedback, type Outcome, type UnitMethod, type Walk } from "./graph-walk.ts";

export interface ExecutorParts {
  readonly context: ProgramContext;
  readonly args: ExecutorArguments;
  readonly log: ExecutorLog;
  readonly metrics: ExecutorMetrics;
  readonly random: () => number;
  /** Ends the process after a panic in a goroutine. */
  readonly crash: (message: string) => void;
}

interface Route {
  readonly method: "GET" | "POST";
  readonly pattern: RegExp;
  readonly service: string;
  readonly handle: (parts: ExecutorParts, call: HttpCall, name: string) => Promise<Outcome | HttpAnswer>;
}

const COMMON: readonly Route[] = [
  { method: "GET", pattern: /^\/live$/, service: "", handle: live },
  { method: "GET", pattern: /^\/ready$/, service: "", handle: ready },
  {
    method: "GET",
    pattern: /^\/prometheus$/,
    service: "",
    handle: async ({ metrics }) => Promise.resolve(plainText(200, metrics.print())),
  },
];

const ROUTES: Readonly<Record<ExecutorArguments["protocol"], readonly Route[]>> = {
  seldon: [
    { method: "POST", pattern: /^\/api\/v(?:1\.0|0\.1)\/predictions$/, service: "predictions", handle: predictions },
    { method: "POST", pattern: /^\/api\/v(?:1\.0|0\.1)\/feedback$/, service: "feedback", handle: feedback },
    { method: "GET", pattern: /^\/api\/v1\.0\/metadata$/, service: "metadata", handle: graphMetadata },
    {
      method: "GET",
      pattern: /^\/api\/v(?:1\.0|0\.1)\/metadata\/([^/]+)$/,
      service: "metadata",
      handle: ask("/metadata"),
    },
    {
      method: "GET",
      pattern: /^\/api\/v1\.0\/(?:status|health\/status)$/,
      service: "status",
      handle: ask("/health/status"),
    },
    {
      method: "GET",
      pattern: /^\/api\/v(?:1\.0|0\.1)\/status\/([^/]+)$/,
      service: "status",
      handle: ask("/health/status"),
    },
    { method: "GET", pattern: /^\/api\/v(?:1\.0|0\.1)\/doc\/$/, service: "", handle: documentation },
  ],
  tensorflow: [
    {
      method: "POST",
      pattern: /^\/v1\/models(?:\/([^/:]*))?\/?:predict$/,
      service: "predictions",
      handle: predictions,
    },
    { method: "POST", pattern: /^\/api\/v1\.0\/feedback$/, service: "feedback", handle: feedback },
    {
      method: "GET",
      pattern: /^\/v1\/models\/([^/:]+)\/metadata$/,
      service: "metadata",
      handle: askModel("/v1/models/%/metadata"),
    },
    { method: "GET", pattern: /^\/v1\/models\/([^/:]+)$/, service: "status", handle: askModel("/v1/models/%") },
  ],
  v2: [
    { method: "POST", pattern: /^\/v2\/models\/(?:([^/]+)\/)?infer$/, service: "predictions", handle: predictions },
    {
      method: "GET",
      pattern: /^\/v2\/models\/([^/]+)\/ready$/,
      service: "status",
      handle: askModel("/v2/models/%/ready"),
    },
    { method: "GET", pattern: /^\/v2\/models\/([^/]+)$/, service: "metadata", handle: askModel("/v2/models/%") },
    { method: "GET", pattern: /^\/v2\/health\/ready$/, service: "status", handle: ready },
    { method: "GET", pattern: /^\/v2\/docs\/$/, service: "", handle: documentation },
  ],
};

/** Answers one request to the executor; `grpcPath` is the method that it came by, where it came over gRPC. */
export async function executorAnswer(
  parts: ExecutorParts,
  call: HttpCall,
  grpcPath?: string,
): Promise<HttpAnswer | "cut"> {
  const path = pathOf(call);
  const puid = call.headers["seldon-puid"] ?? randomUUID();
  const headers = { "seldon-puid": puid, "access-control-allow-origin": "*", "x-content-type-options": "nosniff" };
  const matching = [...COMMON, ...ROUTES[parts.args.protocol]].filter(({ pattern }) => pattern.test(path));
  const route = matching.find(({ method }) => method === call.method);
  if (route === undefined) {
    return matching.length === 0 ? plainText(404, "404 page not found\n", headers) : plainText(405, "", headers);
  }
  const started = performance.now();
  const [, name = ""] = route.pattern.exec(path) ?? [];
  const outcome = await route.handle(parts, { ...call, headers: { ...call.headers, "seldon-puid": puid } }, name);
  const answer = toAnswer(parts, outcome);
  if (answer === "cut") return answer;
  const seconds = (performance.now() - started) / 1000;
  if (grpcPath !== undefined) parts.metrics.served(grpcPath, "unary", answer.status === 200 ? 0 : UNKNOWN, seconds);
  else if (route.service !== "") parts.metrics.served(route.service, call.method.toLowerCase(), answer.status, seconds);
  return { ...answer, headers: { ...answer.headers, ...headers } };
}

/** The gRPC status of a Go error. */
const UNKNOWN = 2;

/** Errors go out as plain text, since the header is written after the status; answers are HTML-escaped JSON. */
function toAnswer(parts: ExecutorParts, outcome: Outcome | HttpAnswer): HttpAnswer | "cut" {
  if (!("kind" in outcome)) return outcome;
  if (outcome.kind === "answer") {
    const escaped = outcome.body.replace(/[<>&]/g, mark => `\\u00${mark.charCodeAt(0).toString(16)}`);
    return { status: 200, headers: { "content-type": "application/json" }, body: escaped };
  }
  if (outcome.kind === "error") return plainText(outcome.status, outcome.body);
  for (const line of [`http: panic serving: runtime error: ${outcome.message}`, ...PANIC_STACK]) {
    parts.context.log(line, "stderr");
  }
  if (outcome.killsProcess) parts.crash(outcome.message);
  return "cut";
}

async function predictions(parts: ExecutorParts, call: HttpCall, model: string): Promise<Outcome> {
  const walk = walkOf(parts, call, model);
  const outcome = await predict(walk, parts.args.graph, call.body);
  const isTold = /^(?:true|1)$/i.test(parts.context.env.get("SELDON_ENABLE_ROUTING_INJECTION") ?? "");
  return isTold && parts.args.protocol === "seldon" ? withRouting(outcome, walk.routing) : outcome;
}

/** Which way the request took, where the executor is told to say so (seldon-facts §7.6). */
function withRouting(outcome: Outcome, routing: ReadonlyMap<string, number>): Outcome {
  const answer = outcome.kind === "answer" ? parseJson(outcome.body) : undefined;
  if (!isObject(answer)) return outcome;
  const meta = isObject(answer["meta"]) ? answer["meta"] : {};
  const body = JSON.stringify({ ...answer, meta: { ...meta, routing: Object.fromEntries(routing) } });
  return { kind: "answer", body };
}

async function feedback(parts: ExecutorParts, call: HttpCall): Promise<Outcome> {
  return sendFeedback(walkOf(parts, call, ""), parts.args.graph, call.body);
}

function walkOf(parts: ExecutorParts, call: HttpCall, model: string): Walk {
  const { protocol } = parts.args;
  return {
    protocol,
    random: parts.random,
    routing: new Map(),
    call: (node, method, body) =>
      callUnit(parts, node, unitPath(protocol, node, method, model), { ...call, method: "POST", body }),
  };
}

/** With a model in the path that name is used for every unit (seldon-facts §7.1). */
function unitPath(protocol: ExecutorArguments["protocol"], node: GraphNode, method: UnitMethod, model: string): string {
  const name = model === "" ? node.name : model;
  if (protocol === "tensorflow") return `/v1/models/${name}:predict`;
  return protocol === "v2" ? `/v2/models/${name}/infer` : `/${method}`;
}

async function callUnit(parts: ExecutorParts, node: GraphNode, path: string, call: HttpCall): Promise<Outcome> {
  const { host, port } = node.endpoint ?? { host: "", port: 0 };
  const url = `http://${host}:${port}${path}`;
  const started = performance.now();
  try {
    const answer = await callHttp(parts.context.network, host, port, { ...call, path });
    const seconds = (performance.now() - started) / 1000;
    parts.metrics.called(node, path, call.method.toLowerCase(), answer.status, seconds);
    if (node.loggerUrl !== undefined) await sendPayload(parts, node.loggerUrl, call.body);
    if (answer.status === 200) return { kind: "answer", body: answer.body };
    parts.log("error", "JSONRestClient", "httpPost failed", { "response code": answer.status });
    return { kind: "error", status: answer.status, body: answer.body };
  } catch (error) {
    const verb = call.method === "POST" ? "Post" : "Get";
    return failure(`${verb} ${JSON.stringify(url)}: ${dialErrorText(error, host, port)}`);
  }
}

/** Payload logging: a sink that is not there costs the client nothing, and leaves a line in the log (failure-modes F55). */
async function sendPayload({ context, log }: ExecutorParts, url: string, body: string): Promise<void> {
  const [, host = "", port = "80", path = "/"] = /^https?:\/\/([^:/]+)(?::(\d+))?(\/.*)?$/.exec(url) ?? [];
  const headers = { "content-type": "application/json", "ce-type": "io.seldon.serving.inference.request" };
  try {
    await callHttp(context.network, host, Number(port), { method: "POST", path, headers, body });
  } catch (error) {
    const problem = `Post ${JSON.stringify(url)}: ${dialErrorText(error, host, Number(port))}`;
    log("error", "entrypoint.logger", "Failed to send cloudevent log", { error: problem });
  }
}

function ask(path: string): Route["handle"] {
  return async (parts, call, name) => askUnit(parts, call, name === "" ? parts.args.graph.name : name, path);
}

function askModel(pattern: string): Route["handle"] {
  return async (parts, call, name) => askUnit(parts, call, name, pattern.replace("%", name));
}

async function askUnit(parts: ExecutorParts, call: HttpCall, name: string, path: string): Promise<Outcome> {
  const node = allNodes(parts.args.graph).find(candidate => candidate.name === name);
  if (node === undefined) return failure(`Failed to find model ${name}`);
  if (node.endpoint === undefined) return NIL_POINTER;
  return callUnit(parts, node, path, { ...call, method: "GET", body: "" });
}

const NIL_POINTER: Outcome = {
  kind: "panic",
  message: "invalid memory address or nil pointer dereference",
  killsProcess: false,
};

/** Metadata of all units; a unit without an endpoint crashes the request (seldon-facts §7.6). */
async function graphMetadata(parts: ExecutorParts, call: HttpCall): Promise<Outcome | HttpAnswer> {
  const models: Record<string, unknown> = {};
  for (const node of allNodes(parts.args.graph)) {
    const answer = await askUnit(parts, call, node.name, "/metadata");
    if (answer.kind !== "answer") return answer;
    models[node.name] = parseJson(answer.body);
  }
  return json(200, { name: parts.args.predictor, models, graphinputs: [], graphoutputs: [] });
}

async function documentation(): Promise<HttpAnswer> {
  return Promise.resolve({
    status: 200,
    headers: { "content-type": "text/html" },
    body: '<!doctype html><title>Swagger UI</title><div id="swagger-ui"></div>',
  });
}

/** A mesh that covers the probes answers in the executor's place (failure-modes F36). */
async function live({ context }: ExecutorParts): Promise<HttpAnswer> {
  return Promise.resolve(
    context.scenarios.has("mesh-refuses-probes") ? plainText(403, "RBAC: access denied") : plainText(200, ""),
  );
}

/** Ready means that every unit's port takes a connection; with full health checks, that it says so itself. */
async function ready(parts: ExecutorParts): Promise<HttpAnswer> {
  for (const { endpoint } of allNodes(parts.args.graph)) {
    // Units without a container of their own have no endpoint, or an empty one.
    if (endpoint === undefined || endpoint.host === "" || endpoint.servicePort === 0) continue;
    const problem = await unready(parts, endpoint.host, endpoint.servicePort);
    if (problem === undefined) continue;
    parts.log("error", "SeldonRestApi", "Ready check failed", { error: problem });
    return { status: 503, headers: {}, body: "" };
  }
  return { status: 200, headers: {}, body: "" };
}

async function unready({ context, args }: ExecutorParts, host: string, port: number): Promise<string | undefined> {
  try {
    if (!args.hasFullHealthChecks || args.protocol === "tensorflow") {
      (await context.network.dial(host, port)).destroy();
      return undefined;
    }
    const path = args.protocol === "v2" ? "/v2/health/ready" : "/api/v1.0/health/status";
    const answer = await callHttp(context.network, host, port, { method: "GET", path, headers: {}, body: "" });
    return answer.status === 200 ? undefined : `Bad status from ${host}:${port}`;
  } catch (error) {
    return dialErrorText(error, host, port);
  }
}
