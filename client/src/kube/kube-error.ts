// What can go wrong between the extension and a cluster, as a closed set: a feature handles every reason or none.
import type { Status } from "./objects.ts";

/**
 * - `unreachable`: no answer: name not found, refused, cut, TLS not trusted, or the API server says that it is too busy or starting.
 * - `unauthorized`: the cluster does not know us (401), or no credential could be got.
 * - `forbidden`: it knows us and RBAC says no (403).
 * - `not-found`: the object or its kind is not there (404).
 * - `conflict`: it changed meanwhile, exists already, another field manager owns the field, or a JSON patch's `test` did not hold (409).
 * - `invalid`: refused for its content, by the API server's schema or by an admission webhook (400, 422, a webhook's 403).
 * - `timeout`: no answer in time, ours or the server's (504).
 * - `gone`: the history asked for is no longer kept (410).
 * - `cancelled`: the caller, or the user asked for trust, said no.
 * - `bad-response`: an answer that makes no sense, or a fault inside the server (500).
 */
export type KubeErrorReason =
  | "unreachable"
  | "unauthorized"
  | "forbidden"
  | "not-found"
  | "conflict"
  | "invalid"
  | "timeout"
  | "gone"
  | "cancelled"
  | "bad-response";

/** Every failure of the port. `message` is for people: what happened, why, what to do next. Never holds a credential. */
export interface KubeError extends Error {
  readonly name: "KubeError";
  readonly reason: KubeErrorReason;
  /** The API server's own words and causes, where it was the one to refuse. */
  readonly status?: Status;
  /** A write was sent and no answer came: it may have happened or not; read the object to find out. */
  readonly isOutcomeUnknown: boolean;
}

/** Tells by shape, not by class: the adapter is a bundle of its own and has its own copy of every class. */
export function isKubeError(value: unknown): value is KubeError {
  return value instanceof Error && value.name === "KubeError" && "reason" in value;
}
