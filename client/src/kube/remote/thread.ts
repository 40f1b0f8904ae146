// The other thread: how it is started, asked and ended.
import { Worker } from "node:worker_threads";
import * as l10n from "@vscode/l10n";
import { cancelled, kubeError } from "../errors/make-error.ts";
import { isKubeError } from "../kube-error.ts";
import type { FromThread, Served, ThreadData, ToThread } from "./messages.ts";
import { plainError, revived } from "./plain-errors.ts";
import type { ApplyOptions, DeleteOptions, ListOptions } from "../port.ts";
import type { RemoteOptions } from "./remote-gateway.ts";

export interface Thread {
  call<M extends keyof Served>(method: M, ...parameters: Parameters<Served[M]>): ReturnType<Served[M]>;
  /** Begins a conversation of several messages. @returns how to go on, under the number that the first message got */
  converse(begin: (id: number) => ToThread, take: (message: FromThread) => void): Conversation;
  /** Ends it, once the adapter has closed everything. */
  close(): Promise<void>;
}

export interface Conversation {
  say(kind: "retry" | "taken" | "more"): void;
  end(): void;
}

/**
 * Megabytes. What comes over the wire is cut and handed on: little of it lives, however much it is, so a small young generation
 * is cleared often and cheaply. The old one holds the program, and what is on its way; the limit is far from what was ever seen.
 */
const HEAP = { maxYoungGenerationSizeMb: 6, maxOldGenerationSizeMb: 256 };

export function startThread(
  options: RemoteOptions,
  script: URL,
  takeForwards: (message: Extract<FromThread, { kind: "forwards" }>) => void,
): Thread {
  const { env, timing, texts } = options;
  const workerData: ThreadData = { env, timing, texts };
  const worker = new Worker(script, { name: "seldon-kube", workerData, resourceLimits: HEAP, execArgv: [] });
  const talks = new Map<number, (message: FromThread) => void>();
  let last = 0;
  let lost: Error | undefined;

  const tell = (message: ToThread): void => worker.postMessage(message);
  const begin = (take: (message: FromThread) => void): number => {
    talks.set(++last, take);
    return last;
  };
  const lose = (why: string): void => {
    if (lost) return;
    lost = kubeError("cancelled", l10n.t`The connections to clusters have ended: ${why}. Refresh to begin anew.`);
    const error = plainError(lost);
    const state = { kind: "stale", since: Date.now(), error } as const;
    for (const [id, take] of [...talks]) {
      take({ kind: "state", id, state });
      take({ kind: "failure", id, error });
    }
    talks.clear();
    options.onLost?.();
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
        talks.get(message.id)?.(message);
    }
  });
  worker.on("error", (error: unknown) => lose(error instanceof Error ? error.message : String(error)));
  worker.on("exit", () => lose(l10n.t("their thread is over")));

  const answerSources = async (id: number): Promise<void> =>
    tell({ kind: "sources", id, sources: await options.sources() });
  const answerTrust = async ({ id, request }: Extract<FromThread, { kind: "ask-trust" }>): Promise<void> =>
    tell({ kind: "trust", id, isTrusted: await options.isTrusted(request).catch(() => false) });

  function call<M extends keyof Served>(method: M, ...parameters: Parameters<Served[M]>): ReturnType<Served[M]>;
  function call(method: keyof Served, ...parameters: unknown[]): Promise<unknown> {
    if (lost) return Promise.reject(lost);
    const signal = signalOf(parameters.at(-1));
    return new Promise((resolve, reject) => {
      const id = begin(message => {
        if (message.kind !== "failure" && message.kind !== "result") return;
        talks.delete(id);
        signal?.removeEventListener("abort", abort);
        if (message.kind === "failure") reject(revived(message.error));
        else resolve(message.value);
      });
      const abort = (): void => tell({ kind: "abort", id, reason: reasonOf(signal) });
      tell({ kind: "call", id, method, parameters: parameters.map(sendable), hasSignal: signal !== undefined });
      if (signal?.aborted) abort();
      else signal?.addEventListener("abort", abort, { once: true });
    });
  }
  return {
    call,
    converse(first, take) {
      const id = begin(take);
      if (lost) queueMicrotask(() => take({ kind: "failure", id, error: plainError(lost) }));
      else tell(first(id));
      return {
        say: kind => tell({ kind, id }),
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
    },
  };
}

function signalOf(options: unknown): AbortSignal | undefined {
  const isRecord = typeof options === "object" && options !== null && "signal" in options;
  return isRecord && options.signal instanceof AbortSignal ? options.signal : undefined;
}

/** Callers may hand on an object of theirs that has more to it, such as functions, which cannot be sent. */
function sendable(parameter: unknown, index: number, parameters: readonly unknown[]): unknown {
  if (index < parameters.length - 1 || typeof parameter !== "object" || parameter === null) return parameter;
  return Object.fromEntries(Object.entries(parameter).filter(([key]) => OPTIONS.has(key)));
}

/** Of all calls, but for the signal. */
const OPTIONS: ReadonlySet<string> = new Set<keyof ListOptions | keyof ApplyOptions | keyof DeleteOptions>([
  ...(["namespace", "labelSelector", "fieldSelector", "limit", "continue"] as const),
  ...(["isDryRun", "fieldValidation", "isForced", "propagation", "gracePeriodSeconds", "uid"] as const),
]);

function reasonOf(signal: AbortSignal | undefined): ReturnType<typeof plainError> | undefined {
  const reason: unknown = signal?.reason;
  return isKubeError(reason) ? plainError(reason) : undefined;
}
