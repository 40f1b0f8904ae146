// Of two autoscalers for the same pods the operator makes one (F68).
import * as l10n from "@vscode/l10n";
import { defineRule, suggestion } from "../../lint/rule.ts";
import { removeValue } from "../../yaml/index.ts";

export const singleAutoscaler = defineRule({
  id: "single-autoscaler",
  severity: "warning",
  title: "Disallow hpaSpec beside kedaSpec",
  why: "Where an item of componentSpecs has both, the operator makes the KEDA object and no autoscaler of Kubernetes' own: the numbers in `hpaSpec` have no effect, and nobody says so. Where KEDA is not enabled in the operator, neither is made.",
  remedy: "Keep the one that you want. KEDA needs `keda.enabled=true` in Seldon's Helm chart.",
  failureModes: ["F68"],
  messages: {
    ignored: {
      text: "hpaSpec has no effect beside kedaSpec: the operator makes the KEDA object only. Remove one of them.",
    },
  },
  check({ deployment, document, report }) {
    for (const componentSpec of deployment.predictors.flatMap(predictor => predictor.componentSpecs)) {
      const [hpa, keda] = [componentSpec.at.key("hpaSpec"), componentSpec.at.key("kedaSpec")];
      if (hpa.isEmpty || keda.isEmpty) continue;
      report({
        at: hpa,
        message: "ignored",
        related: [{ at: keda, message: l10n.t("kedaSpec stands here.") }],
        fixes: [
          suggestion(l10n.t("Remove hpaSpec"), removeValue(document, hpa)),
          suggestion(l10n.t("Remove kedaSpec"), removeValue(document, keda)),
        ],
      });
    }
  },
});
