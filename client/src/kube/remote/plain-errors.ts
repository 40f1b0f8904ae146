// Errors on their way between threads, which copy an error's message and forget the rest.
import { kubeError } from "../errors/make-error.ts";
import { isKubeError, type KubeError, type KubeErrorReason } from "../kube-error.ts";
import type { Status } from "../objects.ts";
import type { StreamState } from "../port.ts";
import type { PlainState } from "./messages.ts";

/** A `KubeError`, or any other error, which has no reason. */
export interface PlainError {
  readonly message: string;
  readonly reason: KubeErrorReason | undefined;
  readonly status: Status | undefined;
  readonly isOutcomeUnknown: boolean;
}

export function plainError(error: unknown): PlainError {
  const message = error instanceof Error ? error.message : String(error);
  if (!isKubeError(error)) return { message, reason: undefined, status: undefined, isOutcomeUnknown: false };
  return { message, reason: error.reason, status: error.status, isOutcomeUnknown: error.isOutcomeUnknown };
}

/** What is no error of the port is a fault of ours; callers are promised no other. */
export function revived({ message, reason, status, isOutcomeUnknown }: PlainError): KubeError {
  return kubeError(reason ?? "bad-response", message, { status, isOutcomeUnknown });
}

export function plainState(state: StreamState): PlainState {
  return state.kind === "stale" ? { ...state, error: plainError(state.error) } : state;
}

export function revivedState(state: PlainState): StreamState {
  return state.kind === "stale" ? { ...state, error: revived(state.error) } : state;
}
