// The executor has 512Mi unless told otherwise (F53).
import { defineSignature } from "../signature.ts";

export const executorOutOfMemory = defineSignature({
  id: "executor-out-of-memory",
  failureModes: ["F53"],
  sources: ["pod-state"],
  verdict: "cause",
  reasons: ["OOMKilled"],
  roles: ["executor"],
  title: "executor out of memory",
  meaning: "The executor has 512Mi. Large payloads and a long queue of request logs take more.",
  remedy: "Set svcOrchSpec.resources on the predictor, with requests and limits.",
  samples: [{ lines: [], role: "executor", exitCode: 137, reason: "OOMKilled" }],
});
