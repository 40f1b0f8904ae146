// What can go wrong between the extension and an MLflow server, as a closed set.

/**
 * - `unreachable`: no answer, or the name is not found, the connection refused or cut, the certificate not trusted.
 * - `timeout`: no answer in time.
 * - `unauthorized`: it wants a token or a password, or does not take the one it was given (401).
 * - `forbidden`: it knows us, and we may not see that (403).
 * - `not-found`: it has no such model, version, alias or run (`RESOURCE_DOES_NOT_EXIST`, 404).
 * - `redirected`: it sends us to another host, where credentials do not go.
 * - `not-mlflow`: what answers there speaks something else.
 * - `failed`: it answers with an error of its own.
 */
export type MlflowErrorReason =
  "unreachable" | "timeout" | "unauthorized" | "forbidden" | "not-found" | "redirected" | "not-mlflow" | "failed";

/** `message` is for people and holds no credential. */
export interface MlflowError extends Error {
  readonly name: "MlflowError";
  readonly reason: MlflowErrorReason;
}

export function mlflowError(reason: MlflowErrorReason, message: string, cause?: unknown): MlflowError {
  const error = new Error(message, { cause });
  return Object.assign(error, { name: "MlflowError" as const, reason });
}

/** Tells by shape, so that copies of this module in other bundles do no harm. */
export function isMlflowError(value: unknown): value is MlflowError {
  return value instanceof Error && value.name === "MlflowError" && "reason" in value;
}
