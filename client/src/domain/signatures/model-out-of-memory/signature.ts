// The model's container went over its limit (S15).
import { defineSignature } from "../signature.ts";

export const modelOutOfMemory = defineSignature({
  id: "model-out-of-memory",
  failureModes: ["S15"],
  sources: ["pod-state"],
  verdict: "cause",
  reasons: ["OOMKilled"],
  roles: ["model", "explainer", "sidecar", "init"],
  title: "out of memory",
  meaning: "The container was over its memory limit and was killed.",
  remedy: "Raise limits.memory of the container. Each gunicorn worker holds the model once.",
  samples: [{ lines: [], role: "model", exitCode: 137, reason: "OOMKilled" }],
});
