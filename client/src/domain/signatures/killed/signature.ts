// 137 without OOMKilled is a kill from outside (S16, W02; failure-modes §4.3).
import { defineSignature } from "../signature.ts";

export const killed = defineSignature({
  id: "killed",
  failureModes: ["S16"],
  sources: ["pod-state"],
  verdict: "symptom",
  exitCodes: [137],
  notReasons: ["OOMKilled"],
  title: "killed",
  meaning:
    "The container did not end when it was asked to, and was killed after its grace period, most often after a failed liveness probe. It is not the container's memory limit: that would say OOMKilled. The node's own lack of memory can look like this.",
  remedy: "Look at the pod's events: a failed probe, an eviction, or an update.",
  samples: [{ lines: [], role: "model", exitCode: 137, reason: "Error" }],
});
