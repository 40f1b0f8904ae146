// Error answers in words: who says no, what it says, and what that means (seldon-facts §7.5).
import * as l10n from "@vscode/l10n";
import { isMap, listAt, mapAt, textAt } from "../deploy/plain.ts";
import { maskCredentials } from "../mask.ts";
import { diagnoseLog, explanationOf } from "../signatures/diagnose-log.ts";
import type { Answer, Failure, PreparedRequest } from "./exchange.ts";

/** `server`: MLServer, Triton or TensorFlow Serving. `somebody`: what the body is does not tell. */
export type ErrorOrigin = "wrapper" | "executor" | "server" | "gateway" | "grpc" | "somebody";

export interface AnswerError {
  readonly origin: ErrorOrigin;
  /** One sentence: who refused, and with which words. Credentials are masked. */
  readonly words: string;
  /** The text that the server gives, without its wrapping. */
  readonly text: string;
  /** Seldon's reason, such as `MICROSERVICE_BAD_DATA`. */
  readonly reason: string | undefined;
  /** What it means and what to do, where that is known. */
  readonly explanation: ErrorExplanation | undefined;
}

export interface ErrorExplanation {
  /** Id of the signature in the catalogue; `undefined` where none has this one. */
  readonly signature: string | undefined;
  readonly title: string;
  readonly meaning: string;
  readonly remedy: string;
}

/** `undefined` where the answer is a success. */
export function answerError(request: PreparedRequest, answer: Answer, body: unknown): AnswerError | undefined {
  if (isSuccess(answer)) return undefined;
  const { origin, text, reason } = told(request, answer, body);
  const masked = maskCredentials(text).trim();
  const name = statusName(answer);
  const because = reason === undefined ? "" : ` ${reason}`;
  const said = masked === "" ? "" : `: ${shortened(masked)}`;
  return {
    origin,
    words: l10n.t`${WHO[origin]} answered ${name}${because}${said}`,
    text: masked,
    reason,
    explanation: explanationFor(request, answer, masked),
  };
}

export function isSuccess(answer: Answer): boolean {
  return answer.transport === "grpc" ? answer.status === 0 : answer.status >= 200 && answer.status < 300;
}

/** Why nothing came back, in a sentence. */
export function failureWords(failure: Failure, request: PreparedRequest): string {
  const seconds = `${Number((failure.latency / 1000).toPrecision(3))} s`;
  const detail = failure.message === "" ? "" : `: ${shortened(maskCredentials(failure.message))}`;
  switch (failure.reason) {
    case "timeout":
      return l10n.t`No answer within ${request.timeout / 1000} s.`;
    case "cancelled":
      return l10n.t`Cancelled after ${seconds}.`;
    case "not-connected":
      return ended(l10n.t`The request was not sent, because nobody took the connection${detail}`);
    case "cut":
      return ended(
        l10n.t`The connection broke after ${seconds}, before the answer was whole; the model may have seen the request${detail}`,
      );
  }
}

/** With a full stop, unless the text ends a sentence itself. */
export function ended(text: string): string {
  return /[.!?…]$/.test(text) ? text : `${text}.`;
}

const WHO: Readonly<Record<ErrorOrigin, string>> = {
  wrapper: l10n.t("The model's server"),
  executor: l10n.t("Seldon's executor"),
  server: l10n.t("The model's server"),
  gateway: l10n.t("The gateway"),
  grpc: l10n.t("The server"),
  somebody: l10n.t("The server"),
};

interface Told {
  readonly origin: ErrorOrigin;
  readonly text: string;
  readonly reason: string | undefined;
}

/** `status.status` is a number from the wrapper and a word from the executor (seldon-facts §7.5). */
function told(request: PreparedRequest, answer: Answer, body: unknown): Told {
  const status = mapAt(body, "status");
  const info = textAt(status, "info");
  if (info !== undefined || textAt(status, "reason") !== undefined) {
    const isExecutor = typeof status["status"] === "string" && answer.transport === "rest";
    return {
      origin: isExecutor ? "executor" : "wrapper",
      text: info ?? "",
      reason: nonEmpty(textAt(status, "reason")),
    };
  }
  const error = textAt(body, "error") ?? textAt(body, "detail") ?? validationText(body);
  if (error !== undefined) return { origin: "server", text: error, reason: undefined };
  if (answer.transport === "grpc") return { origin: "grpc", text: answer.body, reason: undefined };
  const text = isMap(body) ? JSON.stringify(body) : withoutTags(answer.body);
  if (text.startsWith("404 page not found")) return { origin: "executor", text, reason: undefined };
  const isGateway = answer.headers.some(([name, value]) => /^server$/i.test(name) && /envoy/i.test(value));
  return { origin: isGateway || request.route.kind === "url" ? "gateway" : "somebody", text, reason: undefined };
}

/** A list of what does not fit the schema, as MLServer's web framework writes it. */
function validationText(body: unknown): string | undefined {
  const issues = listAt(body, "detail").map(issue => {
    const place = listAt(issue, "loc").join(".");
    return `${place === "" ? "" : `${place}: `}${textAt(issue, "msg") ?? ""}`;
  });
  return issues.length === 0 ? undefined : issues.join("; ");
}

