// HTTP as programs speak it inside the playground: servers without sockets, and calls over the pod network.
import { createServer, request as httpRequest, type IncomingMessage, type Server } from "node:http";
import type { Duplex } from "node:stream";
import type { PodNetwork } from "../kubelet/program.ts";

export interface HttpCall {
  readonly method: string;
  /** With the query string. */
  readonly path: string;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface HttpAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Answers a call; `"cut"` closes the connection without an answer, as a panic in Go's net/http does. */
export type HttpHandler = (call: HttpCall) => HttpAnswer | "cut" | Promise<HttpAnswer | "cut">;

/** A server to be given to {@link PodNetwork.listen}. */
export function httpService(handler: HttpHandler): Server {
  return createServer((request, response) => {
    const answering = readBody(request).then(body =>
      handler({ method: request.method ?? "GET", path: request.url ?? "/", headers: plainHeaders(request), body }),
    );
    answering
      .then(answer => {
        if (answer === "cut") request.socket.destroy();
        else response.writeHead(answer.status, withLength(answer)).end(answer.body);
      })
      .catch(() => request.socket.destroy());
  });
}

function withLength({ headers, body }: HttpAnswer): Record<string, string> {
  return { ...headers, "content-length": String(Buffer.byteLength(body)) };
}

/** Calls a server over the pod network. Rejects with what `dial` throws, or when the other side cuts the connection. */
export async function callHttp(network: PodNetwork, host: string, port: number, call: HttpCall): Promise<HttpAnswer> {
  return exchange(await network.dial(host, port), `${host}:${port}`, call);
}

/** Sends one call over a stream that is connected already, and closes it after the answer. */
export function exchange(stream: Duplex, authority: string, call: HttpCall): Promise<HttpAnswer> {
  return new Promise((resolve, reject) => {
    const { host: _, connection: __, "content-length": ___, "transfer-encoding": ____, ...headers } = call.headers;
    const request = httpRequest(
      {
        createConnection: () => stream,
        method: call.method,
        path: call.path,
        headers: {
          ...headers,
          host: authority,
          connection: "close",
          ...(call.method === "GET" || call.method === "HEAD"
            ? {}
            : { "content-length": Buffer.byteLength(call.body) }),
        },
      },
      response => {
        readBody(response).then(
          body => resolve({ status: response.statusCode ?? 0, headers: plainHeaders(response), body }),
          reject,
        );
      },
    );
    request.on("error", reject);
    request.end(call.method === "GET" || call.method === "HEAD" ? undefined : call.body);
  });
}

export function json(status: number, value: unknown, headers: Record<string, string> = {}): HttpAnswer {
  return { status, headers: { "content-type": "application/json", ...headers }, body: JSON.stringify(value) };
}

export function plainText(status: number, body: string, headers: Record<string, string> = {}): HttpAnswer {
  return { status, headers: { "content-type": "text/plain; charset=utf-8", ...headers }, body };
}

/** The path of a call without its query. */
export function pathOf(call: HttpCall): string {
  return call.path.split("?", 1)[0] ?? "/";
}

/** What Go's `net` says of a connection that could not be made (failure-modes S08, S09, S13). */
export function dialErrorText(error: unknown, host: string, port: number): string {
  const code = errorCode(error);
  if (code === "ENOTFOUND") return `dial tcp: lookup ${host} on 10.96.0.10:53: no such host`;
  const address = host === "localhost" ? "127.0.0.1" : host;
  if (code === "ECONNREFUSED") return `dial tcp ${address}:${port}: connect: connection refused`;
  if (code === "ECONNRESET") return `read tcp ${address}:${port}: read: connection reset by peer`;
  return "EOF";
}

/** The `code` that Node's system errors bear. */
export function errorCode(error: unknown): string | undefined {
  return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : undefined;
}

async function readBody(stream: IncomingMessage): Promise<string> {
  let body = "";
  stream.setEncoding("utf8");
  for await (const part of stream) body += String(part);
  return body;
}

function plainHeaders(message: IncomingMessage): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(message.headers)) {
    if (value !== undefined) headers[name] = Array.isArray(value) ? value.join(", ") : value;
  }
  return headers;
}
