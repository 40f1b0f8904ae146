// Some servers cannot speak TensorFlow's protocol (webhook R13, F18).
import * as l10n from "@vscode/l10n";
import { defineRule, suggestion } from "../../lint/rule.ts";
import { NOT_TENSORFLOW_SERVERS } from "../../model/index.ts";
import { setValue } from "../../yaml/index.ts";

export const tensorflowProtocol = defineRule({
  id: "tensorflow-protocol",
  severity: "error",
  title: "Disallow the tensorflow protocol for servers that do not speak it",
  why: "Seldon's admission webhook refuses the manifest: `Prepackaged server does not handle tensorflow protocol …`, also where the container has an image of its own.",
  remedy: "Use the protocol `seldon` or `v2` with this server, or serve the model with TENSORFLOW_SERVER.",
  failureModes: ["F18"],
  upstream: "R13",
  messages: {
    unsupported: {
      text: '{implementation} does not speak the tensorflow protocol. The webhook refuses this: "Prepackaged server does not handle tensorflow protocol {implementation}". Use protocol seldon or v2.',
      refusedBy: "webhook",
    },
  },
  check({ deployment, document, report }) {
    const protocol = deployment.spec.key("protocol");
    if (protocol.string() !== "tensorflow") return;
    for (const unit of deployment.units) {
      const { implementation } = unit;
      if (implementation === undefined || !NOT_TENSORFLOW_SERVERS.includes(implementation)) continue;
      report({
        at: unit.at.key("implementation"),
        message: "unsupported",
        data: { implementation },
        related: [{ at: protocol, message: l10n.t("The protocol is set here.") }],
        fixes: [suggestion(l10n.t("Change the protocol to v2"), setValue(document, protocol, "v2"))],
      });
    }
  },
});
