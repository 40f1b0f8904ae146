// Without the executor nobody walks a graph of several units (webhook R8).
import * as l10n from "@vscode/l10n";
import { defineRule, fix } from "../../lint/rule.ts";
import { removeValue } from "../../yaml/index.ts";

export const noExecutorForGraph = defineRule({
  id: "no-executor-for-graph",
  severity: "error",
  title: "Disallow seldon.io/no-engine on graphs of several units",
  why: 'Seldon\'s admission webhook refuses the manifest: `Running without engine only valid for single element graphs`. It looks for the annotation only, so even the value `"false"` counts.',
  remedy: "Remove the annotation `seldon.io/no-engine`, or serve a single unit.",
  failureModes: [],
  upstream: "R8",
  messages: {
    severalUnits: {
      text: 'This graph has {count} units and needs the executor to walk them, which seldon.io/no-engine leaves out (whatever its value). The webhook refuses this: "Running without engine only valid for single element graphs".',
      refusedBy: "webhook",
    },
  },
  check({ deployment, document, report }) {
    for (const predictor of deployment.predictors) {
      const at = predictor.at.at("annotations", "seldon.io/no-engine");
      const count = predictor.units.length;
      if (at.isEmpty || count <= 1) continue;
      report({
        at,
        message: "severalUnits",
        data: { count },
        fixes: [fix(l10n.t("Remove seldon.io/no-engine"), removeValue(document, at))],
      });
    }
  },
});
