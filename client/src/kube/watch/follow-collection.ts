// Follows a collection in the cluster: list, watch, resume, list again when the history is gone.
import type { StreamState } from "../port.ts";
import { listPages } from "../api/read.ts";
import { cancelled } from "../errors/make-error.ts";
import { errorFromNetwork } from "../errors/error-from-network.ts";
import type { Lifeline } from "../http/lifeline.ts";
import type { Transport } from "../http/transport.ts";
import { cutObject, type KeptFields } from "../kept-fields.ts";
import { isKubeError, type KubeError } from "../kube-error.ts";
import type { KubeObject } from "../objects.ts";
import { createBackOff } from "./back-off.ts";
import type { CollectionFeed } from "./collection-feed.ts";
import { interruptiblePause } from "./pause.ts";
import { watchOnce, type WatchScope } from "./watch-stream.ts";

/** Which objects, and which of their fields. */
export interface Followed<T extends KubeObject> extends WatchScope<T> {
  readonly keep: KeptFields | undefined;
}

/**
 * Starts at once and goes on until `ended`.
 *
 * @returns how not to wait for the next attempt
 */
export function followCollection<T extends KubeObject>(
  transport: Transport,
  lifeline: Lifeline,
  followed: Followed<T>,
  feed: CollectionFeed<T>,
  ended: AbortSignal,
): { retryNow(): void } {
  const { type, keep } = followed;
  const pause = interruptiblePause(ended);
  const backOff = createBackOff(transport.timing.backOffMin, transport.timing.backOffMax);
  let state: StreamState = { kind: "connecting" };
  let hasList = false;
  let lastRight = Date.now();

  const isOver = (): boolean => ended.aborted;
  const setState = (next: StreamState): void => {
    const saysTheSame = state.kind === next.kind && messageOf(state) === messageOf(next);
    if (ended.aborted || saysTheSame) return;
    state = next;
    feed.onState(next);
  };
  const small = (object: T): T => cutObject(object, keep);
  const list = async (): Promise<string> => {
    const onPage = (items: readonly T[], isFirst: boolean): void => feed.onItems(items, isFirst);
    const resourceVersion = await listPages(transport, type, { ...followed, signal: ended }, small, onPage);
    lastRight = Date.now();
    hasList = true;
    state = { kind: "live" };
    feed.onListed();
    return resourceVersion;
  };

  const run = async (): Promise<void> => {
    let resourceVersion: string | undefined;
    let failures = 0;
    let opened = Number.POSITIVE_INFINITY;
    const reached = (version: string): void => {
      resourceVersion = version;
      lastRight = Date.now();
    };
    const events = {
      onOpen(): void {
        opened = lastRight = Date.now();
        setState({ kind: "live" });
      },
      onObject(change: "put" | "deleted", object: T, version: string): void {
        feed.onObject(change, small(object));
        reached(version);
      },
      onBookmark: reached,
    };
    // A server that ends every watch at once must not be asked without pause.
    const forgiveIfItLasted = (): void => {
      if (Date.now() - opened > transport.timing.backOffMin) {
        failures = 0;
        backOff.reset();
      }
    };
    while (!isOver()) {
      try {
        opened = Number.POSITIVE_INFINITY;
        resourceVersion ??= await list();
        await watchOnce(transport, lifeline, followed, resourceVersion, events, ended);
        forgiveIfItLasted();
        failures += 1;
        await pause.wait(failures === 1 ? 0 : backOff.next());
      } catch (error) {
        if (isOver()) return;
        forgiveIfItLasted();
        const failure = isKubeError(error) ? error : errorFromNetwork(error, type.plural);
        failures += 1;
        if (failure.reason === "gone" || isAheadOfServer(failure)) resourceVersion = undefined;
        // The first cut of a good connection is healed without a word; what does not heal at once is told.
        if (failures > 1 || !mendsItself(failure) || !hasList)
          setState({ kind: "stale", since: lastRight, error: failure });
        const isShort = mendsItself(failure) || (hasList && failure.reason === "forbidden");
        const next = isShort ? backOff.next() : transport.timing.backOffMax;
        const delay = delayAfter(failure, failures, next);
        if (delay === undefined) await pause.untilEnd();
        else await pause.wait(delay);
      }
    }
  };
  void run()
    .catch(() => {})
    .finally(() => feed.onEnd(cancelled(ended)));

  return {
    retryNow() {
      backOff.reset();
      pause.end();
    },
  };
}

function messageOf(state: StreamState): string {
  return state.kind === "stale" ? state.error.message : "";
}

function mendsItself({ reason }: KubeError): boolean {
  return reason === "unreachable" || reason === "timeout" || reason === "gone" || reason === "bad-response";
}

/** The cluster was made anew or went back to a backup: our place in its history is one that it has not reached. */
function isAheadOfServer({ status }: KubeError): boolean {
  return status?.message?.includes("Too large resource version") === true;
}

/**
 * Milliseconds until the next attempt; `undefined`: not before somebody asks for it. A cut is tried again at once, the first
 * time. What a change of rights or an installed CRD would heal is tried seldom, unless the rights were there before: a server that
 * has just started refuses for a moment. A credential is never tried again, since a plugin may open a browser's window each time.
 */
function delayAfter(failure: KubeError, failures: number, next: number): number | undefined {
  if (failure.reason === "unauthorized" || failure.reason === "cancelled") return undefined;
  return failures === 1 && mendsItself(failure) ? 0 : next;
}
