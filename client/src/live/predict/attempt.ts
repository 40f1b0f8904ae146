// One request on its way, whichever transport: when it began, whether any of it was written, and why it ended without an answer.
import * as l10n from "@vscode/l10n";
import type { Failure } from "../../domain/predict/index.ts";
import type { KubeError } from "../../kube/port.ts";
import { wireWords } from "./way.ts";

export interface Limits {
  /** Milliseconds from the first byte sent. */
  readonly timeout: number;
  readonly signal: AbortSignal | undefined;
}

export interface Attempt {
  /** Aborted when there is no point in going on, by whoever called or for the time. */
  readonly signal: AbortSignal;
  /** The way is open and the request is being written from now on. */
  begin(): void;
  /** Milliseconds since `begin`. */
  elapsed(): number;
  /** Why there is no answer. `reason` is what the cluster says of the connection's end. */
  failed(error: unknown, reason?: KubeError): Failure;
  /** Frees timer and listeners. */
  end(): void;
}

export function startAttempt({ timeout, signal }: Limits): Attempt {
  const own = new AbortController();
  const asked = performance.now();
  let begun: number | undefined;
  let isLate = false;
  let timer: NodeJS.Timeout | undefined;
  const cancel = (): void => own.abort();
  signal?.addEventListener("abort", cancel, { once: true });
  if (signal?.aborted === true) cancel();
  const elapsed = (): number => performance.now() - (begun ?? asked);
  return {
    signal: own.signal,
    elapsed,
    begin() {
      begun = performance.now();
      timer = setTimeout(() => {
        isLate = true;
        own.abort();
      }, timeout);
    },
    failed(error, reason) {
      const latency = elapsed();
      const failure = { kind: "failure", latency } as const;
      if (isLate) return { ...failure, reason: "timeout", message: l10n.t`No answer within ${words(timeout)}.` };
      if (signal?.aborted === true) return { ...failure, reason: "cancelled", message: l10n.t("It was cancelled.") };
      // No byte has reached a model.
      if (reason && NOTHING_LISTENS.test(reason.message))
        return { ...failure, reason: "not-connected", message: reason.message };
      if (begun === undefined) return { ...failure, reason: "not-connected", message: wireWords(error) };
      return {
        ...failure,
        reason: "cut",
        message: l10n.t`The connection broke after ${words(latency)}, with the request on its way: the model may have seen it. ${wireWords(error)}`,
      };
    },
    end() {
      clearTimeout(timer);
      signal?.removeEventListener("abort", cancel);
    },
  };
}

/** What kubelets say of a port that nobody has (`… connect: connection refused`), or of a pod that is gone. */
const NOTHING_LISTENS = /connection refused|ECONNREFUSED|not running|not found/i;

function words(milliseconds: number): string {
  return milliseconds < 1000 ? l10n.t`${Math.round(milliseconds)} ms` : `${Number((milliseconds / 1000).toFixed(1))} s`;
}
