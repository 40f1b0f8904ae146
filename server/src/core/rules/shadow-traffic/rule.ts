// A shadow's traffic is the percentage of requests that are mirrored to it (webhook R19, F56).
import * as l10n from "@vscode/l10n";
import { defineRule, fix } from "../../lint/rule.ts";
import { removeValue } from "../../yaml/index.ts";

export const shadowTraffic = defineRule({
  id: "shadow-traffic",
  severity: "error",
  title: "Require a shadow's traffic to be a percentage",
  why: "Seldon's admission webhook refuses the manifest: `shadow traffic is illegal, the traffic number should be between [0, 100]`.",
  remedy: "Write a number from 0 to 100. With Istio, a shadow without `traffic` gets a copy of every request.",
  failureModes: ["F56"],
  upstream: "R19",
  messages: {
    outOfRange: {
      text: 'A shadow cannot mirror {traffic} % of the requests. The webhook refuses this: "shadow traffic is illegal, the traffic number should be between [0, 100]".',
      refusedBy: "webhook",
    },
  },
  check({ deployment, document, report }) {
    for (const predictor of deployment.predictors) {
      const traffic = predictor.traffic;
      if (!predictor.isShadow || traffic === undefined || (traffic >= 0 && traffic <= 100)) continue;
      const at = predictor.at.key("traffic");
      const mirrorsAll =
        traffic > 100
          ? fix(l10n.t("Remove traffic: the shadow mirrors every request"), removeValue(document, at))
          : undefined;
      report({ at, message: "outOfRange", data: { traffic }, fixes: [mirrorsAll] });
    }
  },
});
