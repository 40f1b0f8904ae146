// An implementation has to be a server of the cluster's map, or bring its own image (webhook R14, F21).
import * as l10n from "@vscode/l10n";
import { defineRule, fix, suggestion, type FixProposal } from "../../lint/rule.ts";
import { BUILT_IN_IMPLEMENTATIONS, nearest, type Unit } from "../../model/index.ts";
import { setValue, type YamlDocument } from "../../yaml/index.ts";

export const knownServer = defineRule({
  id: "known-server",
  severity: "error",
  title: "Require an implementation the cluster knows",
  why: "Seldon's admission webhook refuses an unknown server with `No entry in predictors map for …`. With an image on the unit's container it lets it pass, and then the operator fails with `Failed to get server config for …`.",
  remedy:
    "Use one of the prepackaged servers. For PyTorch or ONNX that is TRITON_SERVER with `protocol: v2`; for anything else leave `implementation` out and give the unit a container with your own image. A server that an administrator has added to your cluster is known once `servers` in `.seldonlint.yaml` names it.",
  failureModes: ["F21"],
  upstream: "R14",
  messages: {
    unknown: {
      text: 'There is no server {implementation}. The webhook refuses this: "No entry in predictors map for {implementation}". Known servers are {known}.',
      refusedBy: "webhook",
    },
    unknownWithImage: {
      text: 'There is no server {implementation}. Because the container has an image, the webhook accepts it, but the operator then fails with "Failed to get server config for {implementation}" unless your cluster\'s seldon-config has this server. For an image of your own leave implementation out.',
      severity: "warning",
    },
  },
  check({ deployment, document, seldon, report }) {
    const known = Object.keys(seldon.servers);
    for (const unit of deployment.units) {
      const { implementation } = unit;
      if (!unit.isPrepackaged || implementation === undefined || known.includes(implementation)) continue;
      const hasImage = unit.container?.image !== undefined;
      report({
        at: unit.at.key("implementation"),
        message: hasImage ? "unknownWithImage" : "unknown",
        data: { implementation, known: known.join(", ") },
        fixes: replacements(document, unit, implementation, known),
      });
    }
  },
});

function replacements(
  document: YamlDocument,
  unit: Unit,
  implementation: string,
  known: readonly string[],
): readonly (FixProposal | undefined)[] {
  const at = unit.at.key("implementation");
  const near = nearest(implementation, [...known, ...BUILT_IN_IMPLEMENTATIONS]);
  if (near !== undefined && BUILT_IN_IMPLEMENTATIONS.every(name => name !== near)) {
    const edits = setValue(document, at, near);
    return [
      near === implementation.toUpperCase()
        ? fix(l10n.t`Change to ${near}`, edits)
        : suggestion(l10n.t`Change to ${near}`, edits),
    ];
  }
  return [];
}
