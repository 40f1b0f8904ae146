// The transport has to be rest or grpc, in lower case (webhook R2).
import * as l10n from "@vscode/l10n";
import { defineRule, fix } from "../../lint/rule.ts";
import { nearest, TRANSPORTS } from "../../model/index.ts";
import { setValue } from "../../yaml/index.ts";

export const transportName = defineRule({
  id: "transport-name",
  severity: "error",
  title: "Require a known transport",
  why: "Seldon's admission webhook refuses anything else with `Invalid transport`. Here the words are in lower case, while `endpoint.type` wants them in upper case.",
  remedy: "Write `rest` or `grpc`, or leave `transport` out for rest. The executor answers both in any case.",
  failureModes: ["F18"],
  upstream: "R2",
  messages: {
    unknown: {
      text: 'Seldon knows no transport "{transport}". The webhook refuses it with "Invalid transport". Use {known}.',
      refusedBy: "webhook",
    },
  },
  check({ deployment, document, report }) {
    const at = deployment.spec.key("transport");
    const transport = at.string();
    if (transport === undefined || transport === "" || TRANSPORTS.includes(transport)) return;
    const near = nearest(transport, TRANSPORTS);
    report({
      at,
      message: "unknown",
      data: { transport, known: TRANSPORTS.join(l10n.t(" or ")) },
      fixes: [near === undefined ? undefined : fix(l10n.t`Change to ${near}`, setValue(document, at, near))],
    });
  },
});
