// 143: SIGTERM, by a probe, an update or an eviction; the events tell which (S16; failure-modes §4.3).
import { defineSignature } from "../signature.ts";

export const askedToEnd = defineSignature({
  id: "asked-to-end",
  failureModes: ["S16"],
  sources: ["pod-state"],
  verdict: "symptom",
  exitCodes: [143],
  title: "was asked to end",
  meaning: "The container was sent SIGTERM: by a failed liveness probe, an update, or an eviction.",
  remedy: "Look at the pod's events to tell which.",
  samples: [{ lines: [], role: "model", exitCode: 143, reason: "Error" }],
});
