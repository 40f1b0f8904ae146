// Makes the port's errors.
import * as l10n from "@vscode/l10n";
import type { KubeError, KubeErrorReason } from "../kube-error.ts";
import type { Status } from "../objects.ts";

interface ErrorDetails {
  readonly status?: Status | undefined;
  readonly cause?: unknown;
  readonly isOutcomeUnknown?: boolean;
}

/** An error of the port. `message` is shown to people as it is: full sentences, no secret. */
export function kubeError(reason: KubeErrorReason, message: string, details: ErrorDetails = {}): KubeError {
  return new KubeFailure(reason, message, details);
}

/** What a caller gets whose signal was aborted. */
export function cancelled(signal?: AbortSignal): KubeError {
  const reason: unknown = signal?.reason;
  return reason instanceof KubeFailure ? reason : kubeError("cancelled", "Cancelled.");
}

/** Rejects early where the caller has given up already. */
export function throwIfAborted(signal: AbortSignal | undefined): void {
  if (signal?.aborted) throw cancelled(signal);
}

/** The same failure, for a write whose request was on its way when it happened. */
export function withUnknownOutcome(error: KubeError): KubeError {
  const message = l10n.t`${error.message} The change had been sent already: it may have been made or not.`;
  return kubeError(error.reason, message, { status: error.status, cause: error, isOutcomeUnknown: true });
}

class KubeFailure extends Error implements KubeError {
  override readonly name = "KubeError";
  readonly reason: KubeErrorReason;
  readonly status?: Status;
  readonly isOutcomeUnknown: boolean;

  constructor(reason: KubeErrorReason, message: string, details: ErrorDetails) {
    super(message, details.cause === undefined ? {} : { cause: details.cause });
    this.reason = reason;
    this.isOutcomeUnknown = details.isOutcomeUnknown ?? false;
    if (details.status) this.status = details.status;
  }
}
