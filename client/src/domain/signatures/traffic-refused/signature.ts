// Weights that do not add up, in a manifest or after a patch of one predictor only (S31, S32).
import { defineSignature } from "../signature.ts";

export const trafficRefused = defineSignature({
  id: "traffic-refused",
  failureModes: ["S31", "S32"],
  sources: ["apply"],
  verdict: "cause",
  pattern: /Traffic must sum (?:to 100 for multiple predictors|be 100 for a single predictor when set)/,
  title: "traffic does not add up to 100",
  meaning: "Seldon's webhook looks at every state on its own, so a patch of one predictor's share is refused as well.",
  remedy: "Change the shares of all predictors in one request, so that they add up to 100. Shadows do not count.",
  samples: [
    {
      lines: [
        'The SeldonDeployment "" is invalid: spec: Invalid value: "main": Traffic must sum to 100 for multiple predictors',
      ],
    },
    {
      lines: [
        'The SeldonDeployment "" is invalid: spec: Invalid value: "main": Traffic must sum be 100 for a single predictor when set',
      ],
    },
  ],
});
