// The pod's sandbox was made anew, which memory pressure can do (S15, F44).
import { defineSignature } from "../signature.ts";

export const sandboxChanged = defineSignature({
  id: "sandbox-changed",
  failureModes: ["S15", "F44"],
  sources: ["event"],
  verdict: "symptom",
  pattern: /Pod sandbox changed, it will be killed and re-created/,
  title: "pod was made anew on its node",
  meaning: "The node made the pod's sandbox anew. That happens when the node restarts, and when memory runs out.",
  remedy: "Look at the containers' last states for OOMKilled, and at the memory limits.",
  samples: [{ lines: ["Pod sandbox changed, it will be killed and re-created."] }],
});
