// The server type has to be rpc or kafka, in lower case (webhook R3).
import * as l10n from "@vscode/l10n";
import { defineRule, fix } from "../../lint/rule.ts";
import { nearest, SERVER_TYPES } from "../../model/index.ts";
import { setValue } from "../../yaml/index.ts";

export const serverTypeName = defineRule({
  id: "server-type-name",
  severity: "error",
  title: "Require a known server type",
  why: "Seldon's admission webhook refuses anything else with `Invalid serverType`.",
  remedy: "Write `rpc` or `kafka`, or leave `serverType` out for rpc.",
  failureModes: [],
  upstream: "R3",
  messages: {
    unknown: {
      text: 'Seldon knows no server type "{serverType}". The webhook refuses it with "Invalid serverType". Use {known}.',
      refusedBy: "webhook",
      uncovers: "While the server type cannot be read, nothing is known of what it needs.",
    },
  },
  check({ deployment, document, report }) {
    const at = deployment.spec.key("serverType");
    const serverType = at.string();
    if (serverType === undefined || serverType === "" || SERVER_TYPES.includes(serverType)) return;
    const near = nearest(serverType, SERVER_TYPES);
    report({
      at,
      message: "unknown",
      data: { serverType, known: SERVER_TYPES.join(l10n.t(" or ")) },
      fixes: [near === undefined ? undefined : fix(l10n.t`Change to ${near}`, setValue(document, at, near))],
    });
  },
});
