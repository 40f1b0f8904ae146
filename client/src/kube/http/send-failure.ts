// Why a request got no answer, with what decides whether it may be sent again.
import type { KubeError } from "../kube-error.ts";

/** Stays inside the adapter: callers of the port get `failure`. */
export class SendFailure extends Error {
  readonly failure: KubeError;
  /** The request was on its way, so that a write may have happened. */
  readonly wasSent: boolean;
  /** It went over a socket that was kept from an earlier request. */
  readonly wasKeptSocket: boolean;

  constructor(failure: KubeError, wasSent: boolean, wasKeptSocket: boolean) {
    super(failure.message);
    this.failure = failure;
    this.wasSent = wasSent;
    this.wasKeptSocket = wasKeptSocket;
  }
}
