// scikit-learn's warning that goes before such failures, or before wrong answers (F03).
import { defineSignature } from "../signature.ts";

export const unpickledFromOtherVersion = defineSignature({
  id: "unpickled-from-other-version",
  failureModes: ["F03"],
  sources: ["model-log"],
  verdict: "symptom",
  pattern:
    /Trying to unpickle estimator (?<estimator>\w+) from version (?<trained>\S+) when using version (?<here>\S+?)\.? /,
  title: "saved with scikit-learn {trained}, served with {here}",
  meaning:
    "{estimator} was saved with scikit-learn {trained}, and the server has {here}. It may fail or answer differently.",
  remedy: "Train with the server's version, or serve with one that has the version of training.",
  samples: [
    {
      lines: [
        "UserWarning: Trying to unpickle estimator SVC from version 1.2.2 when using version 0.24.2. This might lead to breaking code or invalid results. Use at your own risk.",
      ],
    },
  ],
});
