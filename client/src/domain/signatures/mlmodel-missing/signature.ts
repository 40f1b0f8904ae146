// No MLmodel in the top folder: the URI names the run instead of the model, or the download was empty (S23, F01).
import { defineSignature } from "../signature.ts";

export const mlmodelMissing = defineSignature({
  id: "mlmodel-missing",
  failureModes: ["S23", "F01", "F26", "F11"],
  sources: ["model-log"],
  verdict: "cause",
  pattern: /No such file or directory: '\/mnt\/models\/MLmodel'/,
  title: "no MLmodel in /mnt/models",
  meaning:
    "The folder that was downloaded is no MLflow model. Either nothing was downloaded, or the model URI ends one level too high, at the run's artifacts.",
  remedy:
    "Look at the initializer's log first: did it copy anything? Then let the model URI end in the folder that holds MLmodel, such as .../artifacts/model.",
  samples: [{ lines: ["FileNotFoundError: [Errno 2] No such file or directory: '/mnt/models/MLmodel'"] }],
});
