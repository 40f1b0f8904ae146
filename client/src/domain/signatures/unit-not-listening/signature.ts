// The executor says that a unit does not listen; never the cause (S13).
import { defineSignature } from "../signature.ts";

export const unitNotListening = defineSignature({
  id: "unit-not-listening",
  failureModes: ["S13"],
  sources: ["executor-log"],
  verdict: "symptom",
  pattern: /Ready check failed.*connection refused/,
  title: "model container does not listen yet",
  meaning:
    "The executor asks each unit whether it listens, and one does not. That is so while a model loads, and it stays so when it failed: the cause is in another container.",
  remedy: "Look at the init containers, then at the previous log of the model's container.",
  samples: [
    {
      lines: [
        '{"level":"error","ts":1795252501.21,"logger":"SeldonRestApi","msg":"Ready check failed","error":"dial tcp 127.0.0.1:9000: connect: connection refused"}',
      ],
    },
    {
      lines: [
        '{"level":"error","ts":1795252501.21,"logger":"SeldonRestApi","msg":"Ready check failed","error":"dial tcp [::1]:9000: connect: connection refused"}',
      ],
    },
  ],
});
