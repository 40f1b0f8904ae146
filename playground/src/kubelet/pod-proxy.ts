// Passes an HTTP request on into a pod.
import { type IncomingMessage, request as openRequest, type ServerResponse } from "node:http";
import type { Status } from "../kubernetes/objects.ts";
import type { ClusterNetwork } from "./network.ts";

export interface ProxyTarget {
  readonly address: string;
  readonly port: number;
  /** With the query. */
  readonly path: string;
}

/** Streams both ways. Of a port that nothing listens on a Status tells, in the words of the API server, which hands it on as it is. */
export function proxyToPod(
  network: ClusterNetwork,
  target: ProxyTarget,
  request: IncomingMessage,
  response: ServerResponse,
): void {
  const { address, port } = target;
  network.dial(address, port).then(
    connection => {
      const path = target.path.startsWith("/") ? target.path : `/${target.path}`;
      const { host: _host, connection: _connection, ...headers } = request.headers;
      const call = openRequest({
        createConnection: () => connection,
        method: request.method,
        path,
        headers: { ...headers, host: `${address}:${port}`, connection: "close" },
      });
      call.on("response", answer => {
        const { connection: _kept, "transfer-encoding": _encoding, ...answerHeaders } = answer.headers;
        response.writeHead(answer.statusCode ?? 502, answerHeaders);
        answer.pipe(response);
        answer.on("error", () => response.destroy());
      });
      call.on("error", () => fail(response, "EOF"));
      response.on("close", () => call.destroy());
      request.pipe(call);
    },
    () => fail(response, `dial tcp ${address}:${port}: connect: connection refused`),
  );
}

function fail(response: ServerResponse, reason: string): void {
  if (response.headersSent) return void response.destroy();
  const message = `error trying to reach service: ${reason}`;
  const status: Status = {
    kind: "Status",
    apiVersion: "v1",
    metadata: {},
    status: "Failure",
    message,
    reason: "ServiceUnavailable",
    code: 503,
  };
  response.writeHead(503, { "content-type": "application/json" }).end(JSON.stringify(status));
}
