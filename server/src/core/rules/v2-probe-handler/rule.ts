// Under v2 the operator replaces how liveness and readiness ask, and keeps only their numbers (F65).
import * as l10n from "@vscode/l10n";
import { defineRule, suggestion } from "../../lint/rule.ts";
import { handlersOf, probeHandler } from "../../model/index.ts";
import { removeValue } from "../../yaml/index.ts";

export const v2ProbeHandler = defineRule({
  id: "v2-probe-handler",
  severity: "information",
  title: "Report probes whose way of asking the operator replaces",
  why: "For prepackaged servers under `protocol: v2` the operator puts MLServer's own requests into the liveness and readiness probes, `/v2/health/live` and `/v2/health/ready`. Delays, periods and thresholds stay as written, but an `httpGet`, `tcpSocket` or `exec` of yours is gone from the pod without a word. A startupProbe stays as it is.",
  remedy: "Leave the handler out and keep the numbers, or put a way of asking of your own into a `startupProbe`.",
  failureModes: ["F65"],
  messages: {
    replaced: {
      text: "The operator replaces this {handler} by MLServer's {path}, since the server is prepackaged and the protocol v2. Only the numbers of the probe count.",
    },
  },
  check({ deployment, document, report }) {
    for (const unit of deployment.units) {
      if (!unit.container || handlersOf(unit) !== "operator") continue;
      for (const [name, path] of PROBES) {
        const probe = unit.container.at.key(name);
        const handler = probeHandler(probe);
        if (!handler || handler.at("path").string() === path) continue;
        const isAll = probe.entries().length === 1;
        report({
          at: handler,
          range: handler.keyRange(),
          message: "replaced",
          data: { handler: handler.name, path },
          fixes: [
            isAll
              ? undefined
              : suggestion(l10n.t`Remove ${handler.name}, which has no effect`, removeValue(document, handler)),
          ],
        });
      }
    }
  },
});

/** What MLServer answers on (failure-modes §0.1). */
const PROBES: readonly (readonly [probe: string, path: string])[] = [
  ["livenessProbe", "/v2/health/live"],
  ["readinessProbe", "/v2/health/ready"],
];
