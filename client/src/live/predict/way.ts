// The way to a model: connections through a leased forward, or straight to an address. Tells which pod each one leads to.
import { connect as connectTcp, type Socket } from "node:net";
import { connect as connectTls } from "node:tls";
import * as l10n from "@vscode/l10n";
import type { Route } from "../../domain/predict/index.ts";
import { isKubeError, type ClusterSession, type ForwardArrival, type KubeError } from "../../kube/port.ts";

/** A connection that nothing has been sent through yet. */
export interface Dialled {
  readonly socket: Socket;
  readonly pod: string | undefined;
  /** Why it ended, where the cluster gives a reason; asked once it has ended. */
  readonly whyEnded: () => Promise<KubeError | undefined>;
}

export interface Way {
  readonly isSecure: boolean;
  /** For the header `Host`. */
  readonly host: string;
  readonly port: number;
  /** Goes before the path of each request, without a slash at the end. */
  readonly prefix: string;
  /** Rejects with an Error whose message is for people. `protocol` is asked for by TLS. */
  dial(protocol: "http/1.1" | "h2", signal: AbortSignal): Promise<Dialled>;
  close(): Promise<void>;
}

/** Longest wait for a connection; a forward waits by itself for its next pod to become ready. */
const OPENING = 20_000;

/** Leases what is needed. Rejects with an Error for people. */
export async function openWay(route: Route, session: ClusterSession | undefined, signal?: AbortSignal): Promise<Way> {
  if (route.kind === "url") return straightWay(route.url);
  if (!session) throw new Error(`Without a cluster the service "${route.service}" cannot be reached.`);
  const { namespace = session.context.namespace, service, port, isSecure = false } = route;
  const lease = await session.forward({ kind: "service", namespace, name: service, port }, { signal });
  return {
    isSecure,
    host: lease.host,
    port: lease.localPort,
    prefix: "",
    async dial(protocol, stop) {
      const plain = await connected(connectTcp({ host: lease.host, port: lease.localPort, noDelay: true }), stop);
      const arrival = await orStopped(lease.arrival(plain.localPort ?? 0), plain, stop);
      // The API server has led us to the pod; the executor's certificate is for another name, and often its owner's own making.
      const socket = isSecure
        ? await connected(connectTls({ socket: plain, rejectUnauthorized: false, ALPNProtocols: [protocol] }), stop)
        : plain;
      return { socket, pod: arrival.pod, whyEnded: () => settled(arrival) };
    },
    close: () => lease.release(),
  };
}

function straightWay(text: string): Way {
  const url = readUrl(text);
  const isSecure = url.protocol === "https:";
  const host = url.hostname.replace(/^\[(.*)\]$/, "$1");
  const port = url.port === "" ? (isSecure ? 443 : 80) : Number(url.port);
  return {
    isSecure,
    host: url.hostname,
    port,
    prefix: url.pathname.replace(/\/+$/, ""),
    async dial(protocol, stop) {
      const servername = /^[\d.]+$|:/.test(host) ? "" : host;
      const socket = isSecure
        ? connectTls({ host, port, servername, ALPNProtocols: [protocol] })
        : connectTcp({ host, port, noDelay: true });
      await connected(socket, stop);
      return { socket, pod: undefined, whyEnded: () => Promise.resolve(undefined) };
    },
    close: () => Promise.resolve(),
  };
}

function readUrl(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url && /^https?:$/.test(url.protocol)) return url;
  throw new Error(`"${text}" is no address of an HTTP server, such as http://localhost:8003.`);
}

function connected(socket: Socket, signal: AbortSignal): Promise<Socket> {
  const event = "encrypted" in socket ? "secureConnect" : "connect";
  return new Promise((resolve, reject) => {
    const late = setTimeout(() => fail(new Error(`It did not take a connection within ${OPENING / 1000} s.`)), OPENING);
    const stop = (): void => fail(new Error("It was cancelled."));
    const end = (): void => {
      clearTimeout(late);
      signal.removeEventListener("abort", stop);
      socket.off("error", fail);
    };
    const fail = (error: Error): void => {
      end();
      socket.on("error", () => {}).destroy();
      reject(error);
    };
    socket.once("error", fail);
    socket.once(event, () => {
      end();
      resolve(socket);
    });
    signal.addEventListener("abort", stop, { once: true });
    if (signal.aborted) stop();
  });
}

/** The forward's own patience ends before ours. */
async function orStopped(
  arriving: Promise<ForwardArrival>,
  socket: Socket,
  signal: AbortSignal,
): Promise<ForwardArrival> {
  let stop: (() => void) | undefined;
  const stopped = new Promise<never>((_, reject) => {
    const late = setTimeout(() => reject(new Error("No pod took the connection in time.")), OPENING);
    stop = () => reject(new Error("It was cancelled."));
    signal.addEventListener("abort", stop, { once: true });
    void arriving.then(
      () => clearTimeout(late),
      () => clearTimeout(late),
    );
  });
  const swallow = (): void => {};
  socket.on("error", swallow);
  try {
    return await Promise.race([arriving, stopped]);
  } catch (error) {
    socket.destroy();
    throw error;
  } finally {
    if (stop) signal.removeEventListener("abort", stop);
    socket.off("error", swallow);
  }
}

/** The reason comes with the end of the connection, or never. */
async function settled(arrival: ForwardArrival): Promise<KubeError | undefined> {
  const patience = new Promise<undefined>(
    resolve => void setTimeout(() => resolve(undefined), REASON_PATIENCE).unref(),
  );
  return Promise.race([arrival.ended, patience]);
}

const REASON_PATIENCE = 200;

/** Words for people about a failure of the wire. */
export function wireWords(error: unknown): string {
  if (isKubeError(error)) return error.message;
  if (!(error instanceof Error)) return String(error);
  const code = "code" in error && typeof error.code === "string" ? error.code : "";
  return CODES[code] ?? error.message;
}

const CODES: Readonly<Record<string, string>> = {
  ECONNREFUSED: l10n.t("Nothing listens at this address (ECONNREFUSED)."),
  ENOTFOUND: l10n.t("There is no host of this name (ENOTFOUND)."),
  EHOSTUNREACH: l10n.t("There is no way to this host (EHOSTUNREACH)."),
  ECONNRESET: l10n.t("The other side cut the connection (ECONNRESET)."),
  EPIPE: l10n.t("The other side cut the connection (EPIPE)."),
  ETIMEDOUT: l10n.t("The host does not answer (ETIMEDOUT)."),
};
