// The name sklearn on PyPI is dead (S25).
import { defineSignature } from "../signature.ts";

export const pipNameSklearn = defineSignature({
  id: "pip-name-sklearn",
  failureModes: ["S25"],
  sources: ["model-log"],
  verdict: "cause",
  pattern: /The 'sklearn' PyPI package is deprecated/,
  title: "sklearn is no package name for pip",
  meaning:
    "The model asks pip for sklearn. The package is called scikit-learn, and the old name does not install any more.",
  remedy: "Write scikit-learn in conda.yaml and requirements.txt, and log the model again.",
  samples: [
    { lines: ["The 'sklearn' PyPI package is deprecated, use 'scikit-learn' rather than 'sklearn' for pip commands."] },
  ],
});
