// A deployment may have one shadow (webhook R18).
import * as l10n from "@vscode/l10n";
import { defineRule, suggestion } from "../../lint/rule.ts";
import { removeValue } from "../../yaml/index.ts";

export const singleShadow = defineRule({
  id: "single-shadow",
  severity: "error",
  title: "Require at most one shadow",
  why: "Seldon's admission webhook refuses the manifest with `Multiple shadows are not allowed`, once for each shadow after the first.",
  remedy: "Keep one shadow. Try the other candidate in a deployment of its own, or give it a share of the traffic.",
  failureModes: ["F56"],
  upstream: "R18",
  messages: {
    another: {
      text: 'The predictor {first} is a shadow already, and there may be one only. The webhook refuses this: "Multiple shadows are not allowed".',
      refusedBy: "webhook",
    },
  },
  check({ deployment, document, report }) {
    const [first, ...others] = deployment.predictors.filter(predictor => predictor.isShadow);
    for (const predictor of others) {
      const at = predictor.at.key("shadow");
      const name = predictor.name ?? l10n.t("this predictor");
      report({
        at,
        message: "another",
        data: { first: first?.name ?? l10n.t("before it") },
        related: first ? [{ at: first.at.key("shadow"), message: l10n.t("The first shadow.") }] : [],
        fixes: [
          suggestion(l10n.t`Remove the predictor ${name}`, removeValue(document, predictor.at)),
          suggestion(l10n.t`Make ${name} an ordinary predictor`, removeValue(document, at)),
        ],
      });
    }
  },
});
