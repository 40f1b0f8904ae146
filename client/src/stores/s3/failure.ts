// What went wrong with a request, as one of a few reasons. Words are ours: what a store says may repeat what was sent to it.
import * as l10n from "@vscode/l10n";
import type { StoreFailure } from "../../domain/store/index.ts";

type Reason = StoreFailure["reason"];

/** @param error anything that the client has thrown @param isBucket whether it was the bucket that was asked for, so that a 404 is about it */
export function failureOf(error: unknown, isBucket: boolean): StoreFailure {
  const status = statusOf(error);
  const code = textOf(error, "name");
  if (status !== undefined && status >= 300) return refused(error, status, code, isBucket);
  if (code === "AbortError" || code === "TimeoutError") {
    return failure("timeout", l10n.t("the store did not answer in time"));
  }
  if (status !== undefined) return notAStore(status);
  return network(error);
}

export function notAStore(status: number): StoreFailure {
  return { ...failure("not-a-store", l10n.t("what answers there is no S3 store")), status };
}

export function noParts(): StoreFailure {
  return failure("other", l10n.t("the store gives objects as a whole only, and this one is too big"));
}

export function cancelled(): StoreFailure {
  return failure("cancelled", l10n.t("the request was cancelled"));
}

function refused(error: unknown, status: number, name: string, isBucket: boolean): StoreFailure {
  // A client of Go's own TLS server that speaks no TLS gets this answer, MinIO's among them.
  if (status === 400 && textOf(error, "$responseBodyText").includes("HTTP request to an HTTPS server")) {
    return { ...failure("tls-expected", l10n.t("the store wants TLS (https)")), status };
  }
  const code = /^[A-Z][A-Za-z]{2,63}$/.test(name) && !NAMELESS.test(name) ? name : undefined;
  const told = { status, ...(code !== undefined && { code }) };
  if (status === 404) {
    return isBucket
      ? { ...told, ...failure("bucket-missing", l10n.t("the bucket does not exist")) }
      : { ...told, ...failure("object-missing", l10n.t("the object does not exist")) };
  }
  if (status === 429 || status >= 500) {
    return { ...told, ...failure("store-trouble", l10n.t`the store answers with status ${status}`) };
  }
  const words =
    code === undefined ? l10n.t`the store refuses it with status ${status}` : l10n.t`the store refuses it: ${code}`;
  return { ...told, ...failure("rejected", words) };
}

/** Names that the library gives errors without a code of the store's. */
const NAMELESS =
  /^(?:Error|Unknown|UnknownError|SyntaxError|TypeError|S3ServiceException|NotFound|Forbidden|BadRequest)$|^\d/;

function network(error: unknown): StoreFailure {
  const code = networkCode(error);
  const [reason, words] = reasonOf(code, error instanceof Error ? error.message : "");
  return { ...failure(reason, words), ...(code !== "" && { code }) };
}

function reasonOf(code: string, message: string): readonly [Reason, string] {
  if (code === "ENOTFOUND" || code === "EAI_AGAIN") return ["no-such-host", l10n.t("its host name is not known")];
  if (code === "ECONNREFUSED") return ["connection-refused", l10n.t("nothing listens there")];
  if (code === "ETIMEDOUT") return ["timeout", l10n.t("the store did not answer in time")];
  if (code === "EPROTO" || /^ERR_SSL_(?:WRONG_VERSION|PACKET_LENGTH|.*RECORD)/.test(code)) {
    return ["plain-http", l10n.t("the store speaks no TLS (http, not https)")];
  }
  if (/CERT|^UNABLE_TO_|SELF_SIGNED|ERR_TLS_/.test(code)) {
    return ["certificate", l10n.t("the store's certificate is not trusted")];
  }
  if (/^(?:ECONNRESET|EPIPE|HPE_)/.test(code) || message.includes("socket hang up")) {
    return ["connection-lost", l10n.t("the connection was cut")];
  }
  return ["other", l10n.t("the store could not be asked")];
}

/** Of the error or of what has caused it; attempts on several addresses have one each. */
function networkCode(error: unknown): string {
  const own = textOf(error, "code");
  if (own !== "") return own;
  if (error instanceof AggregateError) return networkCode(error.errors[0]);
  return error instanceof Error && error.cause !== undefined ? networkCode(error.cause) : "";
}

function failure(reason: Reason, words: string): StoreFailure {
  return { kind: "failure", reason, words };
}

function statusOf(error: unknown): number | undefined {
  const metadata = propertyOf(error, "$metadata");
  const status = propertyOf(metadata, "httpStatusCode") ?? propertyOf(propertyOf(error, "$response"), "statusCode");
  return typeof status === "number" ? status : undefined;
}

function textOf(value: unknown, name: string): string {
  const text = propertyOf(value, name);
  return typeof text === "string" ? text : "";
}

function propertyOf(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null ? Reflect.get(value, name) : undefined;
}
