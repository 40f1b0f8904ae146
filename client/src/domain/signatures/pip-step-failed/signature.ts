// pip could not install what the model or the server asks for (F07, S19).
import { defineSignature } from "../signature.ts";

export const pipStepFailed = defineSignature({
  id: "pip-step-failed",
  failureModes: ["F07", "S19", "F63"],
  sources: ["model-log"],
  verdict: "cause",
  pattern:
    /Could not find a version that satisfies the requirement (?<requirement>[^\s(]+)|ResolutionImpossible|metadata-generation-failed|CondaEnvException: Pip failed/,
  yieldsTo: ["pip-name-sklearn"],
  title: "pip cannot install the requirements",
  meaning:
    "After conda, the server installs its own requirements into the model's environment. They have no version for the model's Python, or contradict the model's pins.",
  remedy:
    "Log the model with Python 3.8 or 3.9 and without pins against the server's own (mlflow <= 2.5.0, pandas <= 2.0.0, requests <= 2.31.0 in 1.17.1). Or take protocol v2, or an image of your own.",
  samples: [
    {
      lines: ["ERROR: Could not find a version that satisfies the requirement werkzeug<2.3,>=2.1.1 (from seldon-core)"],
    },
    {
      lines: [
        "ERROR: ResolutionImpossible: for help visit https://pip.pypa.io/en/latest/topics/dependency-resolution/",
      ],
    },
    { lines: ["CondaEnvException: Pip failed"] },
  ],
});
