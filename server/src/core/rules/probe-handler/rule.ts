// A probe has to say how to ask: Kubernetes refuses one without a handler, and the operator completes it only for MLServer (S16, F65).
import * as l10n from "@vscode/l10n";
import { defineRule, fix, type FixProposal } from "../../lint/rule.ts";
import { handlersOf, PROBE_HANDLERS, probeHandler as handlerOf, type Container, type Unit } from "../../model/index.ts";
import { setValue, type Cursor, type YamlDocument } from "../../yaml/index.ts";

export const probeHandler = defineRule({
  id: "probe-handler",
  severity: "error",
  title: "Require a handler in every probe",
  why: "Seldon fills in its default probe only where the container has none. A probe that is there keeps what you wrote, so without `tcpSocket`, `httpGet`, `exec` or `grpc` the Deployment is refused with `livenessProbe: Required value: must specify a handler type`: the SeldonDeployment is accepted, its state turns Failed, and there is no pod. Only for the servers that run in MLServer (under `protocol: v2`: SKLEARN_SERVER, XGBOOST_SERVER, MLFLOW_SERVER, HUGGINGFACE_SERVER and TEMPO_SERVER) the operator adds the handlers of liveness and readiness itself.",
  remedy: "Add a handler; Seldon's own is `tcpSocket: {port: http}`. Or remove the probe and take Seldon's default.",
  failureModes: ["S16"],
  messages: {
    missing: {
      text: 'This {probe} has no handler ({handlers}). The manifest is accepted, but no pod is made: the Deployment is refused with "{probe}: Required value: must specify a handler type". Add tcpSocket with port http, as Seldon\'s own probe has it.',
    },
    missingUnderV2: {
      text: 'This {probe} has no handler ({handlers}). Under protocol v2 the operator adds one for the servers that run in MLServer, and {implementation} is none of them as far as is known: then no pod is made, and the Deployment is refused with "{probe}: Required value: must specify a handler type". Add tcpSocket with port http, as Seldon\'s own probe has it.',
      severity: "warning",
    },
    missingInSidecar: {
      text: 'This {probe} has no handler ({handlers}). The manifest is accepted, but no pod is made: the Deployment is refused with "{probe}: Required value: must specify a handler type". Add the handler that fits this container.',
    },
  },
  check({ deployment, document, report }) {
    if (deployment.protocol === undefined) return;
    for (const predictor of deployment.predictors) {
      for (const container of predictor.containers) {
        const unit = predictor.units.find(
          candidate => candidate.name !== undefined && candidate.name === container.name,
        );
        for (const probe of incompleteProbes(container)) {
          const handlers = probe.name === "startupProbe" ? "author" : handlersOf(unit);
          if (handlers === "operator") continue;
          const message = handlers === undefined ? "missingUnderV2" : unit ? "missing" : "missingInSidecar";
          report({
            at: probe,
            message,
            data: {
              probe: probe.name,
              handlers: PROBE_HANDLERS.join(", "),
              implementation: unit?.implementation ?? "",
            },
            fixes: unit ? [addHandler(document, unit, probe)] : [],
          });
        }
      }
    }
  },
});

function incompleteProbes(container: Container): readonly Cursor[] {
  const probes = ["livenessProbe", "readinessProbe", "startupProbe"].map(name => container.at.key(name));
  return probes.filter(probe => probe.map !== undefined && !handlerOf(probe));
}

/** The handler of the operator's own default: it names the ports of every unit's container (seldon-facts §2.4). */
function addHandler(document: YamlDocument, unit: Unit, probe: Cursor): FixProposal | undefined {
  const isGrpc =
    unit.deployment.spec.key("transport").string() === "grpc" || unit.at.at("endpoint", "type").string() === "GRPC";
  const port = isGrpc ? "grpc" : "http";
  return fix(l10n.t`Add tcpSocket on port ${port}`, setValue(document, probe.at("tcpSocket", "port"), port));
}
