// A deployment that names an operator is left alone by every other one (F51).
import * as l10n from "@vscode/l10n";
import { defineRule, suggestion } from "../../lint/rule.ts";
import { isTemplated } from "../../model/index.ts";
import { removeValue } from "../../yaml/index.ts";

const LABEL = "seldon.io/controller-id";

export const controllerId = defineRule({
  id: "controller-id",
  severity: "information",
  title: "Report deployments that only one operator looks at",
  why: "The label `seldon.io/controller-id` names the operator that is to look after a deployment. An operator that was installed without this very id leaves it alone (`Skipping reconcile of deployment.` in its log): no status, no events and no pods, and nothing says why.",
  remedy: "Remove the label, unless an operator with this `CONTROLLER_ID` is installed.",
  failureModes: ["F51"],
  messages: {
    named: {
      text: "Only an operator installed with the id {id} looks at this deployment. With any other there will be no status, no events and no pods.",
    },
  },
  check({ deployment, document, report }) {
    const labels = deployment.at.at("metadata", "labels");
    const at = labels.key(LABEL);
    const id = at.string();
    if (id === undefined || id === "" || isTemplated(id)) return;
    const removal = removeValue(document, labels.entries().length === 1 ? labels : at);
    report({ at, message: "named", data: { id }, fixes: [suggestion(l10n.t("Remove the label"), removal)] });
  },
});
