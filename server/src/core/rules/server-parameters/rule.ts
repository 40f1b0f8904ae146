// Parameters of a prepackaged server become keyword arguments of its class, and an unknown one stops it (S14).
import * as l10n from "@vscode/l10n";
import { defineRule, fix, suggestion, type DeploymentContext, type FixProposal } from "../../lint/rule.ts";
import {
  isTemplated,
  MODEL_MOUNT_PATH,
  nearest,
  PARAMETERS_SET_BY_OPERATOR,
  prepackagedServer,
  stockServer,
  type Unit,
} from "../../model/index.ts";
import { removeValue, setValue, type Cursor, type YamlDocument } from "../../yaml/index.ts";

export const serverParameters = defineRule({
  id: "server-parameters",
  severity: "error",
  title: "Require parameters that the prepackaged server knows",
  why: "Under the seldon protocol every entry of `parameters` becomes a keyword argument of the server's class. A name the class does not have ends the container at once with `TypeError: __init__() got an unexpected keyword argument '…'` from `seldon-core-microservice`, and Kubernetes starts it again and again (CrashLoopBackOff). `model_uri` is set by the operator after yours, so yours never counts; nor does a `model_name` for TENSORFLOW_SERVER.",
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
    unlisted: {
      text: "The file .seldonlint.yaml lists what {implementation} takes, and {name} is not in that list ({known}). A server that is made of a Python class ends at its start over a name it does not know. Rename or remove the parameter, or add it to that list.",
      severity: "warning",
    },
    overridden: {
      text: "The parameter {name} never counts: the operator adds its own {name} after yours, {value}. Remove it; {instead}.",
      severity: "warning",
    },
    halfEndpoints: {
      text: "Of rest_endpoint and grpc_endpoint only {given} is here. {implementation} needs both, and the operator sets them only where neither is given: {missing} stays empty, and the proxy before TensorFlow Serving crashes. Add {missing}, or remove {given}.",
    },
  },
  check(context) {
    for (const unit of context.deployment.units) {
      const { implementation } = unit;
      const server = prepackagedServer(context.seldon, implementation);
      if (implementation === undefined || !server) continue;
      if (server.isOfCluster) checkListed(unit, implementation, server.parameters, context);
      else if (context.deployment.protocol === "seldon") checkStock(unit, implementation, context);
    }
  },
});

type Context = DeploymentContext<"unknown" | "takesNone" | "unlisted" | "overridden" | "halfEndpoints">;

function checkStock(unit: Unit, implementation: string, context: Context): void {
  const known = stockServer(unit, context.seldon)?.parameters;
  if (!known) return;
  checkEndpoints(unit, implementation, context);
  const { document, report } = context;
  const reserved = PARAMETERS_SET_BY_OPERATOR[implementation] ?? [];
  const settable = known.filter(name => !reserved.includes(name));
  for (const { parameter, at, name } of namedParameters(unit)) {
    if (reserved.includes(name)) {
      const value = (name === "model_name" ? unit.name : MODEL_MOUNT_PATH) ?? "";
      if (parameter.key("value").string() === value) continue;
      const fixes = [fix(l10n.t`Remove the parameter ${name}`, removeValue(document, parameter))];
      const instead =
        name === "model_name"
          ? l10n.t("the model is called like the unit")
          : l10n.t("the place of the model is the unit's modelUri");
      report({ at, message: "overridden", data: { name, value, instead }, fixes });
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

/** The operator gives TensorFlow's proxy its two endpoints, unless the user gave either (seldon-facts §3.4). */
function checkEndpoints(unit: Unit, implementation: string, { document, report }: Context): void {
  const named = namedParameters(unit);
  // A parameter that a template makes or names may be the other one.
  if (implementation !== "TENSORFLOW_SERVER" || named.length < unit.parameters.length) return;
  const given = named.filter(({ name }) => ENDPOINTS.includes(name));
  const [only] = given;
  const missing = ENDPOINTS.find(name => name !== only?.name) ?? "";
  if (!only || given.some(({ name }) => name === missing)) return;
  const fixes = [
    suggestion(
      l10n.t`Remove the parameter ${only.name}: the operator sets both endpoints`,
      removeValue(document, only.parameter),
    ),
  ];
  report({ at: only.at, message: "halfEndpoints", data: { implementation, given: only.name, missing }, fixes });
}

const ENDPOINTS: readonly string[] = ["rest_endpoint", "grpc_endpoint"];

/** What the configuration says may be out of date, so nothing here is mended in bulk. */
function checkListed(
  unit: Unit,
  implementation: string,
  listed: readonly string[] | undefined,
  { document, report }: Context,
): void {
  if (!listed) return;
  for (const { parameter, at, name } of namedParameters(unit)) {
    if (listed.includes(name)) continue;
    const data = { implementation, name, known: listed.length === 0 ? l10n.t("it is empty") : listed.join(", ") };
    const fixes = repairs(document, unit, parameter, listed).flatMap(proposal =>
      proposal ? [{ ...proposal, kind: "suggestion" as const }] : [],
    );
    report({ at, message: "unlisted", data, fixes });
  }
}

function namedParameters(unit: Unit): { readonly parameter: Cursor; readonly at: Cursor; readonly name: string }[] {
  return unit.parameters.flatMap(parameter => {
    const at = parameter.key("name");
    const name = at.string();
    return name === undefined || isTemplated(name) ? [] : [{ parameter, at, name }];
  });
}

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
  const title = l10n.t`Remove the parameter ${at.string() ?? ""}`;
  const removal = removeValue(document, parameter);
  if (near === undefined) return [fix(title, removal)];
  return [
    suggestion(l10n.t`Rename the parameter to ${near}`, setValue(document, at, near)),
    suggestion(title, removal),
  ];
}
