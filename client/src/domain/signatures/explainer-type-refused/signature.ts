// The operator does not know the explainer's type under v2 (S37).
import { defineSignature } from "../signature.ts";

export const explainerTypeRefused = defineSignature({
  id: "explainer-type-refused",
  failureModes: ["S37"],
  sources: ["status", "event"],
  verdict: "cause",
  pattern: /^(?<type>\w+) not supported$/,
  title: "explainer type {type} not supported",
  meaning: "Under v2 the operator knows no explainer of the type {type}.",
  remedy: "Use AnchorTabular, AnchorImages, AnchorText, KernelShap or IntegratedGradients.",
  samples: [{ lines: ["SHAP not supported"] }],
});
