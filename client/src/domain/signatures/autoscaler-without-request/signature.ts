// Utilisation needs a request in every container (F38).
import { defineSignature } from "../signature.ts";

export const autoscalerWithoutRequest = defineSignature({
  id: "autoscaler-without-request",
  failureModes: ["F38"],
  sources: ["event", "status"],
  verdict: "cause",
  pattern: /missing request for (?<resource>cpu|memory)|FailedComputeMetricsReplicas/,
  title: "autoscaler misses a request",
  meaning: "The autoscaler's target is a share of the request, and a container of the pod has none.",
  remedy: "Set requests on every container of the pod, sidecars included; for the executor by svcOrchSpec.resources.",
  samples: [{ lines: ["failed to get cpu utilization: missing request for cpu"] }],
});