function withoutTags(text: string): string {
  return /^\s*<(!doctype|html)/i.test(text) ? text.replace(/<[^<>]{0,200}>/g, " ").replace(/\s+/g, " ") : text;
}

/** The catalogue of signatures first; then what only an answer shows. */
function explanationFor(request: PreparedRequest, answer: Answer, text: string): ErrorExplanation | undefined {
  const found = explanationOf(diagnoseLog({ source: "answer", lines: text.split("\n") }));
  if (found) {
    const { signature, title, meaning, remedy } = found;
    return { signature: signature.id, title, meaning, remedy };
  }
  return KNOWN.find(known => known.fits(text, answer, request))?.explanation;
}

interface Known {
  readonly fits: (text: string, answer: Answer, request: PreparedRequest) => boolean;
  readonly explanation: ErrorExplanation;
}

function known(fits: Known["fits"], title: string, meaning: string, remedy: string): Known {
  return { fits, explanation: { signature: undefined, title, meaning, remedy } };
}

const KNOWN: readonly Known[] = [
  known(
    text => /dial tcp .*connection refused/.test(text),
    l10n.t("a unit of the graph does not listen"),
    l10n.t("The executor runs, but a model's container takes no connection: it is still loading, or it has failed."),
    l10n.t("Look at the model container's state and at its previous log."),
  ),
  known(
    text => text.includes("Failed to find model "),
    l10n.t("no unit of this name"),
    l10n.t("The executor looked for a unit of the graph by the name in the path, and there is none."),
    l10n.t("Use a unit's name as the graph spells it."),
  ),
  known(
    text => /cannot reshape array of size \d+ into shape/.test(text),
    l10n.t("shape and values do not fit"),
    l10n.t("The tensor's shape takes another number of values than there are."),
    l10n.t("Correct the shape, or the values."),
  ),
  known(
    text => text.includes("SKLearnModel only supports 'predict', 'predict_proba' and 'transform' as outputs"),
    l10n.t("output not known to the model"),
    l10n.t("MLServer's sklearn runtime chooses what to call by the name of the requested output (seldon-facts §7.4)."),
    l10n.t("Ask for the output predict, predict_proba or transform, or leave outputs out."),
  ),
  known(
    text => /Model .* not found/.test(text),
    l10n.t("the server has no model of this name"),
    l10n.t(
      "The name in the path is not the one that the server has loaded. A model-settings.json in the artifact gives the model a name of its own, which replaces the unit's.",
    ),
    l10n.t("Set the target's model to the name in model-settings.json, or remove name from that file."),
  ),
  known(
    (text, answer) => answer.transport === "rest" && answer.status === 404 && text.startsWith("404 page not found"),
    l10n.t("path not known to the executor"),
    l10n.t("The executor offers the paths of the deployment's protocol only, and this is none of them."),
    l10n.t("Check the protocol: leave it out of the file to follow the deployment."),
  ),
  known(
    (text, answer, request) => answer.status === 404 && text === "" && request.route.kind === "url",
    l10n.t("gateway has no route for this path"),
    l10n.t("The gateway knows no route for the path, which has to begin with /seldon/<namespace>/<name>."),
    l10n.t("Check the address. Routes are made only once every Deployment of the SeldonDeployment is ready."),
  ),
  known(
    (text, answer) => answer.transport === "rest" && answer.status === 503 && text === "",
    l10n.t("not ready"),
    l10n.t("The executor answers 503 without a word while a unit of its graph does not listen."),
    l10n.t("Wait until the deployment is available, or look at its pods."),
  ),
  known(
    (_, answer) => answer.transport === "grpc" && answer.status === 12,
    l10n.t("call not offered"),
    l10n.t("The server has no such gRPC service: the deployment speaks another protocol, or the port is no gRPC port."),
    l10n.t("Check the protocol, or set transport to rest."),
  ),
  known(
    (_, answer) => answer.transport === "grpc" && answer.status === 8,
    l10n.t("message too large"),
    l10n.t("The message is larger than the server takes over gRPC."),
    l10n.t("Set seldon.io/grpc-max-message-size in spec.annotations, in bytes, or set transport to rest."),
  ),
];

/** Names of gRPC's status codes, by number. */
const GRPC_CODES =
  "OK CANCELLED UNKNOWN INVALID_ARGUMENT DEADLINE_EXCEEDED NOT_FOUND ALREADY_EXISTS PERMISSION_DENIED RESOURCE_EXHAUSTED FAILED_PRECONDITION ABORTED OUT_OF_RANGE UNIMPLEMENTED INTERNAL UNAVAILABLE DATA_LOSS UNAUTHENTICATED".split(
    " ",
  );

/** `HTTP 400`, or `gRPC 14 UNAVAILABLE`. */
export function statusName({ transport, status }: Pick<Answer, "transport" | "status">): string {
  return transport === "rest" ? `HTTP ${status}` : `gRPC ${status} ${GRPC_CODES[status] ?? ""}`.trimEnd();
}

function nonEmpty(text: string | undefined): string | undefined {
  return text === "" ? undefined : text;
}

function shortened(text: string): string {
  return text.length > 500 ? `${text.slice(0, 500)}…` : text;
}
