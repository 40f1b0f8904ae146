// The annotation seldon.io/svc-name names a predictor's Service and so has to be unique (webhook R6).
import * as l10n from "@vscode/l10n";
import { defineRule, suggestion } from "../../lint/rule.ts";
import { removeValue, type Cursor } from "../../yaml/index.ts";

export const serviceNameUnique = defineRule({
  id: "service-name-unique",
  severity: "error",
  title: "Require unique service names",
  why: "Seldon's admission webhook refuses the manifest with `Found duplicate service name in seldon.io/svc-name with value …`, since two predictors cannot own one Service.",
  remedy:
    "Give each predictor a name of its own, or leave the annotation out: the Service is then called `<deployment>-<predictor>`.",
  failureModes: [],
  upstream: "R6",
  messages: {
    duplicate: {
      text: 'The predictor {other} already has the service name "{name}". The webhook refuses this: "Found duplicate service name in seldon.io/svc-name with value {name}".',
      refusedBy: "webhook",
    },
  },
  check({ deployment, document, report }) {
    const seen = new Map<string, { readonly predictor: string; readonly at: Cursor }>();
    for (const predictor of deployment.predictors) {
      const at = predictor.at.at("annotations", "seldon.io/svc-name");
      const name = at.string();
      if (name === undefined) continue;
      const first = seen.get(name);
      if (!first) {
        seen.set(name, { predictor: predictor.name ?? l10n.t`number ${predictor.index + 1}`, at });
        continue;
      }
      report({
        at,
        message: "duplicate",
        data: { name, other: first.predictor },
        related: [{ at: first.at, message: l10n.t("The first use of the name.") }],
        fixes: [suggestion(l10n.t("Remove this annotation"), removeValue(document, at))],
      });
    }
  },
});
