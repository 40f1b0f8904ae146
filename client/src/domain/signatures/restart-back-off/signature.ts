// Kubernetes waits before the next start; why it ended is elsewhere.
import { defineSignature } from "../signature.ts";

export const restartBackOff = defineSignature({
  id: "restart-back-off",
  failureModes: [],
  sources: ["event"],
  verdict: "symptom",
  pattern: /Back-off restarting failed container/,
  title: "waits before it starts again",
  meaning: "The container ended again and again, so Kubernetes waits longer each time.",
  remedy: "Read the container's previous log and its last exit code.",
  samples: [{ lines: ["Back-off restarting failed container classifier in pod iris-default-0-classifier-5d9c-x2x4k"] }],
});
