// Units agree on one transport, and with the deployment's (webhook R16, R17).
import * as l10n from "@vscode/l10n";
import { defineRule, suggestion, type FixProposal } from "../../lint/rule.ts";
import type { Deployment } from "../../model/index.ts";
import { removeValue, type Cursor, type Edits, type YamlDocument } from "../../yaml/index.ts";

export const endpointTypes = defineRule({
  id: "endpoint-types",
  severity: "error",
  title: "Require one transport for all units",
  why: "Seldon's admission webhook refuses the manifest: `Multiple endpoint.types found - can only have 1 type in graph. Please use spec.transport`, or `Mixed transport types found. Remove graph endpoint.types if transport set at deployment level`.",
  remedy: "Remove `endpoint.type` from all units and set `spec.transport` to `rest` or `grpc` if you need to.",
  failureModes: [],
  upstream: "R16, R17",
  messages: {
    several: {
      text: 'The units ask for several transports ({types}), over all predictors together. The webhook refuses this: "Multiple endpoint.types found - can only have 1 type in graph. Please use spec.transport".',
      refusedBy: "webhook",
    },
    mixed: {
      text: 'The unit asks for {type}, the deployment for {transport}. The webhook refuses this: "Mixed transport types found. Remove graph endpoint.types if transport set at deployment level".',
      refusedBy: "webhook",
    },
  },
  check({ deployment, document, report }) {
    const written = endpointTypesOf(deployment);
    const types = [...new Set(written.map(at => at.string() ?? ""))];
    const [type = ""] = types;
    const [first] = written;
    const transport = deployment.spec.key("transport").string() ?? "";
    const remove = (): FixProposal | undefined =>
      suggestion(l10n.t("Remove endpoint.type from all units"), removeAll(document, written));
    if (types.length > 1) {
      const odd = written.find(at => at.string() !== type) ?? first;
      const related = written.map(at => ({ at, message: l10n.t`Asks for ${at.string() ?? ""}.` }));
      if (odd) report({ at: odd, message: "several", data: { types: types.join(", ") }, related, fixes: [remove()] });
    } else if (first && disagrees(type, transport)) {
      report({ at: first, message: "mixed", data: { type, transport }, fixes: [remove()] });
    }
  },
});

function endpointTypesOf(deployment: Deployment): readonly Cursor[] {
  return deployment.units
    .map(unit => unit.at.at("endpoint", "type"))
    .filter(at => at.string() !== undefined && at.string() !== "");
}

/** The webhook knows REST and GRPC only; any other single word agrees with every transport. */
function disagrees(type: string, transport: string): boolean {
  if (transport === "") return false;
  return (type === "REST" && transport !== "rest") || (type === "GRPC" && transport !== "grpc");
}

function removeAll(document: YamlDocument, written: readonly Cursor[]): Edits | undefined {
  const edits = written.map(at => removeValue(document, at));
  return edits.every(edit => edit !== undefined) ? edits.flat() : undefined;
}
