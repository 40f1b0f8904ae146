// A unit that names no type has to say by its methods what it does, or nothing calls it (webhook R11, F74).
import * as l10n from "@vscode/l10n";
import { defineRule, suggestion, type FixProposal } from "../../lint/rule.ts";
import { bareSpelling, isTemplated, MAX_GRAPH_LEVELS, type Unit } from "../../model/index.ts";
import { allEdits, removeValue, setValue, type Cursor, type YamlDocument } from "../../yaml/index.ts";
import { isCalled } from "./is-called.ts";

export const unitMethods = defineRule({
  id: "unit-methods",
  severity: "error",
  title: "Require a type or methods by which a unit is called",
  why: "Seldon's admission webhook refuses a unit of type `UNKNOWN_TYPE` without methods: `Predictive Unit has no implementation methods defined. Change to a known type or add what methods it defines`. It accepts `implementation: UNKNOWN_IMPLEMENTATION`, an empty one or methods that nobody knows, and takes them for a reason not to default the type to `MODEL`. The unit's container then runs and is never called: the request passes through unchanged, with HTTP 200 and no error anywhere.",
  remedy: "Use a known type such as `MODEL`, or list the unit's `methods`.",
  failureModes: ["F74"],
  upstream: "R11",
  messages: {
    missing: {
      text: 'The unit {unit} is of type UNKNOWN_TYPE and lists no methods, so nothing would call it. The webhook refuses this: "Predictive Unit has no implementation methods defined. Change to a known type or add what methods it defines".',
      refusedBy: "webhook",
    },
    neverCalled: {
      text: "The unit {unit} has neither a type nor a method that the executor knows, so its container runs and is never called: the request passes through unchanged, with HTTP 200 and no error anywhere. Seldon takes a unit for a MODEL only where type, implementation and methods are all left out. Write type: MODEL, or another type that fits.",
    },
  },
  check({ deployment, document, report }) {
    for (const unit of deployment.units) {
      const at = unit.at.key("type");
      const data = { unit: unit.name ?? l10n.t("without a name") };
      if (isRefused(unit)) {
        const fixes = [suggestion(l10n.t("Make it a MODEL"), setValue(document, at, "MODEL"))];
        report({ at, message: "missing", data, fixes });
        continue;
      }
      const reason = reasonNotToCall(unit);
      if (!reason) continue;
      const range = reason.name === "methods" ? reason.keyRange() : undefined;
      report({ at: reason, ...(range && { range }), message: "neverCalled", data, fixes: [asModel(document, unit)] });
    }
  },
});

function isRefused({ at, type, implementation }: Unit): boolean {
  const hasNoImplementation = implementation === undefined || implementation === "UNKNOWN_IMPLEMENTATION";
  return type === "UNKNOWN_TYPE" && hasNoImplementation && at.key("methods").items().length === 0;
}

/** What is written in the place of a type, where the executor passes over the unit because of it ([ran], F74). */
function reasonNotToCall(unit: Unit): Cursor | undefined {
  const [type, implementation, methods] = [unit.at.key("type"), unit.at.key("implementation"), unit.at.key("methods")];
  // Without an executor requests go to the container itself; a wrong type and a missing container are other rules'.
  if (!unit.container || unit.predictor.hasNoExecutor || unit.depth > MAX_GRAPH_LEVELS || isCalled(unit))
    return undefined;
  if (!type.isEmpty && unit.type !== "UNKNOWN_TYPE") return undefined;
  if (!implementation.isEmpty && !["", "UNKNOWN_IMPLEMENTATION"].includes(unit.implementation ?? "?")) return undefined;
  const names = methods.items().map(method => method.string());
  if (!methods.isEmpty && (!methods.sequence || names.some(name => name === undefined || isTemplated(name))))
    return undefined;
  return [methods, implementation, type].find(written => !written.isEmpty);
}

/** Only where no method is written that may have been meant as another type's. */
function asModel(document: YamlDocument, unit: Unit): FixProposal | undefined {
  const methods = unit.at.key("methods");
  if (methods.items().some(method => bareSpelling(method.string() ?? "") !== "predict")) return undefined;
  const typed = setValue(document, unit.at.key("type"), "MODEL", { after: "name" });
  return suggestion(
    l10n.t("Make it a MODEL"),
    methods.exists ? allEdits(typed, removeValue(document, methods)) : typed,
  );
}
