// HTTPS to an API server: JSON requests over kept connections, and answers that go on, a JSON value per line.
import type { ClientRequest, IncomingMessage } from "node:http";
import { Agent, request } from "node:https";
import { ApiError } from "./cluster-client.ts";
import type { Connection } from "./connection.ts";
import type { Status } from "./objects.ts";
import { parseJson } from "../support/json.ts";

export interface ApiRequest {
  readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  /** Below the server's address, with the query. */
  readonly path: string;
  readonly body?: unknown;
  readonly contentType?: string;
}

/** Both throw {@link ApiError} for what the API server refuses, and Node's own errors for what the network does. */
export interface Transport {
  /** The parsed answer. */
  send(call: ApiRequest): Promise<unknown>;
  /** The answer's lines, parsed, until the server ends it or the signal is aborted. */
  lines(path: string, signal: AbortSignal): AsyncGenerator<unknown, void>;
  close(): void;
}

/** At a time; others wait. A thousand pods that start together would else open a thousand connections. */
const MOST_REQUESTS = 32;

/** Opens nothing yet. The API server takes the field manager of writes from the user agent's first word. */
export function createTransport(connection: Connection, userAgent: string): Transport {
  const options = { keepAlive: true, keepAliveMsecs: 30_000, ...tlsOptions(connection) };
  const agents = { requests: new Agent({ ...options, maxSockets: MOST_REQUESTS }), streams: new Agent(options) };
  const open = (call: ApiRequest, body: Buffer | undefined, signal?: AbortSignal): ClientRequest => {
    const agent = signal ? agents.streams : agents.requests;
    const base = connection.server.replace(/\/$/, "");
    const headers: Record<string, string> = { accept: "application/json", "user-agent": userAgent };
    if (connection.token !== undefined) headers["authorization"] = `Bearer ${connection.token}`;
    if (body) {
      headers["content-type"] = call.contentType ?? "application/json";
      headers["content-length"] = String(body.length);
    }
    return request(`${base}${call.path}`, { agent, method: call.method, headers, ...(signal ? { signal } : {}) });
  };
  const send = async (call: ApiRequest): Promise<unknown> => {
    const body = call.body === undefined ? undefined : Buffer.from(JSON.stringify(call.body));
    for (;;) {
      const outgoing = open(call, body);
      try {
        const answer = await respond(outgoing, body);
        return readAnswer(answer, await readText(answer));
      } catch (error) {
        // A kept connection may be closed by the server just as it is used again. A POST might have arrived all the same.
        if (!outgoing.reusedSocket || call.method === "POST" || !isCut(error)) throw error;
      }
    }
  };
  async function* lines(path: string, signal: AbortSignal): AsyncGenerator<unknown, void> {
    const answer = await respond(open({ method: "GET", path }, undefined, signal), undefined);
    if (answer.statusCode !== 200) readAnswer(answer, await readText(answer));
    yield* jsonLines(answer);
  }
  return { send, lines, close: () => Object.values(agents).forEach(agent => agent.destroy()) };
}

function tlsOptions(connection: Connection): { ca?: string; cert?: string; key?: string } {
  return {
    ...(connection.certificateAuthority === undefined ? {} : { ca: connection.certificateAuthority }),
    ...(connection.clientCertificate === undefined ? {} : { cert: connection.clientCertificate }),
    ...(connection.clientKey === undefined ? {} : { key: connection.clientKey }),
  };
}

function respond(outgoing: ClientRequest, body: Buffer | undefined): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    outgoing.on("response", resolve);
    outgoing.on("error", reject);
    outgoing.end(body);
  });
}

async function readText(answer: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of answer) if (Buffer.isBuffer(chunk)) chunks.push(chunk);
  return Buffer.concat(chunks).toString("utf8");
}

function readAnswer(answer: IncomingMessage, text: string): unknown {
  const code = answer.statusCode ?? 0;
  const value = parseJson(text);
  if (code >= 200 && code < 300) return value;
  throw new ApiError(isStatus(value) ? value : plainStatus(code, text));
}

/** Whether a value is the API server's `Status`, the body of its refusals. */
export function isStatus(value: unknown): value is Status {
  return typeof value === "object" && value !== null && "kind" in value && value.kind === "Status";
}

function plainStatus(code: number, text: string): Status {
  const message = text.trim() === "" ? `the server answered with ${code}` : text.trim();
  return { kind: "Status", apiVersion: "v1", metadata: {}, status: "Failure", message, code };
}

async function* jsonLines(answer: IncomingMessage): AsyncGenerator<unknown, void> {
  answer.setEncoding("utf8");
  let rest = "";
  for await (const chunk of answer) {
    rest += String(chunk);
    for (let end = rest.indexOf("\n"); end >= 0; end = rest.indexOf("\n")) {
      const line = rest.slice(0, end);
      rest = rest.slice(end + 1);
      if (line.trim() !== "") yield JSON.parse(line);
    }
  }
}

function isCut(error: unknown): boolean {
  return error instanceof Error && "code" in error && (error.code === "ECONNRESET" || error.code === "EPIPE");
}
