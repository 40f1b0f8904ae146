// A type of explainer that the image does not have (S37).
import { defineSignature } from "../signature.ts";

export const explainerTypeNotKnown = defineSignature({
  id: "explainer-type-not-known",
  failureModes: ["S37"],
  sources: ["model-log"],
  verdict: "cause",
  pattern: /alibiexplainer.*invalid choice: '(?<type>[^']+)'|argument command: invalid choice: '(?<choice>[^']+)'/,
  title: "explainer type not known",
  meaning:
    "The explainer image takes AnchorTabular, AnchorImages, AnchorText, KernelShap, IntegratedGradients, TreeShap and ALE.",
  remedy: "Use one of these as explainer.type, spelled exactly so.",
  samples: [
    {
      lines: [
        "__main__.py: error: argument command: invalid choice: 'SHAP' (choose from 'AnchorTabular', 'AnchorImages', 'AnchorText')",
      ],
      exitCode: 2,
    },
  ],
});
