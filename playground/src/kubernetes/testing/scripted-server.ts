// Test support: an HTTPS server that answers as a test says, request by request, where a real API server cannot be made to.
import type { IncomingMessage, ServerResponse } from "node:http";
import { createServer } from "node:https";
import { createCertificateAuthority, issue } from "../certificates.ts";
import type { Connection } from "../connection.ts";

export interface ScriptedServer {
  readonly connection: Connection;
  /** Method and path with query of all requests so far. */
  readonly requests: string[];
  readonly close: () => Promise<void>;
}

/** `answer` is called for every request; what it leaves open stays open. */
export async function startScriptedServer(
  answer: (request: IncomingMessage, response: ServerResponse, body: string) => void,
): Promise<ScriptedServer> {
  const authority = createCertificateAuthority("test");
  const { certificate, key } = issue(authority, { commonName: "test", hosts: ["127.0.0.1"], validDays: 1 });
  const requests: string[] = [];
  const server = createServer({ cert: certificate, key }, (request, response) => {
    requests.push(`${request.method ?? ""} ${request.url ?? ""}`);
    let body = "";
    request.setEncoding("utf8").on("data", (chunk: string) => (body += chunk));
    request.on("end", () => answer(request, response, body));
  });
  await new Promise<void>(resolve => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  return {
    connection: { server: `https://127.0.0.1:${port}`, certificateAuthority: authority.certificate, token: "secret" },
    requests,
    close: () =>
      new Promise(resolve => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** Answers with JSON. */
export function sendJson(response: ServerResponse, code: number, value: unknown): void {
  response.writeHead(code, { "content-type": "application/json" }).end(JSON.stringify(value));
}
