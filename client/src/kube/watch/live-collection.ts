// A list that keeps itself up to date: list, watch, resume, list again when the history is gone.
import type { CollectionOptions, LiveCollection, StreamState } from "../port.ts";
import { listObjects } from "../api/read.ts";
import { cancelled } from "../errors/make-error.ts";
import type { Lifeline } from "../http/lifeline.ts";
import type { Transport } from "../http/transport.ts";
import { isKubeError, type KubeError } from "../kube-error.ts";
import type { KubeObject, ResourceType } from "../objects.ts";
import { errorFromNetwork } from "../errors/error-from-network.ts";
import { createBackOff } from "./back-off.ts";
import { createObjectStore, objectKey } from "./object-store.ts";
import { interruptiblePause } from "./pause.ts";
import { watchOnce } from "./watch-stream.ts";

/** Starts at once; see `ClusterSession.watchCollection`. `signal` is the session's. */
export function createLiveCollection<T extends KubeObject>(
  transport: Transport,
  lifeline: Lifeline,
  type: ResourceType<T>,
  options: CollectionOptions<T>,
  signal: AbortSignal,
): LiveCollection<T> {
  const own = new AbortController();
  const ended = AbortSignal.any([own.signal, signal, ...(options.signal ? [options.signal] : [])]);
  const store = createObjectStore<T>();
  const small = (object: T): T => {
    // A copy without it: an object that a property is deleted from takes three times the memory.
    const { managedFields: _, ...metadata } = object.metadata;
    object.metadata = metadata;
    return options.reduce?.(object) ?? object;
  };
  const pause = interruptiblePause(ended);
  const backOff = createBackOff(transport.timing.backOffMin, transport.timing.backOffMax);
  const first = deferred();
  let state: StreamState = { kind: "connecting" };
  let hasList = false;
  let lastRight = Date.now();
  let flushTimer: NodeJS.Timeout | undefined;

  const isOver = (): boolean => ended.aborted;
  const setState = (next: StreamState): void => {
    const saysTheSame = state.kind === next.kind && messageOf(state) === messageOf(next);
    if (ended.aborted || saysTheSame) return;
    state = next;
    options.onState?.(next);
  };
  const flush = (): void => {
    clearTimeout(flushTimer);
    flushTimer = undefined;
    const changes = store.takeChanges();
    if (changes && !ended.aborted) options.onChange?.(changes);
  };
  const changed = (): void => {
    flushTimer ??= setTimeout(flush, transport.timing.batch);
  };

  const list = async (): Promise<string> => {
    const { items, resourceVersion } = await listObjects(transport, type, { ...options, signal: ended }, small);
    store.replaceAll(items);
    lastRight = Date.now();
    if (!hasList) {
      hasList = true;
      const changes = store.takeChanges();
      options.onChange?.(changes ?? { added: [], modified: [], deleted: [] });
      first.resolve();
    } else flush();
    setState({ kind: "live" });
    return resourceVersion;
  };

  const run = async (): Promise<void> => {
    const { namespace, labelSelector, fieldSelector } = options;
    const scope = { type, namespace, labelSelector, fieldSelector };
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
        if (change === "put") store.put(small(object));
        else store.delete(object);
        reached(version);
        changed();
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
        await watchOnce(transport, lifeline, scope, resourceVersion, events, ended);
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
    .finally(() => {
      clearTimeout(flushTimer);
      first.reject(cancelled(ended));
    });

  return {
    get state() {
      return state;
    },
    items: () => [...store.objects.values()],
    get: (name, namespace) => store.objects.get(objectKey(name, namespace)),
    ready: () => first.promise,
    retryNow() {
      backOff.reset();
      pause.end();
    },
    close: () => own.abort(),
  };
}

interface Deferred {
  readonly promise: Promise<void>;
  resolve(): void;
  reject(error: Error): void;
}

function deferred(): Deferred {
  let settle: Omit<Deferred, "promise"> = { resolve: () => {}, reject: () => {} };
  const promise = new Promise<void>((resolve, reject) => (settle = { resolve, reject }));
  // Nobody need wait for it.
  promise.catch(() => {});
  return { promise, resolve: () => settle.resolve(), reject: error => settle.reject(error) };
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
