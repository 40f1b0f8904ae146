// A built-in implementation with a type or methods makes the executor look for a container that is not there (F59).
import * as l10n from "@vscode/l10n";
import { defineRule, fix } from "../../lint/rule.ts";
import { removeValue } from "../../yaml/index.ts";
import { calledMethods, isCalledType } from "../unit-methods/is-called.ts";

export const builtInWithType = defineRule({
  id: "built-in-with-type",
  severity: "error",
  title: "Disallow a type or methods on RANDOM_ABTEST without a container",
  why: "Webhook and operator accept it. The executor asks type and methods first and calls a container that does not exist, so each request ends in `invalid memory address or nil pointer dereference`.",
  remedy: "Remove `type` and `methods`. RANDOM_ABTEST draws between its children by itself.",
  failureModes: ["F59"],
  messages: {
    noContainer: {
      text: 'With type {type} the executor calls a container named "{unit}" instead of drawing between the children, and there is none. Each request ends in "invalid memory address or nil pointer dereference". Remove type.',
    },
    methodsWithoutContainer: {
      text: 'With these methods the executor calls a container named "{unit}" instead of drawing between the children, and there is none. Each request ends in "invalid memory address or nil pointer dereference". Remove methods.',
    },
  },
  check({ deployment, document, report }) {
    for (const unit of deployment.units) {
      if (unit.implementation !== "RANDOM_ABTEST" || unit.container) continue;
      const { type = "", name = "" } = unit;
      if (isCalledType(type)) {
        const at = unit.at.key("type");
        const fixes = [fix(l10n.t("Remove type"), removeValue(document, at))];
        report({ at, message: "noContainer", data: { type, unit: name }, fixes });
      }
      // SEND_FEEDBACK alone leaves predictions as they are.
      if (calledMethods(unit).some(method => method !== "SEND_FEEDBACK")) {
        const at = unit.at.key("methods");
        const fixes = [fix(l10n.t("Remove methods"), removeValue(document, at))];
        report({ at, range: at.keyRange(), message: "methodsWithoutContainer", data: { unit: name }, fixes });
      }
    }
  },
});
