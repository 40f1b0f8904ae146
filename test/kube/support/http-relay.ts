// Plain HTTP before an API server: writes down what is asked, and can answer in the server's place.
import { createServer, type IncomingMessage, type OutgoingHttpHeaders, type ServerResponse } from "node:http";
import https from "node:https";
import type { AddressInfo } from "node:net";

export interface RelayedRequest {
  readonly method: string;
  /** Path and query. */
  readonly url: URL;
  readonly headers: Readonly<NodeJS.Dict<string | string[]>>;
}

/** Says what becomes of a request: an answer of its own, another path, or nothing (`undefined`: it goes on unchanged). */
export type Interception = (
  request: RelayedRequest,
) =>
  | { status: number; headers?: Record<string, string>; body?: string }
  | { path: string }
  | "silence"
  | "cut"
  | "cut-after"
  | undefined;

export interface HttpRelay {
  readonly url: string;
  readonly requests: readonly RelayedRequest[];
  intercept(interception: Interception | undefined): void;
  /** Breaks off every answer that is being sent. */
  cut(): void;
  close(): Promise<void>;
}

/** Starts a relay to a server whose certificate `ca` (PEM) vouches for. */
export async function startHttpRelay(server: string, ca: string): Promise<HttpRelay> {
  const requests: RelayedRequest[] = [];
  const answers = new Set<ServerResponse>();
  const agent = new https.Agent({ ca });
  let interception: Interception | undefined;

  const forward = (incoming: IncomingMessage, response: ServerResponse, path: string, isLost: boolean): void => {
    const outgoing = https.request(
      server + path,
      { method: incoming.method, headers: { ...unjoined(incoming), host: new URL(server).host }, agent },
      answer => {
        if (isLost) {
          answer.resume().on("end", () => response.destroy());
          return;
        }
        response.writeHead(answer.statusCode ?? 500, answer.headers);
        response.flushHeaders();
        answer.pipe(response);
        answer.on("error", () => response.destroy());
      },
    );
    outgoing.on("error", () => response.destroy());
    response.on("close", () => {
      answers.delete(response);
      outgoing.destroy();
    });
    incoming.pipe(outgoing);
  };
  const relay = createServer((incoming, response) => {
    answers.add(response);
    const request = {
      method: incoming.method ?? "GET",
      url: new URL(incoming.url ?? "/", server),
      headers: incoming.headers,
    };
    requests.push(request);
    const decided = interception?.(request);
    if (decided === "silence") return;
    if (decided === "cut") response.destroy();
    else if (decided !== undefined && decided !== "cut-after" && "status" in decided) {
      incoming.resume();
      response.writeHead(decided.status, { "content-type": "application/json", ...decided.headers }).end(decided.body);
    } else {
      const path = decided !== undefined && decided !== "cut-after" ? decided.path : (incoming.url ?? "/");
      forward(incoming, response, path, decided === "cut-after");
    }
  });
  await new Promise<void>(resolve => void relay.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${addressOf(relay.address()).port}`,
    requests,
    intercept: given => void (interception = given),
    cut() {
      for (const answer of answers) answer.destroy();
    },
    async close() {
      relay.closeAllConnections();
      agent.destroy();
      await new Promise<void>(resolve => void relay.close(() => resolve()));
    },
  };
}

/** Headers that came several times go on several times: to some, as to those of impersonation, a list in one means something else. */
function unjoined(incoming: IncomingMessage): OutgoingHttpHeaders {
  const headers = Object.entries(incoming.headersDistinct);
  return Object.fromEntries(headers.map(([name, values = []]) => [name, values.length === 1 ? values[0] : values]));
}

function addressOf(address: string | AddressInfo | null): AddressInfo {
  if (typeof address !== "object" || address === null) throw new Error("The relay has no port.");
  return address;
}
