// Predictions over HTTP/1.1, on connections that are kept for the next request.
import http, { type ClientRequest, type IncomingMessage } from "node:http";
import https from "node:https";
import type { Duplex } from "node:stream";
import type { Outcome, RestCall } from "../../domain/predict/index.ts";
import { startAttempt, type Attempt, type Limits } from "./attempt.ts";
import { readText, textSize, writeText } from "./body-writer.ts";
import type { Dialled, Way } from "./way.ts";

export interface RestCaller {
  call(call: RestCall, headers: Readonly<Record<string, string>>, limits: Limits): Promise<Outcome>;
  close(): void;
}

/** As many as a burst may have at a time. */
const MOST_SOCKETS = 64;

export function createRestCaller(way: Way): RestCaller {
  const module = way.isSecure ? https : http;
  const agent = new module.Agent({ keepAlive: true, maxSockets: MOST_SOCKETS });
  const closing = new AbortController();
  const dialled = new WeakMap<Duplex, Dialled>();
  agent.createConnection = (_, callback) => {
    way.dial("http/1.1", closing.signal).then(
      connection => {
        dialled.set(connection.socket, connection);
        callback?.(null, connection.socket);
      },
      // The stream is of no interest where there is an error, and Node's types want one.
      (error: unknown) => {
        if (callback) Reflect.apply(callback, undefined, [error]);
      },
    );
    return undefined;
  };
  return {
    async call(call, headers, limits) {
      const attempt = startAttempt(limits);
      const { host, port } = way;
      try {
        const length = call.body === undefined ? {} : { "content-length": String(await textSize(call.body)) };
        const request = module.request({
          ...{ host, port, agent, method: call.method, path: way.prefix + call.path, signal: attempt.signal },
          headers: { ...headers, ...length },
        });
        return await exchange(request, call, attempt, dialled);
      } finally {
        attempt.end();
      }
    },
    close() {
      closing.abort();
      agent.destroy();
    },
  };
}

async function exchange(
  request: ClientRequest,
  call: RestCall,
  attempt: Attempt,
  dialled: WeakMap<Duplex, Dialled>,
): Promise<Outcome> {
  let connection: Dialled | undefined;
  const answered = new Promise<IncomingMessage>((resolve, reject) => {
    request.once("response", resolve);
    request.on("error", reject);
    request.once("close", () => reject(new Error("The connection was closed.")));
  });
  request.once("socket", socket => {
    connection = dialled.get(socket);
    attempt.begin();
    const writing = call.body === undefined ? Promise.resolve() : writeText(request, call.body);
    // A request that is destroyed meanwhile has its own end.
    writing.then(() => request.end()).catch(() => {});
  });
  try {
    const response = await answered;
    const { text, size } = await readText(response);
    return {
      kind: "answer",
      transport: "rest",
      status: response.statusCode ?? 0,
      headers: headerList(response),
      body: text,
      latency: attempt.elapsed(),
      size,
      ...(connection?.pod !== undefined && { pod: connection.pod }),
    };
  } catch (error) {
    request.destroy();
    return attempt.failed(error, attempt.signal.aborted ? undefined : await connection?.whyEnded());
  }
}

/** In the order of the wire; a header that comes twice stands twice. */
function headerList({ rawHeaders }: IncomingMessage): [string, string][] {
  const list: [string, string][] = [];
  for (let index = 0; index + 1 < rawHeaders.length; index += 2) {
    list.push([(rawHeaders[index] ?? "").toLowerCase(), rawHeaders[index + 1] ?? ""]);
  }
  return list;
}
