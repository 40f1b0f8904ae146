// MLflow warns that versions differ from those at training (S18).
import { defineSignature } from "../signature.ts";

export const dependencyMismatch = defineSignature({
  id: "dependency-mismatch",
  failureModes: ["S18"],
  sources: ["model-log"],
  verdict: "symptom",
  pattern: /Detected one or more mismatches between the model's dependencies/,
  title: "other versions than at training",
  meaning:
    "The environment has other versions than the model was logged with. In MLFLOW_SERVER of 1.17.1, mlflow <= 2.5.0 and pandas <= 2.0.0 are installed last and win, whatever conda.yaml pins. The model may still work.",
  remedy:
    "Compare predictions with those at training. For the same versions take protocol v2 with a packed environment, or an image of your own; pinning in conda.yaml does not help.",
  samples: [
    {
      lines: [
        "2026/11/21 09:20:41 WARNING mlflow.pyfunc: Detected one or more mismatches between the model's dependencies and the current Python environment:",
      ],
    },
  ],
});
