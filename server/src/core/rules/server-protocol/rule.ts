// A prepackaged server needs an image for the deployment's protocol (F18).
import * as l10n from "@vscode/l10n";
import { defineRule, suggestion, type FixProposal } from "../../lint/rule.ts";
import { NOT_TENSORFLOW_SERVERS, prepackagedServer, type Deployment, type Unit } from "../../model/index.ts";
import { removeValue, setValue, type YamlDocument } from "../../yaml/index.ts";

export const serverProtocol = defineRule({
  id: "server-protocol",
  severity: "error",
  title: "Require a protocol the server has an image for",
  why: "The webhook accepts the manifest, but the operator finds no image for the server under this protocol and the Deployment is refused: `spec.template.spec.containers[0].image: Required value`. The state is Failed and no pod appears.",
  remedy:
    "Set `spec.protocol: v2` for TRITON_SERVER, HUGGINGFACE_SERVER and TEMPO_SERVER. Use `seldon` or `tensorflow` for TENSORFLOW_SERVER.",
  failureModes: ["F18"],
  messages: {
    noImage: {
      text: '{implementation} has no image for the {protocol} protocol, only for {supported}. The manifest is accepted, then its Deployment is refused with "containers[0].image: Required value" and no pod appears. Set spec.protocol to {supported}.',
    },
  },
  check({ deployment, document, seldon, report }) {
    const { protocol } = deployment;
    if (protocol === undefined) return;
    for (const unit of deployment.units) {
      const { implementation } = unit;
      const server = prepackagedServer(seldon, implementation);
      if (!server || implementation === undefined || server.images[protocol] !== undefined) continue;
      // Refused by name, which is another rule's finding.
      if (protocol === "tensorflow" && NOT_TENSORFLOW_SERVERS.includes(implementation)) continue;
      if (bringsImage(unit)) continue;
      const supported = Object.keys(server.images);
      report({
        at: unit.at.key("implementation"),
        message: "noImage",
        data: { implementation, protocol, supported: supported.join(l10n.t(" and ")) },
        related: deployment.spec.key("protocol").isEmpty
          ? []
          : [{ at: deployment.spec.key("protocol"), message: l10n.t("The protocol is set here.") }],
        fixes: [changeProtocol(document, deployment, supported)],
      });
    }
  },
});

/** An image of the container's own stands in, except for TENSORFLOW_SERVER, whose image the operator overwrites (F18 [ran]). */
function bringsImage(unit: Unit): boolean {
  return unit.implementation !== "TENSORFLOW_SERVER" && unit.container?.image !== undefined;
}

function changeProtocol(
  document: YamlDocument,
  deployment: Deployment,
  supported: readonly string[],
): FixProposal | undefined {
  const at = deployment.spec.key("protocol");
  if (supported.includes("seldon"))
    return suggestion(l10n.t("Remove protocol: seldon is the default"), removeValue(document, at));
  const [first = "v2"] = supported;
  return suggestion(l10n.t`Set spec.protocol to ${first}`, setValue(document, at, first));
}
