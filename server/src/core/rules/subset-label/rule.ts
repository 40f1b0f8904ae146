// Istio finds a predictor's pods by their label version, which a componentSpec's own labels overwrite (F36).
import * as l10n from "@vscode/l10n";
import { defineRule, suggestion } from "../../lint/rule.ts";
import { isTemplated } from "../../model/index.ts";
import { removeValue, setValue } from "../../yaml/index.ts";

export const subsetLabel = defineRule({
  id: "subset-label",
  severity: "warning",
  title: "Require one value of the label version for a predictor and its pods",
  why: "For Istio the operator makes a DestinationRule with a subset per predictor, which selects pods by the label `version`: the predictor's own, or its name. Labels of a componentSpec win on the pods. Where the two differ the subset is empty, and every request that goes through the gateway ends with `503` and `no healthy upstream`, while all pods are ready.",
  remedy: "Leave `version` out of the componentSpec's labels, or give the predictor the same one under `labels`.",
  failureModes: ["F36"],
  messages: {
    differs: {
      text: 'The pods get the label version: {pod} from here, and with Istio the predictor\'s traffic goes to pods with version: {predictor} ({source}). There are none, so requests through the gateway end with 503, "no healthy upstream". Leave the label out here.',
    },
  },
  check({ deployment, document, report }) {
    if (deployment.hasSeparateExecutor) return;
    for (const predictor of deployment.predictors) {
      const label = predictor.at.key("labels").key("version");
      const wanted = label.isEmpty ? predictor.name : label.string();
      if (wanted === undefined || isTemplated(wanted)) continue;
      // Only the pods behind the predictor's Service are in the subset, and these are the first item's.
      const [first] = predictor.componentSpecs;
      const labels = first?.at.at("metadata", "labels");
      const at = labels?.key("version");
      const pod = at?.string();
      if (!labels || !at || pod === undefined || isTemplated(pod) || pod === wanted) continue;
      const source = label.isEmpty ? l10n.t("its name") : l10n.t("its own label");
      const removal = removeValue(document, labels.entries().length === 1 ? labels : at);
      const moved = label.isEmpty ? setValue(document, label, pod, { after: "name" }) : undefined;
      report({
        at,
        message: "differs",
        data: { pod, predictor: wanted, source },
        related: label.isEmpty ? [] : [{ at: label, message: l10n.t("The predictor's own label.") }],
        fixes: [
          suggestion(l10n.t("Remove the label here"), removal),
          suggestion(l10n.t`Give the predictor the label version: ${pod}`, moved),
        ],
      });
    }
  },
});
