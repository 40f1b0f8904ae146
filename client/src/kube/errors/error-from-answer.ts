// Turns the API server's refusals into errors of the port.
import * as l10n from "@vscode/l10n";
import type { KubeError, KubeErrorReason } from "../kube-error.ts";
import type { Status } from "../objects.ts";
import { isRecord, parseJson } from "../json.ts";
import { kubeError } from "./make-error.ts";

/** What was asked, for the message: `read pod "x" in namespace "y"`. And of whom. */
export interface Asked {
  readonly what: string;
  readonly server: string;
}

/** The error for an HTTP answer that is no success. `body` is a Status, or plain text where something between us answered. */
export function errorFromAnswer(code: number, body: string, asked: Asked): KubeError {
  return errorFromStatus(statusOf(code, body), asked);
}

/** The error for a Status, which also arrives as an event of a watch. */
export function errorFromStatus(status: Status, asked: Asked): KubeError {
  const reason = reasonOf(status);
  return kubeError(reason, messageFor(reason, status, asked), { status });
}

/** The Status in an answer; one is made up for text that is none (a proxy, a load balancer, an old API server). */
export function statusOf(code: number, body: string): Status {
  const parsed = parseJson(body);
  if (isStatus(parsed)) return parsed.code === undefined ? { ...parsed, code } : parsed;
  const text = body.trim().split("\n", 1)[0] ?? "";
  return { kind: "Status", code, message: text === "" ? l10n.t`HTTP status ${code}` : text.slice(0, 500) };
}

export function isStatus(value: unknown): value is Status {
  return isRecord(value) && value["kind"] === "Status";
}

const REASON_BY_CODE: Readonly<Record<number, KubeErrorReason>> = {
  400: "invalid",
  401: "unauthorized",
  403: "forbidden",
  404: "not-found",
  408: "timeout",
  409: "conflict",
  410: "gone",
  413: "invalid",
  422: "invalid",
  429: "unreachable",
  502: "unreachable",
  503: "unreachable",
  504: "timeout",
};

function reasonOf(status: Status): KubeErrorReason {
  const message = status.message ?? "";
  // An admission webhook refuses for the content, with whatever code it likes; Seldon's uses 403 (seldon-facts §2.2).
  if (/^admission webhook ".*" denied the request/su.test(message)) return "invalid";
  // A server-side apply of fields or values that the schema does not have comes as a fault of the server (500, measured).
  if (/^failed to (?:create typed patch object|convert new object to proper version)\b/u.test(message))
    return "invalid";
  if (status.reason === "Expired" || status.reason === "Gone") return "gone";
  return REASON_BY_CODE[status.code ?? 0] ?? "bad-response";
}

function messageFor(reason: KubeErrorReason, status: Status, asked: Asked): string {
  const said = (status.message ?? status.reason ?? l10n.t`HTTP status ${status.code ?? "unknown"}`).replace(
    /\.?\s*$/u,
    "",
  );
  const could = l10n.t`Could not ${asked.what}`;
  switch (reason) {
    case "unauthorized":
      return l10n.t`${could}: ${asked.server} does not accept the credential of this context (${said}). Log in again, then retry.`;
    case "forbidden":
      return l10n.t`${could}: ${said}. Ask whoever runs the cluster for the right to do so.`;
    case "not-found":
      return `${could}: ${said}.`;
    case "conflict":
      return l10n.t`${could}: ${said}. Look at what has changed, then try again.`;
    case "invalid":
      return `${could}: ${said}.`;
    case "gone":
      return l10n.t`${could}: ${said}. It has to be read anew.`;
    case "unreachable":
      return l10n.t`${could}: ${asked.server} cannot answer just now (${said}). Try again in a while.`;
    case "timeout":
      return l10n.t`${could}: ${asked.server} did not finish in time (${said}). Try again.`;
    case "cancelled":
    case "bad-response":
      return l10n.t`${could}: ${asked.server} answered with an error of its own (${said}).`;
  }
}
