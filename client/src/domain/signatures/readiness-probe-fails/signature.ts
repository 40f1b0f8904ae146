// Not ready yet; restarts nothing (S13, F22, W01).
import { defineSignature } from "../signature.ts";

export const readinessProbeFails = defineSignature({
  id: "readiness-probe-fails",
  failureModes: ["S13", "F22"],
  sources: ["event"],
  verdict: "symptom",
  pattern: /Readiness probe failed: /,
  title: "not ready yet",
  meaning:
    "The container does not answer its readiness probe, so it gets no requests. This alone restarts nothing. From the executor, 503 says that a model does not listen yet.",
  remedy: "Look at the model's container. If it listens on another port than 9000, name that port http in its ports.",
  samples: [
    { lines: ["Readiness probe failed: HTTP probe failed with statuscode: 503"] },
    { lines: ["Readiness probe failed: dial tcp 10.244.0.9:9000: connect: connection refused"] },
  ],
});
