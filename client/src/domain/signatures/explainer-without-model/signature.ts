// An explainer that needs a trained artifact has none (S37).
import { defineSignature } from "../signature.ts";

export const explainerWithoutModel = defineSignature({
  id: "explainer-without-model",
  failureModes: ["S37"],
  sources: ["model-log"],
  verdict: "cause",
  pattern:
    /(?<explainer>Anchor tabular|Anchor images|Kernel Shap|Tree Shap|ALE) requires a built explainer|Integrated Gradients requires a Keras model/,
  title: "explainer has no artifact",
  meaning: "This explainer has to be trained beforehand, and no modelUri gives it.",
  remedy:
    "Add explainer.modelUri and explainer.envSecretRefName. The graph's Secret is not inherited by the explainer.",
  samples: [
    { lines: ["Exception: Anchor tabular requires a built explainer"] },
    { lines: ["Exception: Integrated Gradients requires a Keras model"] },
  ],
});
