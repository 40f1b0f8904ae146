// One HTTP request, as far as the head of its answer.
import http, { type IncomingMessage, type OutgoingHttpHeaders } from "node:http";
import https from "node:https";
import { TLSSocket } from "node:tls";
import * as l10n from "@vscode/l10n";
import type { Connection } from "../auth/connection.ts";
import { errorFromNetwork } from "../errors/error-from-network.ts";
import { cancelled, kubeError } from "../errors/make-error.ts";
import type { KubeError } from "../kube-error.ts";
import type { Timing } from "../port.ts";
import { SendFailure } from "./send-failure.ts";

export interface Request {
  readonly method: string;
  readonly path: string;
  readonly accept?: string;
  readonly body?: { readonly type: string; readonly text: string };
  readonly isWrite?: boolean;
  readonly needsFreshSocket?: boolean;
  readonly signal?: AbortSignal | undefined;
}

export interface Sent {
  readonly message: IncomingMessage;
  /** For messages. */
  readonly server: string;
}

const KEEP_ALIVE = 30_000;

/** Sends and waits for the head: `awaits` says whether for a limited time. Rejects with `SendFailure` only. */
export function sendOnce(
  connection: Connection,
  request: Request,
  timing: Timing,
  awaits: "head" | "none",
): Promise<Sent> {
  const { server } = connection;
  const url = new URL(server + request.path);
  const module = url.protocol === "http:" ? http : https;
  const { signal } = request;
  return new Promise((resolve, reject) => {
    let wasSent = false;
    const outgoing = module.request(url, {
      method: request.method,
      agent: request.isWrite === true || request.needsFreshSocket === true ? connection.freshAgent : connection.agent,
      headers: headersFor(connection, request, awaits),
    });
    const fail = (failure: KubeError): void => {
      cleanUp();
      outgoing.destroy();
      reject(new SendFailure(failure, wasSent, outgoing.reusedSocket));
    };
    const abort = (): void => fail(cancelled(signal));
    const connectTimer = setTimeout(
      () =>
        fail(
          kubeError(
            "unreachable",
            l10n.t`${server} did not accept a connection in time. Check the network, a VPN, and firewalls.`,
          ),
        ),
      timing.connect,
    );
    const tooLate = (): void =>
      fail(kubeError("timeout", l10n.t`${server} did not answer in time. It may be overloaded; try again.`));
    const headTimer = awaits === "head" ? setTimeout(tooLate, timing.connect + timing.request) : undefined;
    const cleanUp = (): void => {
      clearTimeout(connectTimer);
      clearTimeout(headTimer);
      signal?.removeEventListener("abort", abort);
    };
    const connected = (): void => {
      clearTimeout(connectTimer);
      wasSent = true;
    };
    outgoing.on("socket", socket => {
      socket.setKeepAlive(true, KEEP_ALIVE);
      if (outgoing.reusedSocket) connected();
      else if (socket instanceof TLSSocket) socket.once("secureConnect", connected);
      else if (socket.connecting) socket.once("connect", connected);
      else connected();
    });
    outgoing.on("error", error => fail(errorFromNetwork(error, server)));
    outgoing.on("response", message => {
      cleanUp();
      // Whoever reads the answer hears of a cut by reading; between the head and the first read nobody listens.
      message.on("error", () => {});
      resolve({ message, server });
    });
    signal?.addEventListener("abort", abort, { once: true });
    if (signal?.aborted) abort();
    else outgoing.end(request.body?.text);
  });
}

function headersFor(connection: Connection, request: Request, awaits: "head" | "none"): OutgoingHttpHeaders {
  const isStream = awaits === "none" || /[?&](?:watch|follow)=/u.test(request.path);
  return {
    ...connection.headers,
    Accept: request.accept ?? "application/json, */*",
    "User-Agent": "seldon-deployments",
    ...(isStream ? {} : { "Accept-Encoding": "gzip" }),
    ...(request.body
      ? { "Content-Type": request.body.type, "Content-Length": String(Buffer.byteLength(request.body.text)) }
      : {}),
  };
}
