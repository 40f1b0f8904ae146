// Requests to the API server: credentials, cancelling, time limits, retries that are safe.
import type { IncomingMessage } from "node:http";
import { pipeline, type Readable } from "node:stream";
import { createGunzip } from "node:zlib";
import * as l10n from "@vscode/l10n";
import type { Credentials } from "../auth/credentials.ts";
import type { Connection } from "../auth/connection.ts";
import { errorFromAnswer, type Asked } from "../errors/error-from-answer.ts";
import { errorFromNetwork } from "../errors/error-from-network.ts";
import { cancelled, kubeError, throwIfAborted, withUnknownOutcome } from "../errors/make-error.ts";
import { isKubeError, type KubeError } from "../kube-error.ts";
import type { Timing } from "../port.ts";
import { sleep } from "../sleep.ts";
import { SendFailure } from "./send-failure.ts";
import { sendOnce, type Sent } from "./send-once.ts";

export interface HttpCall {
  readonly method: "GET" | "POST" | "PATCH" | "PUT" | "DELETE";
  /** From the root of the API server, with the query. */
  readonly path: string;
  readonly body?: { readonly type: string; readonly text: string };
  /** Media type of the answer; JSON unless said otherwise. */
  readonly accept?: string;
  /** What it is for, in words that follow "Could not": `read the pods of namespace "x"`. */
  readonly what: string;
  /** Changes something: never sent a second time unless the first cannot have arrived. */
  readonly isWrite?: boolean;
  /** Uses no socket that was kept from an earlier request. Writes never do. */
  readonly needsFreshSocket?: boolean;
  readonly signal?: AbortSignal | undefined;
  /** Takes the body of an answer that succeeded as it comes; the answer has none then. No attempt follows such an answer. */
  readonly receive?: (piece: Uint8Array) => void;
}

export interface HttpAnswer {
  readonly status: number;
  readonly message: IncomingMessage;
  readonly body: string;
}

export interface Transport {
  readonly credentials: Credentials;
  readonly timing: Timing;
  /** The whole answer, whatever its status. */
  exchange(call: HttpCall): Promise<HttpAnswer>;
  /** The whole answer of a request that succeeded; otherwise rejects with what the API server said. */
  send(call: HttpCall): Promise<HttpAnswer>;
  /** An answer to be read while it comes. `isSilent`: its head may come late (a log that has nothing to say). */
  open(call: HttpCall, isSilent?: boolean): Promise<IncomingMessage>;
  /** Runs an attempt with the current credential, and again with a renewed one if it is refused. */
  withCredential<R>(attempt: (connection: Connection) => Promise<R>, isRefused: (result: R) => boolean): Promise<R>;
}

/** Attempts for an API server that asks to come back later (429, 503 with Retry-After), the first one included. */
const ATTEMPTS = 4;
const LONGEST_RETRY_AFTER = 10;

/** Makes the transport of a session, whose end ends all requests. */
export function createTransport(credentials: Credentials, timing: Timing, over: AbortSignal): Transport {
  // Always a signal of the call's own: many requests at a time would put too many listeners on the session's.
  const within = (call: HttpCall): HttpCall => ({
    ...call,
    signal: AbortSignal.any([over, ...(call.signal ? [call.signal] : [])]),
  });

  const withCredential: Transport["withCredential"] = async (attempt, isRefused) => {
    const connection = await credentials.current();
    const result = await attempt(connection).catch((error: unknown) => {
      credentials.forget(connection);
      throw error;
    });
    return isRefused(result) ? attempt(await credentials.renew(connection)) : result;
  };

  const exchange = async (given: HttpCall): Promise<HttpAnswer> => {
    const call = within(given);
    for (let attempt = 1; ; attempt += 1) {
      const answer = await withCredential(
        connection => exchangeOnce(connection, call, timing),
        ({ status }) => status === 401,
      );
      const seconds = retryAfter(answer);
      if (seconds === undefined || attempt === ATTEMPTS) return answer;
      await sleep(Math.min(seconds, LONGEST_RETRY_AFTER) * 1000, call.signal);
    }
  };

  return {
    credentials,
    timing,
    withCredential,
    exchange,
    async send(call) {
      const answer = await exchange(call);
      if (answer.status < 300) return answer;
      const error = errorFromAnswer(answer.status, answer.body, await asked(credentials, call));
      throw call.isWrite === true && answer.status === 504 ? withUnknownOutcome(error) : error;
    },
    async open(given, isSilent = false) {
      const call = within(given);
      const sent = await withCredential(
        connection => sendOnce(connection, call, timing, isSilent ? "none" : "head"),
        ({ message }) => message.statusCode === 401,
      ).catch((error: unknown) => Promise.reject(plain(error)));
      const status = sent.message.statusCode ?? 0;
      if (status < 300) return destroyedBy(sent.message, call.signal);
      const body = await readBody(sent, call, timing);
      throw errorFromAnswer(status, body, await asked(credentials, call));
    },
  };
}

