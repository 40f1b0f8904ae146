// A liveness probe that begins minutes after the start hides a dead server all that time; a startupProbe does not (S17).
import * as l10n from "@vscode/l10n";
import { defineRule, suggestion, type FixProposal } from "../../lint/rule.ts";
import {
  handlersOf,
  LATE_LIVENESS_SECONDS,
  MLFLOW_STARTUP_PROBE,
  probeBudget,
  probeHandler,
  probeNumbers,
  type Container,
} from "../../model/index.ts";
import { removeValue, setValue, type Cursor, type PlainValue, type YamlDocument } from "../../yaml/index.ts";

export const lateLivenessProbe = defineRule({
  id: "late-liveness-probe",
  severity: "hint",
  title: "Prefer a startupProbe to a late liveness probe",
  why: "A long `initialDelaySeconds` does keep a slow server from being killed while it starts. But it holds for every start and in full: a server that hangs or crashes in its first minutes looks healthy, `Running` and nothing else, until the delay is over.",
  remedy:
    "Move the patience into a `startupProbe` with many attempts and drop the delay: liveness begins as soon as the startupProbe has succeeded once.",
  failureModes: ["S17"],
  messages: {
    late: {
      text: 'This liveness probe begins {delay} s after the start, so a server that hangs or dies before that stays "Running" unnoticed. Use a startupProbe for the slow start and a liveness probe without delay.',
    },
  },
  check({ deployment, document, report }) {
    for (const predictor of deployment.predictors) {
      for (const container of predictor.containers) {
        const liveness = container.at.key("livenessProbe");
        const delay = liveness.key("initialDelaySeconds").integer() ?? 0;
        if (delay < LATE_LIVENESS_SECONDS || !container.at.key("startupProbe").isEmpty) continue;
        report({
          at: liveness.key("initialDelaySeconds"),
          message: "late",
          data: { delay },
          fixes: [rewrite(document, container, liveness)],
        });
      }
    }
  },
});

/** The startupProbe asks in the same way and is as patient as delay and attempts were together. */
function rewrite(document: YamlDocument, container: Container, liveness: Cursor): FixProposal | undefined {
  const numbers = probeNumbers(liveness);
  const handler = startupHandler(container, liveness);
  if (!numbers || !handler) return undefined;
  const { periodSeconds } = MLFLOW_STARTUP_PROBE;
  const failureThreshold = Math.ceil(probeBudget(numbers) / periodSeconds);
  const timeoutSeconds = liveness.key("timeoutSeconds").integer();
  const startupProbe = {
    ...handler,
    periodSeconds,
    failureThreshold,
    ...(timeoutSeconds === undefined ? {} : { timeoutSeconds }),
  };
  const added = setValue(document, container.at.key("startupProbe"), startupProbe, { after: "livenessProbe" });
  const removed = removeValue(document, liveness.key("initialDelaySeconds"));
  const title = l10n.t`Replace the delay by a startupProbe of ${periodSeconds * failureThreshold} s`;
  return suggestion(title, added && removed && [...removed, ...added]);
}

/**
 * The operator may overwrite the handler of liveness under v2 but keeps that of a startupProbe as written: a copy of one that
 * never counted could fail for ever, so there only the TCP port that it names is safe (failure-modes §0.1 [ran], F65).
 */
function startupHandler(container: Container, liveness: Cursor): Readonly<Record<string, PlainValue>> | undefined {
  const unit = container.componentSpec.predictor.units.find(candidate => candidate.name === container.name);
  if (handlersOf(unit) !== "author") return { tcpSocket: { port: "http" } };
  const handler = probeHandler(liveness);
  const value = handler && plainValue(handler, 0);
  return handler && value !== undefined ? { [handler.name]: value } : undefined;
}

/** Deeper than any handler; stops an endless alias. */
const MAX_DEPTH = 8;

function plainValue(at: Cursor, depth: number): PlainValue | undefined {
  if (depth > MAX_DEPTH) return undefined;
  if (at.map) return plainMap(at, depth);
  if (at.sequence) {
    const items = at.items().map(item => plainValue(item, depth + 1));
    return items.every(item => item !== undefined) ? items : undefined;
  }
  const value = at.scalar?.value;
  return typeof value === "bigint" ? undefined : value;
}

function plainMap(at: Cursor, depth: number): PlainValue | undefined {
  const entries: [string, PlainValue][] = [];
  for (const entry of at.entries()) {
    const value = plainValue(entry, depth + 1);
    if (value === undefined) return undefined;
    entries.push([entry.name, value]);
  }
  return Object.fromEntries(entries);
}
