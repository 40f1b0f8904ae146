// Variables that the operator sets itself: written by hand, they make it drop all the others (F23).
import * as l10n from "@vscode/l10n";
import { defineRule, suggestion } from "../../lint/rule.ts";
import {
  MODEL_VARIABLE,
  OLD_PORT_VARIABLE,
  OPERATOR_VARIABLES,
  PARAMETERS_VARIABLE,
  type Unit,
} from "../../model/index.ts";
import { removeValue } from "../../yaml/index.ts";

export const operatorEnv = defineRule({
  id: "operator-env",
  severity: "error",
  title: "Disallow variables that the operator sets itself",
  why: "The operator adds the ports, the parameters and the model's place to a unit's container as variables. Where one of them is there already, it drops every variable that it has gathered so far, your own ones too, and the container starts without them.",
  remedy:
    "Leave the variable out. To have the unit listen on another port, name the port: `ports: [{name: http, containerPort: 9001}]`. Parameters belong to the unit's `parameters`, the model to its `modelUri`.",
  failureModes: ["F23"],
  messages: {
    dropped: {
      text: "The operator sets {name} itself. As it is written here, too, the operator drops all variables that it has gathered so far, the other ones of this container among them. Remove it; {instead}.",
    },
    oldPort: {
      text: "The operator sets {name} itself, to the port that probes and executor use. A program that listens on this value instead is never reached. Remove it, or name the port http and give it this number.",
      severity: "warning",
    },
  },
  check({ deployment, document, report }) {
    for (const unit of deployment.units) {
      for (const variable of unit.container?.env ?? []) {
        const at = variable.key("name");
        const name = at.string() ?? "";
        const instead = replacement(unit, name);
        if (instead === undefined && name !== OLD_PORT_VARIABLE) continue;
        report({
          at,
          message: instead === undefined ? "oldPort" : "dropped",
          data: { name, instead: instead ?? "" },
          fixes: [suggestion(l10n.t`Remove ${name}`, removeValue(document, onlyOneOf(unit) ?? variable))],
        });
      }
    }
  },
});

/** What to do instead, for variables that the operator adds to this unit. */
function replacement(unit: Unit, name: string): string | undefined {
  if (OPERATOR_VARIABLES.includes(name)) return l10n.t("a port called http or grpc tells the operator another number");
  if (name === MODEL_VARIABLE && !unit.modelUri.isEmpty) return l10n.t("modelUri says where the model comes from");
  if (name === PARAMETERS_VARIABLE && unit.parameters.length > 0)
    return l10n.t("parameters of the unit are handed on as it");
  return undefined;
}

/** The list itself, where the variable is all it holds. */
function onlyOneOf(unit: Unit): ReturnType<Unit["at"]["key"]> | undefined {
  return unit.container?.env.length === 1 ? unit.container.at.key("env") : undefined;
}
