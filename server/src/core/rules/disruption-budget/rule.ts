// A disruption budget says what has to stay or what may go, not both (F68).
import * as l10n from "@vscode/l10n";
import { defineRule, suggestion } from "../../lint/rule.ts";
import { removeValue } from "../../yaml/index.ts";

export const disruptionBudget = defineRule({
  id: "disruption-budget",
  severity: "error",
  title: "Disallow minAvailable and maxUnavailable in one budget",
  why: "The operator copies `pdbSpec` into a PodDisruptionBudget, which Kubernetes refuses with both: `minAvailable and maxUnavailable cannot be both set`. Neither CRD nor webhook looks, so the manifest is accepted and the SeldonDeployment goes to `Failed`.",
  remedy: "Keep one of the two.",
  failureModes: ["F68"],
  messages: {
    both: {
      text: 'A budget cannot have minAvailable and maxUnavailable. The manifest is accepted, then the operator fails with "minAvailable and maxUnavailable cannot be both set". Remove one of them.',
    },
  },
  check({ deployment, document, report }) {
    for (const componentSpec of deployment.predictors.flatMap(predictor => predictor.componentSpecs)) {
      const budget = componentSpec.at.key("pdbSpec");
      const [least, most] = [budget.key("minAvailable"), budget.key("maxUnavailable")];
      if (least.isEmpty || most.isEmpty) continue;
      report({
        at: most,
        message: "both",
        related: [{ at: least, message: l10n.t("minAvailable stands here.") }],
        fixes: [
          suggestion(l10n.t("Remove maxUnavailable"), removeValue(document, most)),
          suggestion(l10n.t("Remove minAvailable"), removeValue(document, least)),
        ],
      });
    }
  },
});
