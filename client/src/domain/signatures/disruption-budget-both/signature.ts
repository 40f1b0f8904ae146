// Both bounds of a disruption budget (F68).
import { defineSignature } from "../signature.ts";

export const disruptionBudgetBoth = defineSignature({
  id: "disruption-budget-both",
  failureModes: ["F68"],
  sources: ["status", "event"],
  verdict: "cause",
  pattern: /minAvailable and maxUnavailable cannot be both set/,
  title: "disruption budget has two bounds",
  meaning: "pdbSpec sets both minAvailable and maxUnavailable.",
  remedy: "Keep one of them.",
  samples: [
    {
      lines: [
        'PodDisruptionBudget.policy "iris-default-0-classifier" is invalid: spec: Invalid value: minAvailable and maxUnavailable cannot be both set',
      ],
    },
  ],
});
