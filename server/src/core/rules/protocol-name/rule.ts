// The inference protocol has to be one Seldon knows, in lower case (webhook R1, F18).
import * as l10n from "@vscode/l10n";
import { defineRule, fix } from "../../lint/rule.ts";
import { nearest, PROTOCOLS } from "../../model/index.ts";
import { setValue } from "../../yaml/index.ts";

export const protocolName = defineRule({
  id: "protocol-name",
  severity: "error",
  title: "Require a known inference protocol",
  why: "Seldon's admission webhook refuses anything else with `Invalid protocol`. It compares exactly, so `V2` is not `v2`.",
  remedy: "Write `seldon`, `tensorflow`, `v2` or `kfserving` (another name of v2), or leave `protocol` out for seldon.",
  failureModes: ["F18"],
  upstream: "R1",
  messages: {
    unknown: {
      text: 'Seldon knows no protocol "{protocol}". The webhook refuses it with "Invalid protocol". Use one of {known}.',
      refusedBy: "webhook",
      uncovers: "While the protocol cannot be read, nothing is known of which servers speak it.",
    },
  },
  check({ deployment, document, report }) {
    const at = deployment.spec.key("protocol");
    const protocol = at.string();
    if (protocol === undefined || protocol === "" || PROTOCOLS.includes(protocol)) return;
    const near = nearest(protocol, PROTOCOLS);
    report({
      at,
      message: "unknown",
      data: { protocol, known: PROTOCOLS.join(", ") },
      fixes: [near === undefined ? undefined : fix(l10n.t`Change to ${near}`, setValue(document, at, near))],
    });
  },
});
