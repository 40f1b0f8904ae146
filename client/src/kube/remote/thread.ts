// The other thread: how it is started, asked and ended.
import { Worker } from "node:worker_threads";
import * as l10n from "@vscode/l10n";
import { cancelled, kubeError, withUnknownOutcome } from "../errors/make-error.ts";
import { isKubeError, type KubeError } from "../kube-error.ts";
import type { FromThread, Served, ThreadData, ToThread } from "./messages.ts";
import { plainError, revived } from "./plain-errors.ts";
import type { ApplyOptions, DeleteOptions, GetOptions, ListOptions } from "../port.ts";
import type { RemoteOptions } from "./remote-gateway.ts";

export interface Thread {
  call<M extends keyof Served>(method: M, ...parameters: Parameters<Served[M]>): ReturnType<Served[M]>;
  /** Begins a conversation of several messages. @returns how to go on, under the number that the first message got */
  converse(begin: (id: number) => ToThread, take: (message: FromThread) => void): Conversation;
  /** By itself, or because it was closed: nothing is answered any more. */
  readonly isOver: boolean;
  /** Ends it, once the adapter has closed everything. */
  close(): Promise<void>;
}

export interface Conversation {
  say(kind: "retry" | "taken" | "more"): void;
  /** To a resident. */
  tell(message: unknown): void;
  end(): void;
}

/**
 * Megabytes. What comes over the wire is cut, and little of it lives, however much it is, so a small young generation is cleared
 * often and cheaply. The old one holds what is kept of the clusters that are watched: some 60 MB for 10,000 pods.
 */
const HEAP = { maxYoungGenerationSizeMb: 12, maxOldGenerationSizeMb: 1_024 };

/** Milliseconds. A thread that did not live for so long would end again for the same reason, and so would all after it. */
const LONG = 30_000;

interface Talk {
  readonly take: (message: FromThread) => void;
  /** It asks for a change: where it gets no answer, nobody knows whether that was made. */
  readonly isWrite: boolean;
}

export function startThread(
  options: RemoteOptions,
  script: URL,
  takeForwards: (message: Extract<FromThread, { kind: "forwards" }>) => void,
): Thread {
  const { env, timing, texts } = options;
  const workerData: ThreadData = { env, timing, texts };
  const worker = new Worker(script, { name: "seldon-kube", workerData, resourceLimits: HEAP, execArgv: [] });
  const talks = new Map<number, Talk>();
  const start = Date.now();
  let last = 0;
  let lost: KubeError | undefined;

  const tell = (message: ToThread): void => worker.postMessage(message);
  const begin = (take: Talk["take"], isWrite = false): number => {
    talks.set(++last, { take, isWrite });
    return last;
  };
  const endAll = (why: KubeError): void => {
    for (const [id, { take, isWrite }] of [...talks]) {
      const error = plainError(isWrite ? withUnknownOutcome(why) : why);
      take({ kind: "state", id, state: { kind: "stale", since: Date.now(), error } });
      take({ kind: "failure", id, error });
    }
    talks.clear();
  };
  const lose = (why: string): void => {
    if (lost) return;
    lost = kubeError("unreachable", l10n.t`The connections to clusters have ended: ${why}. Refresh to begin anew.`);
    endAll(lost);
    options.onLost?.({ error: lost, mayBeginAnew: Date.now() - start > LONG });
  };
  worker.on("message", (message: FromThread) => {
    switch (message.kind) {
      case "log-line":
        return options.log?.(message.line);
      case "forwards":
        return takeForwards(message);
      case "ask-sources":
        return void answerSources(message.id);
      case "ask-trust":
        return void answerTrust(message);
      default:
        talks.get(message.id)?.take(message);
    }
  });
  worker.on("error", (error: unknown) => lose(error instanceof Error ? error.message : String(error)));
  worker.on("exit", () => lose(l10n.t("their thread is over")));

  const answerSources = async (id: number): Promise<void> => {
    try {
      tell({ kind: "sources", id, sources: await options.sources() });
    } catch (error) {
      tell({ kind: "no-sources", id, error: plainError(error) });
    }
  };
  const answerTrust = async ({ id, request }: Extract<FromThread, { kind: "ask-trust" }>): Promise<void> =>
    tell({ kind: "trust", id, isTrusted: await options.isTrusted(request).catch(() => false) });

  function call<M extends keyof Served>(method: M, ...parameters: Parameters<Served[M]>): ReturnType<Served[M]>;
  function call(method: keyof Served, ...parameters: unknown[]): Promise<unknown> {
    if (lost) return Promise.reject(lost);
    const signal = signalOf(parameters.at(-1));
    return new Promise((resolve, reject) => {
      const id = begin(
        message => {
          if (message.kind !== "failure" && message.kind !== "result") return;
          talks.delete(id);
          signal?.removeEventListener("abort", abort);
          if (message.kind === "failure") reject(revived(message.error));
          else resolve(message.value);
        },
        isWrite(method, parameters.at(-1)),
      );
      const abort = (): void => tell({ kind: "abort", id, reason: reasonOf(signal) });
      tell({ kind: "call", id, method, parameters: parameters.map(sendable), hasSignal: signal !== undefined });
      if (signal?.aborted) abort();
      else signal?.addEventListener("abort", abort, { once: true });
    });
  }
  return {
    call,
    get isOver() {
      return lost !== undefined;
    },
    converse(first, take) {
      const id = begin(take);
      if (lost) queueMicrotask(() => take({ kind: "failure", id, error: plainError(lost) }));
      else tell(first(id));
      return {
        say: kind => tell({ kind, id }),
        tell: message => tell({ kind: "to-resident", id, message }),
        end() {
          talks.delete(id);
          tell({ kind: "end", id });
        },
      };
    },
    async close() {
      if (lost) return;
      await call("close");
      lost = cancelled();
      await worker.terminate();
      endAll(lost);
    },
  };
}

function signalOf(options: unknown): AbortSignal | undefined {
  const isRecord = typeof options === "object" && options !== null && "signal" in options;
  return isRecord && options.signal instanceof AbortSignal ? options.signal : undefined;
}

function isWrite(method: keyof Served, options: unknown): boolean {
  const isDryRun = typeof options === "object" && options !== null && "isDryRun" in options && options.isDryRun;
  return WRITES.has(method) && isDryRun !== true;
}

const WRITES: ReadonlySet<keyof Served> = new Set(["create", "apply", "jsonPatch", "mergePatch", "scale", "delete"]);

/** Callers may hand on an object of theirs that has more to it, such as functions, which cannot be sent. */
function sendable(parameter: unknown, index: number, parameters: readonly unknown[]): unknown {
  if (index < parameters.length - 1 || typeof parameter !== "object" || parameter === null) return parameter;
  return Object.fromEntries(Object.entries(parameter).filter(([key]) => key in OPTIONS));
}

/** Of all calls, but for the signal. */
const OPTIONS: Readonly<
  Record<Exclude<keyof (GetOptions & ListOptions & ApplyOptions & DeleteOptions), "signal">, true>
> = {
  ...{ isMetadataOnly: true, namespace: true, labelSelector: true, fieldSelector: true, limit: true, continue: true },
  ...{ isDryRun: true, fieldValidation: true, isForced: true, propagation: true, gracePeriodSeconds: true, uid: true },
};

function reasonOf(signal: AbortSignal | undefined): ReturnType<typeof plainError> | undefined {
  const reason: unknown = signal?.reason;
  return isKubeError(reason) ? plainError(reason) : undefined;
}
