// Predictions over gRPC, on one connection that is made again when it is gone.
import { connect, type ClientHttp2Session } from "node:http2";
import type { GrpcCall, Outcome } from "../../../domain/predict/index.ts";
import { startAttempt, type Limits } from "../attempt.ts";
import type { Dialled, Way } from "../way.ts";
import { encodeCall, exchangeMessages, type EncodedCall } from "./call.ts";

export interface GrpcCaller {
  call(call: GrpcCall, metadata: Readonly<Record<string, string>>, limits: Limits): Promise<Outcome>;
  close(): void;
}

interface Connection extends Dialled {
  readonly session: ClientHttp2Session;
}

export function createGrpcCaller(way: Way): GrpcCaller {
  const closing = new AbortController();
  let current: Promise<Connection> | undefined;
  /** Shared by calls that come at the same time. */
  const connection = async (): Promise<Connection> => {
    const asked = current;
    const kept = await asked?.catch(() => undefined);
    if (kept && isUsable(kept.session)) return kept;
    // Another call may have begun to connect while this one waited.
    if (current && current !== asked) return current;
    current = openSession(way, closing.signal);
    return current;
  };
  return {
    async call(call, metadata, limits) {
      const attempt = startAttempt(limits);
      let used: Connection | undefined;
      try {
        const encoded = encodeOrSay(call);
        if (typeof encoded === "string")
          return { kind: "failure", reason: "not-connected", message: encoded, isFinal: true, latency: 0 };
        used = await orAborted(connection(), attempt.signal);
        attempt.begin();
        const { timeout } = limits;
        const answer = await exchangeMessages(encoded, {
          ...{ session: used.session, metadata, timeout, signal: attempt.signal },
        });
        return { ...answer, latency: attempt.elapsed(), ...(used.pod !== undefined && { pod: used.pod }) };
      } catch (error) {
        return attempt.failed(error, attempt.signal.aborted ? undefined : await used?.whyEnded());
      } finally {
        attempt.end();
      }
    },
    close() {
      closing.abort();
      void current?.then(
        ({ session }) => session.destroy(),
        () => {},
      );
    },
  };
}

function isUsable(session: ClientHttp2Session): boolean {
  return !session.closed && !session.destroyed;
}

function encodeOrSay(call: GrpcCall): EncodedCall | string {
  try {
    return encodeCall(call);
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/** Open means that the other side has spoken HTTP/2, too. */
async function openSession(way: Way, signal: AbortSignal): Promise<Connection> {
  const dialled = await way.dial("h2", signal);
  const session = connect(`${way.isSecure ? "https" : "http"}://${way.host}:${way.port}`, {
    createConnection: () => dialled.socket,
  });
  await new Promise<void>((resolve, reject) => {
    const late = setTimeout(() => session.destroy(new Error("The server does not speak HTTP/2.")), GREETING);
    session.once("remoteSettings", () => resolve());
    session.once("error", reject);
    session.once("close", () => reject(new Error("The server closed the connection before it spoke HTTP/2.")));
    void session.once("close", () => clearTimeout(late)).once("remoteSettings", () => clearTimeout(late));
  }).catch(async (error: unknown) => {
    throw (await dialled.whyEnded()) ?? error;
  });
  // Streams tell of their own ends.
  session.on("error", () => {});
  // A server that is about to go takes no more streams on this connection.
  session.on("goaway", () => session.close());
  return { ...dialled, session };
}

/** Milliseconds. */
const GREETING = 10_000;

function orAborted<T>(waiting: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const stop = (): void => reject(new Error("It was cancelled."));
    signal.addEventListener("abort", stop, { once: true });
    if (signal.aborted) stop();
    waiting.then(resolve, reject).finally(() => signal.removeEventListener("abort", stop));
  });
}
