// An API server for tests, and requests to it as a plain HTTPS client makes them.
import { request, type RequestOptions } from "node:https";
import { parseJson } from "../../support/json.ts";
import { startApiServer, type ApiServer, type ApiServerOptions } from "../start.ts";
import type { UserName } from "../authentication.ts";

export interface TestServer {
  readonly api: ApiServer;
  /** Sends a request; answers with the status code and the parsed body. */
  send(method: string, path: string, body?: unknown, options?: SendOptions): Promise<Answer>;
  /** Opens a watch that collects events until it is closed. */
  watch(path: string): Promise<TestWatch>;
}

export interface SendOptions {
  readonly user?: UserName;
  readonly contentType?: string;
  readonly accept?: string;
  readonly token?: string;
}

export interface Answer {
  readonly code: number;
  readonly body: unknown;
  readonly warnings: string | undefined;
}

export interface TestWatch {
  /** Waits until so many events have come, and gives them as `TYPE name`. */
  next(count: number): Promise<string[]>;
  readonly events: readonly unknown[];
  /** Resolves when the server ends the stream. */
  readonly ended: Promise<void>;
  close(): void;
}

/** Starts a server for a test file; close it with `api.close()`. */
export async function startTestServer(options: ApiServerOptions = {}): Promise<TestServer> {
  const api = await startApiServer(options);
  return {
    api,
    send: (method, path, body, sendOptions = {}) => send(api, method, path, body, sendOptions),
    watch: path => openWatch(api, path),
  };
}

function target(api: ApiServer, method: string, path: string, options: SendOptions): RequestOptions {
  const url = new URL(api.url);
  return {
    host: url.hostname,
    port: url.port,
    method,
    path,
    ca: api.caCertificate,
    agent: false,
    headers: {
      Authorization: `Bearer ${options.token ?? api.token(options.user ?? "admin")}`,
      "Content-Type": options.contentType ?? "application/json",
      Accept: options.accept ?? "application/json",
      "User-Agent": "test/1.0",
    },
  };
}

function send(api: ApiServer, method: string, path: string, body: unknown, options: SendOptions): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const outgoing = request(target(api, method, path, options), response => {
      const chunks: Buffer[] = [];
      response.on("data", (chunk: Buffer) => chunks.push(chunk));
      response.on("end", () => {
        const { warning } = response.headers;
        const text = Buffer.concat(chunks).toString();
        resolve({ code: response.statusCode ?? 0, body: parseJson(text) ?? text, warnings: warning });
      });
    });
    outgoing.on("error", reject);
    if (body !== undefined) {
      const text = typeof body === "string" ? body : JSON.stringify(body);
      // Node does not frame the body of a DELETE by itself.
      outgoing.setHeader("Content-Length", Buffer.byteLength(text));
      outgoing.write(text);
    }
    outgoing.end();
  });
}

function openWatch(api: ApiServer, path: string): Promise<TestWatch> {
  return new Promise((resolve, reject) => {
    const events: unknown[] = [];
    const waiting: (() => void)[] = [];
    const outgoing = request(target(api, "GET", path, {}), response => {
      let rest = "";
      const ended = new Promise<void>(end => response.on("close", end));
      response.on("error", () => {});
      response.on("data", (chunk: Buffer) => {
        const lines = (rest + chunk.toString()).split("\n");
        rest = lines.pop() ?? "";
        events.push(...lines.map(parseJson));
        for (const wake of waiting.splice(0)) wake();
      });
      resolve({
        events,
        ended,
        close: () => outgoing.destroy(),
        async next(count) {
          while (events.length < count) await new Promise<void>(wake => waiting.push(wake));
          return events.map(describe);
        },
      });
    });
    outgoing.on("error", reject);
    outgoing.end();
  });
}

function describe(event: unknown): string {
  const text = JSON.stringify(event);
  const type = /"type":"(\w+)"/.exec(text)?.[1] ?? "";
  const name = /"metadata":\{[^{}]*?"name":"([^"]+)"/.exec(text)?.[1] ?? "";
  return `${type} ${name}`;
}
