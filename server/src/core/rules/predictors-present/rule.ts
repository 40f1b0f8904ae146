// A deployment needs at least one predictor (webhook R7).
import { defineRule } from "../../lint/rule.ts";
import { isPatchFile } from "../../model/index.ts";

export const predictorsPresent = defineRule({
  id: "predictors-present",
  severity: "error",
  title: "Require at least one predictor",
  why: "Seldon's admission webhook refuses the manifest: `Graph contains no predictors`.",
  remedy: "Add a predictor with a `name` and a `graph`.",
  failureModes: [],
  upstream: "R7",
  messages: {
    none: {
      text: 'This deployment has no predictor, so there is nothing to serve. The webhook refuses it: "Graph contains no predictors". Add one with a name and a graph.',
      refusedBy: "webhook",
    },
  },
  check({ deployment, fileName, report }) {
    if (isPatchFile(fileName)) return;
    const { spec } = deployment;
    const predictors = spec.key("predictors");
    if (spec.isEmpty || (spec.map && predictors.sequence?.items.length === 0))
      report({ at: predictors, message: "none" });
  },
});
