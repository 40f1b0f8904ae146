// The store does not know the access key (F12).
import { defineSignature } from "../signature.ts";

export const accessKeyUnknown = defineSignature({
  id: "access-key-unknown",
  failureModes: ["F12", "F29", "F32"],
  sources: ["initializer-log", "model-log"],
  verdict: "cause",
  pattern: /InvalidAccessKeyId/,
  title: "access key not known to the store",
  meaning:
    "The store has no such access key. The key may be mistyped, encoded twice, of another store, or replaced since the pod started.",
  remedy: "Check ACCESS_KEY_ID in the Secret. Pods read the Secret when they start: restart them after a change.",
  samples: [
    {
      lines: [
        "2026/11/21 09:14:03 Failed to copy: InvalidAccessKeyId: The Access Key Id you provided does not exist in our records.",
      ],
    },
  ],
});
