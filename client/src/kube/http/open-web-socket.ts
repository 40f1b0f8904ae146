// A WebSocket to the API server.
import * as l10n from "@vscode/l10n";
import WebSocket from "ws";
import type { Connection } from "../auth/connection.ts";
import { errorFromAnswer } from "../errors/error-from-answer.ts";
import { errorFromNetwork } from "../errors/error-from-network.ts";
import { cancelled, kubeError } from "../errors/make-error.ts";
import type { KubeError } from "../kube-error.ts";
import type { Transport } from "./transport.ts";

interface SocketCall {
  readonly path: string;
  readonly protocol: string;
  /** In words that follow "Could not". */
  readonly what: string;
  readonly signal: AbortSignal;
}

type Outcome = { readonly socket: WebSocket } | { readonly code: number; readonly error: KubeError };

/** Resolves with an open socket whose messages are paused, so that none is lost before somebody listens. */
export async function openWebSocket(transport: Transport, call: SocketCall): Promise<WebSocket> {
  const outcome = await transport.withCredential(
    connection => attempt(connection, call, transport.timing.connect),
    result => "code" in result && result.code === 401,
  );
  if ("socket" in outcome) return outcome.socket;
  throw outcome.error;
}

function attempt(connection: Connection, call: SocketCall, connectTime: number): Promise<Outcome> {
  const { server, headers, freshAgent } = connection;
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(`${server.replace(/^http/u, "ws")}${call.path}`, [call.protocol], {
      headers: { ...headers, "User-Agent": "seldon-deployments" },
      agent: freshAgent,
      handshakeTimeout: connectTime,
      perMessageDeflate: false,
    });
    const settle = (): void => call.signal.removeEventListener("abort", abort);
    const fail = (error: KubeError): void => {
      settle();
      reject(error);
      socket.terminate();
    };
    const abort = (): void => fail(cancelled(call.signal));
    socket.on("error", error => fail(errorFromNetwork(error, server)));
    socket.on("unexpected-response", (_request, response) => {
      const code = response.statusCode ?? 0;
      const chunks: Buffer[] = [];
      response.on("data", chunk => {
        if (Buffer.isBuffer(chunk)) chunks.push(chunk);
      });
      response.on("end", () => {
        settle();
        const body = Buffer.concat(chunks).toString("utf8");
        resolve({ code, error: errorFromAnswer(code, body, { what: call.what, server }) });
        socket.terminate();
      });
      response.on("error", error => fail(errorFromNetwork(error, server)));
    });
    socket.on("open", () => {
      settle();
      if (socket.protocol !== call.protocol) {
        fail(kubeError("bad-response", l10n.t`Could not ${call.what}: ${server} does not speak ${call.protocol}.`));
        return;
      }
      socket.pause();
      resolve({ socket });
    });
    call.signal.addEventListener("abort", abort, { once: true });
    if (call.signal.aborted) abort();
  });
}
