// What a request and its answer look like in the output of a test.
import * as l10n from "@vscode/l10n";
import { counted } from "../../../../schemas/src/index.ts";
import type { Answer, Outcome, PreparedRequest } from "../../domain/predict/exchange.ts";

/** Characters of a body that are shown; the rest is counted. */
const LONGEST = 20_000;

/** The line on top says what was sent where, and how it went. */
export function exchangeText(name: string, request: PreparedRequest, outcome: Outcome): string {
  const lines = [name, `  ${requestLine(request)}`];
  if (outcome.kind === "failure") return [...lines, `  ${outcome.reason}: ${outcome.message}`, ""].join("\n");
  return [...lines, `  ${answerLine(outcome)}`, ...bodyLines(outcome.body), ""].join("\n");
}

function requestLine({ call, route, deployment, predictor }: PreparedRequest): string {
  const what = call.transport === "rest" ? `${call.method} ${call.path}` : `${call.service}/${call.method}`;
  const who = [deployment, predictor].filter(part => part !== undefined).join(" · ");
  const where =
    route.kind === "url"
      ? route.url
      : `${route.service}${route.namespace === undefined ? "" : `.${route.namespace}`}:${route.port}`;
  return `${what} → ${where}${who === "" ? "" : ` (${who})`}`;
}

function answerLine({ transport, status, latency, size, pod }: Answer): string {
  const from = pod === undefined ? "" : l10n.t` from pod ${pod}`;
  const what = transport === "grpc" ? l10n.t`gRPC status ${status}` : `HTTP ${status}`;
  return l10n.t`${what} in ${milliseconds(latency)}, ${counted(size, "byte")}${from}`;
}

function milliseconds(time: number): string {
  return l10n.t`${Number(time.toPrecision(3))} ms`;
}

function bodyLines(body: string): readonly string[] {
  const text = readable(body);
  const shown =
    text.length > LONGEST ? l10n.t`${text.slice(0, LONGEST)}… and ${text.length - LONGEST} more characters` : text;
  return shown.split("\n").map(line => `  ${line}`);
}

/** JSON in one line, with a space behind each comma and colon; anything else as it is. */
function readable(body: string): string {
  if (body.length > LONGEST) return body;
  try {
    const lines = JSON.stringify(JSON.parse(body), undefined, 1);
    return lines
      .replaceAll(/([[{])\n\s*/g, "$1")
      .replaceAll(/\n\s*([\]}])/g, "$1")
      .replaceAll(/\n\s*/g, " ");
  } catch {
    // No JSON: what a gateway says, or plain text.
    return body;
  }
}

/** A terminal's line ends, and nothing that a terminal would take for a command. */
export function forTerminal(text: string): string {
  const harmless = text.replaceAll(/[\u0000-\u0008\u000B-\u001F\u007F-\u009F]/g, "\u{FFFD}");
  return harmless.replaceAll("\n", "\r\n");
}
