// Predictors are told apart by name (webhook R9).
import * as l10n from "@vscode/l10n";
import { defineRule, suggestion } from "../../lint/rule.ts";
import { setValue } from "../../yaml/index.ts";

export const predictorNamesUnique = defineRule({
  id: "predictor-names-unique",
  severity: "error",
  title: "Require unique predictor names",
  why: "Seldon's admission webhook refuses the manifest with `Duplicate predictor name`: Services, Deployments and traffic routes are named after the predictor.",
  remedy: "Give each predictor a name of its own.",
  failureModes: [],
  upstream: "R9",
  messages: {
    duplicate: {
      text: 'Another predictor is called "{name}" already. The webhook refuses this: "Duplicate predictor name". Services, Deployments and routes are named after it.',
      refusedBy: "webhook",
    },
  },
  check({ deployment, document, report }) {
    const names = deployment.predictors.map(predictor => predictor.name);
    for (const predictor of deployment.predictors) {
      const { name } = predictor;
      const first = name === undefined ? -1 : names.indexOf(name);
      if (name === undefined || first === predictor.index) continue;
      const at = predictor.at.key("name");
      const free = freeName(name, names);
      report({
        at,
        message: "duplicate",
        data: { name },
        related: deployment.predictors
          .slice(first, first + 1)
          .map(other => ({ at: other.at.key("name"), message: l10n.t("The first use of the name.") })),
        fixes: [suggestion(l10n.t`Rename to ${free}`, setValue(document, at, free))],
      });
    }
  },
});

function freeName(name: string, taken: readonly (string | undefined)[]): string {
  for (let number = 2; ; number++) if (!taken.includes(`${name}-${number}`)) return `${name}-${number}`;
}
