// A server parses its parameters by their types before anything else, and a slip there ends it (seldon-facts §3.3, §3.6).
import * as l10n from "@vscode/l10n";
import { defineRule, fix, suggestion, type DeploymentContext, type FixProposal } from "../../lint/rule.ts";
import { isTemplated, nearest, PARAMETER_TYPES, sameSpelling, stockServer, type Unit } from "../../model/index.ts";
import { setValue, type Cursor, type YamlDocument } from "../../yaml/index.ts";
import { readsAs, type ParameterType } from "./reads-as.ts";

export const parameterType = defineRule({
  id: "parameter-type",
  severity: "error",
  title: "Require parameter types that the server knows and values that fit them",
  why: "The API server takes any text as the type of a parameter. The Python servers of the seldon protocol look it up as it is written: `KeyError: 'string'`, then a `seldon_core.flask_utils.SeldonMicroserviceException` without any text, and the container starts again and again (CrashLoopBackOff). A value that its type cannot read ends the same way. Under the v2 protocol only HUGGINGFACE_SERVER reads parameters.",
  remedy: "Write `INT`, `FLOAT`, `DOUBLE`, `STRING` or `BOOL` in capitals, and a value that can be read as that.",
  failureModes: ["S14"],
  messages: {
    unknownType: {
      text: 'There is no parameter type {type}: {implementation} stops at its start with "{symptom}" and its container crashes in a loop. Write one of {known}, in capitals.',
    },
    badValue: {
      text: 'The value {value} cannot be read as {type}: {implementation} stops at its start with "{symptom}" and its container crashes in a loop. Change the value or its type.',
    },
  },
  check(context) {
    for (const unit of context.deployment.units) {
      const { implementation } = unit;
      if (implementation === undefined || !readsParameters(unit, context)) continue;
      for (const parameter of unit.parameters) checkParameter(parameter, implementation, context);
    }
  },
});

type Context = DeploymentContext<"unknownType" | "badValue">;

/** MLServer's other runtimes never look at them, and what a server of the cluster's own does nobody knows. */
function readsParameters(unit: Unit, { deployment, seldon }: Context): boolean {
  const server = stockServer(unit, seldon);
  if (!server || server.isOfCluster) return false;
  return deployment.protocol === "seldon" || (deployment.protocol === "v2" && isHuggingFace(unit.implementation));
}

function isHuggingFace(implementation: string | undefined): boolean {
  return implementation === "HUGGINGFACE_SERVER";
}

function checkParameter(parameter: Cursor, implementation: string, { document, report }: Context): void {
  const at = parameter.key("type");
  const written = at.string();
  const value = parameter.key("value").string();
  if (written === undefined || isTemplated(written)) return;
  const type = PARAMETER_TYPES.find(known => known === written);
  if (type === undefined) {
    const symptom = isHuggingFace(implementation) ? `Bad model parameter type: ${written}` : `KeyError: '${written}'`;
    const data = { type: written === "" ? '""' : written, implementation, symptom, known: PARAMETER_TYPES.join(", ") };
    report({ at, message: "unknownType", data, fixes: [knownType(document, at, written, value)] });
  } else if (value !== undefined && !isTemplated(value) && !readsAs(value, type)) {
    // How MLServer reads a BOOL has not been seen.
    if (isHuggingFace(implementation) && type === "BOOL") return;
    const name = parameter.key("name").string() ?? "";
    const symptom = isHuggingFace(implementation)
      ? `Bad model parameter: ${name} with value ${value} can't be parsed as a ${type}`
      : pythonError(value, type);
    const data = { value: value === "" ? '""' : value, type, implementation, symptom };
    // MLServer holds each parameter to one type of its own, so that another one here would not help.
    const fixes = isHuggingFace(implementation) ? [] : [fittingType(document, at, value)];
    report({ at: parameter.key("value"), message: "badValue", data, fixes });
  }
}

function pythonError(value: string, type: ParameterType): string {
  if (type === "BOOL") return `ValueError: invalid truth value '${value.toLowerCase()}'`;
  if (type === "INT") return `ValueError: invalid literal for int() with base 10: '${value}'`;
  return `ValueError: could not convert string to float: '${value}'`;
}

/** Names that other languages have for them. */
const OTHER_NAMES: Readonly<Record<string, ParameterType>> = { INTEGER: "INT", STR: "STRING", BOOLEAN: "BOOL" };

/** Nothing is offered where the value would not fit: one crash would only take the place of the other. */
function knownType(
  document: YamlDocument,
  at: Cursor,
  written: string,
  value: string | undefined,
): FixProposal | undefined {
  const other = written.toUpperCase();
  const same =
    sameSpelling(written, PARAMETER_TYPES) ?? (Object.hasOwn(OTHER_NAMES, other) ? OTHER_NAMES[other] : undefined);
  const meant = PARAMETER_TYPES.find(known => known === (same ?? nearest(written, PARAMETER_TYPES)));
  if (meant === undefined || value === undefined || (!isTemplated(value) && !readsAs(value, meant))) return undefined;
  const edits = setValue(document, at, meant);
  return same === undefined ? suggestion(l10n.t`Change to ${meant}`, edits) : fix(l10n.t`Change to ${meant}`, edits);
}

function fittingType(document: YamlDocument, at: Cursor, value: string): FixProposal | undefined {
  const type = readsAs(value, "INT") ? "INT" : readsAs(value, "FLOAT") ? "FLOAT" : "STRING";
  return suggestion(l10n.t`Change the type to ${type}`, setValue(document, at, type));
}
