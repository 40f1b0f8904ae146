// gRPC's default is 4 MB (F69).
import { defineSignature } from "../signature.ts";

export const messageTooLarge = defineSignature({
  id: "message-too-large",
  failureModes: ["F69"],
  sources: ["answer", "executor-log", "model-log"],
  verdict: "cause",
  pattern: /Received message larger than max \((?<size>\d+) vs\. (?<limit>\d+)\)/,
  title: "gRPC message too large",
  meaning: "A message of {size} bytes is over the limit of {limit}.",
  remedy: "Set seldon.io/grpc-max-message-size in spec.annotations, and the client's own limit.",
  samples: [{ lines: ["Received message larger than max (5242911 vs. 4194304)"], source: "answer" }],
});
