// What an API server or webhook that refuses a manifest says, as problems at places in the manifest.
import * as l10n from "@vscode/l10n";
import { diagnoseLog, explanationOf, type SignatureMatch } from "../signatures/diagnose-log.ts";
import { refusedByApiServer } from "./refused-by-api-server.ts";
import { refusedByWebhook } from "./refused-by-webhook.ts";
import type { PlainMap, ValuePath } from "./plain.ts";

/** The answer to a write that failed, as far as it is read here (Kubernetes' `Status`). */
export interface StatusAnswer {
  readonly message?: string;
  readonly reason?: string;
  readonly code?: number;
  readonly details?: { readonly causes?: readonly StatusCause[] };
}

export interface StatusCause {
  readonly reason?: string;
  readonly message?: string;
  readonly field?: string;
}

export interface Refusal {
  readonly by: "webhook" | "api-server";
  /** Full sentences: what is refused. */
  readonly message: string;
  /** As it was said. */
  readonly said: string;
  /** Where in the manifest; as much of it as exists, empty for the object as a whole. */
  readonly path: ValuePath;
  /** Id of the rule that finds the same while it is typed. */
  readonly rule?: string | undefined;
  /** What is known of a refusal that has nothing to do with the manifest, such as a webhook that does not answer (F02). */
  readonly match?: SignatureMatch | undefined;
}

/** One error with the path that was written to it. */
export interface WrittenError {
  readonly field: string;
  readonly message: string;
}

/**
 * All that is refused, in the order in which it was said; at least one. @param manifest the object that was sent: paths
 * without indices, and errors that name only a value, are looked up in it
 */
export function refusalsOf(status: StatusAnswer, manifest: PlainMap): Refusal[] {
  const message = status.message ?? "";
  const found = isFromWebhook(message)
    ? errorsOf(status).map(error => refusedByWebhook(error, manifest))
    : refusedByApiServer(message, errorsOf(status), manifest);
  return found.length > 0 ? found : [wholeRefusal(message, status)];
}

/** By Seldon's validator: the API server names the webhook, and the group has a typo of Seldon's own (seldon-facts §2.1). */
function isFromWebhook(message: string): boolean {
  return (
    /^admission webhook "[^"]*seldon[^"]*" denied the request/.test(message) ||
    /SeldonDeployment\.machinelearing\.seldon\.io ".*?" is invalid/s.test(message)
  );
}

function errorsOf({ message = "", details }: StatusAnswer): WrittenError[] {
  const causes = (details?.causes ?? []).flatMap(({ field, message: text }) =>
    field === undefined || text === undefined ? [] : [{ field, message: text }],
  );
  return causes.length > 0 ? causes : errorsInText(message);
}

/** `… is invalid: path: message`, or `… is invalid: [path: message, path: message]`. */
function errorsInText(text: string): WrittenError[] {
  const [, list = ""] = / is invalid: (.*)$/s.exec(text) ?? [];
  const inside = list.startsWith("[") && list.endsWith("]") ? list.slice(1, -1) : list;
  return inside.split(/, (?=(?:\.?spec|metadata|data)\b[^ ]*: )/).flatMap(part => {
    const [whole, field = "", message = ""] = /^((?:[^\s:"]|:(?! ))+): (.*)$/s.exec(part) ?? [];
    return whole === undefined ? [] : [{ field: field.replace(/^\./, ""), message }];
  });
}

/** A refusal that names no field: a namespace that is missing, a webhook that cannot be reached, another webhook's words. */
function wholeRefusal(said: string, status: StatusAnswer): Refusal {
  const match = explanationOf(diagnoseLog({ source: "apply", lines: said.split("\n") }));
  const by = said.startsWith("admission webhook ") ? "webhook" : "api-server";
  const namespace = /^namespaces "([^"]*)" not found/.exec(said)?.[1];
  if (namespace !== undefined) {
    const message = l10n.t`The namespace ${namespace} does not exist in this cluster. Create it first, or choose another.`;
    return { by, message, said, path: ["metadata"], match };
  }
  const words = said === "" ? (status.reason ?? l10n.t`HTTP status ${status.code ?? "unknown"}`) : said;
  return { by, message: match ? `${match.meaning} ${match.remedy}` : words, said: words, path: [], match };
}
