// A canary at 0 % gets an equal share where Ambassador is configured by annotations, which leave a weight of 0 out (F20).
import * as l10n from "@vscode/l10n";
import { defineRule } from "../../lint/rule.ts";

export const zeroTraffic = defineRule({
  id: "zero-traffic",
  severity: "information",
  title: "Report predictors at 0 % that Ambassador v1 would send traffic to",
  why: "Where the operator writes Ambassador's configuration as annotations (`ambassador.version: v1` in the Helm chart), a weight of 0 is left out, and a mapping without a weight shares evenly: 100/0 is served 50/50. Istio, and Ambassador's Mapping objects that are the default since Seldon Core 1.15, do send nothing.",
  remedy:
    "With Ambassador v1, take the predictor out of the manifest until it is to get traffic. With Istio or Mapping objects nothing has to be done.",
  failureModes: ["F20"],
  messages: {
    shared: {
      text: "{name} gets no traffic with Istio and with Ambassador's Mapping objects. With Ambassador v1 the weight of 0 is left out and {name} gets an equal share: remove the predictor there until it is to be called.",
    },
  },
  check({ deployment, report }) {
    const live = deployment.predictors.filter(predictor => !predictor.isShadow);
    if (live.some(({ at, traffic }) => !at.key("traffic").isEmpty && traffic === undefined)) return;
    // Another total is refused, and another rule says so.
    if (live.reduce((sum, { traffic = 0 }) => sum + traffic, 0) !== 100) return;
    // The operator writes no weight for the first predictor in any case.
    for (const predictor of deployment.predictors.slice(1)) {
      if (predictor.isShadow || (predictor.traffic ?? 0) !== 0) continue;
      const traffic = predictor.at.key("traffic");
      report({
        at: traffic.isEmpty ? predictor.at : traffic,
        message: "shared",
        data: { name: predictor.name ?? l10n.t`Predictor ${predictor.index + 1}` },
      });
    }
  },
});