async function asked(credentials: Credentials, call: HttpCall): Promise<Asked> {
  return { what: call.what, server: (await credentials.current()).server };
}

async function exchangeOnce(connection: Connection, call: HttpCall, timing: Timing): Promise<HttpAnswer> {
  let sent: Sent | undefined;
  try {
    sent = await sendKept(connection, call, timing);
    return { status: sent.message.statusCode ?? 0, message: sent.message, body: await readBody(sent, call, timing) };
  } catch (error) {
    const failure = plain(error);
    const wasSent = sent !== undefined || (error instanceof SendFailure && error.wasSent);
    throw call.isWrite === true && wasSent ? withUnknownOutcome(failure) : failure;
  }
}

/** A kept socket may have been closed by the other side just then: a request that only reads goes out once more. */
async function sendKept(connection: Connection, call: HttpCall, timing: Timing): Promise<Sent> {
  try {
    return await sendOnce(connection, call, timing, "head");
  } catch (error) {
    const wasClosed = error instanceof SendFailure && error.wasKeptSocket && error.failure.reason === "unreachable";
    if (call.isWrite === true || !wasClosed) throw error;
    return sendOnce(connection, call, timing, "head");
  }
}

function plain(error: unknown): KubeError {
  if (error instanceof SendFailure) return error.failure;
  return isKubeError(error) ? error : kubeError("bad-response", String(error), { cause: error });
}

/** The text of an answer. Slow is fine, silent is not: the limit holds between two pieces. */
async function readBody(sent: Sent, call: HttpCall, timing: Timing): Promise<string> {
  const { message, server } = sent;
  const abort = (): void => void message.destroy(cancelled(call.signal));
  call.signal?.addEventListener("abort", abort, { once: true });
  const timer = setTimeout(
    () => message.destroy(kubeError("timeout", l10n.t`${server} stopped in the middle of its answer. Try again.`)),
    timing.request,
  );
  try {
    throwIfAborted(call.signal);
    // Decoded piece by piece: lists have megabytes, and buffers of that size are slow to go back to the system.
    let text = "";
    const receive = (message.statusCode ?? 0) < 300 ? call.receive : undefined;
    const body = decoded(message);
    if (!receive) body.setEncoding("utf8");
    for await (const chunk of body) {
      timer.refresh();
      if (receive && Buffer.isBuffer(chunk)) receive(chunk);
      else text += String(chunk);
    }
    return text;
  } catch (error) {
    throw call.signal?.aborted ? cancelled(call.signal) : errorFromNetwork(error, server);
  } finally {
    clearTimeout(timer);
    call.signal?.removeEventListener("abort", abort);
  }
}

function decoded(message: IncomingMessage): Readable {
  if (message.headers["content-encoding"] !== "gzip") return message;
  // Whoever reads hears of errors; the callback only says that somebody does.
  return pipeline(message, createGunzip(), () => {});
}

/** Ends a stream when its caller gives up, also while nobody reads. */
function destroyedBy(message: IncomingMessage, signal: AbortSignal | undefined): IncomingMessage {
  if (!signal) return message;
  const abort = (): void => void message.destroy(cancelled(signal));
  signal.addEventListener("abort", abort, { once: true });
  message.once("close", () => signal.removeEventListener("abort", abort));
  if (signal.aborted) abort();
  return message;
}

function retryAfter({ status, message }: HttpAnswer): number | undefined {
  const seconds = Number(message.headers["retry-after"] ?? Number.NaN);
  return (status === 429 || status === 503) && Number.isFinite(seconds) ? seconds : undefined;
}
