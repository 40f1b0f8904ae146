// Failed says only that the deadline passed; the pods say why (S16, F39).
import { defineSignature } from "../signature.ts";

export const progressDeadlinePassed = defineSignature({
  id: "progress-deadline-passed",
  failureModes: ["S16", "F39"],
  sources: ["status", "event"],
  verdict: "symptom",
  pattern: /Deployment is no longer progressing and not available|ProgressDeadlineExceeded|has timed out progressing/,
  title: "not ready before its deadline",
  meaning:
    "The pods were not ready before the deadline, 600 s unless progressDeadlineSeconds says otherwise. They may still become ready.",
  remedy: "Look at the pods of the newest ReplicaSet.",
  samples: [
    { lines: ["Deployment is no longer progressing and not available."] },
    { lines: ['ReplicaSet "iris-default-0-classifier-5d9c" has timed out progressing.'] },
  ],
});
