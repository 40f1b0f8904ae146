// Parameters of a prepackaged server become keyword arguments of its class, and an unknown one stops it (S14).
import { defineRule, fix, suggestion, type FixProposal } from "../../lint/rule.ts";
import {
  isTemplated,
  MODEL_MOUNT_PATH,
  nearest,
  PARAMETERS_SET_BY_OPERATOR,
  stockServer,
  type Unit,
} from "../../model/index.ts";
import { removeValue, setValue, type Cursor, type YamlDocument } from "../../yaml/index.ts";

export const serverParameters = defineRule({
  id: "server-parameters",
  severity: "error",
  title: "Require parameters that the prepackaged server knows",
  why: "Under the seldon protocol every entry of `parameters` becomes a keyword argument of the server's class. A name the class does not have ends the container at once with `TypeError: __init__() got an unexpected keyword argument '…'` from `seldon-core-microservice`, and Kubernetes starts it again and again (CrashLoopBackOff). `model_uri` is set by the operator after yours, so yours never counts.",
  remedy:
    "Remove the parameter or give it the right name: `method` for SKLEARN_SERVER, `xtype` for MLFLOW_SERVER; XGBOOST_SERVER takes none. Where a model lies is said by the unit's `modelUri`.",
  failureModes: ["S14"],
  messages: {
    unknown: {
      text: "{implementation} has no parameter {name}: the server stops with \"TypeError: __init__() got an unexpected keyword argument '{name}'\" and its container crashes in a loop. Remove it, or use what it takes: {known}.",
    },
    takesNone: {
      text: "{implementation} takes no parameters at all: with {name} the server stops with \"TypeError: __init__() got an unexpected keyword argument '{name}'\" and its container crashes in a loop. Remove it.",
    },
    overridden: {
      text: "The parameter {name} never counts: the operator adds its own {name} after yours, {value}. Remove it; the place of the model is the unit's modelUri.",
      severity: "warning",
    },
  },
  check({ deployment, document, seldon, report }) {
    if (deployment.protocol !== "seldon") return;
    for (const unit of deployment.units) {
      const { implementation = "" } = unit;
      const known = stockServer(unit, seldon)?.parameters;
      if (!known) continue;
      const reserved = PARAMETERS_SET_BY_OPERATOR[implementation] ?? [];
      const settable = known.filter(name => !reserved.includes(name));
      for (const parameter of unit.parameters) {
        const at = parameter.key("name");
        const name = at.string();
        if (name === undefined || isTemplated(name)) continue;
        if (reserved.includes(name)) {
          if (parameter.key("value").string() === MODEL_MOUNT_PATH) continue;
          const fixes = [fix(`Remove the parameter ${name}`, removeValue(document, parameter))];
          report({ at, message: "overridden", data: { name, value: MODEL_MOUNT_PATH }, fixes });
        } else if (!known.includes(name)) {
          const data = { implementation, name, known: settable.join(", ") };
          report({
            at,
            message: settable.length === 0 ? "takesNone" : "unknown",
            data,
            fixes: repairs(document, unit, parameter, settable),
          });
        }
      }
    }
  },
});

/** With a near name that is still free the author has to say which is meant; without one the parameter can only go. */
function repairs(
  document: YamlDocument,
  unit: Unit,
  parameter: Cursor,
  settable: readonly string[],
): readonly (FixProposal | undefined)[] {
  const at = parameter.key("name");
  const taken = unit.parameters.map(other => other.key("name").string());
  const near = nearest(
    at.string() ?? "",
    settable.filter(name => !taken.includes(name)),
  );
  const title = `Remove the parameter ${at.string() ?? ""}`;
  const removal = removeValue(document, parameter);
  if (near === undefined) return [fix(title, removal)];
  return [suggestion(`Rename the parameter to ${near}`, setValue(document, at, near)), suggestion(title, removal)];
}
