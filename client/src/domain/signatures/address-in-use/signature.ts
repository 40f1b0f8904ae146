// The same without a number (S39, F23).
import { defineSignature } from "../signature.ts";

export const addressInUse = defineSignature({
  id: "address-in-use",
  failureModes: ["S39", "F23"],
  sources: ["model-log", "executor-log"],
  verdict: "cause",
  pattern: /^(?!.*listen tcp \S*:(?:8000|5001): bind).*\b[Aa]ddress already in use/,
  yieldsTo: ["port-taken", "executor-port-taken"],
  title: "port is taken",
  meaning: "Another container of the pod listens on the same port. The executor has 8000 and 5001.",
  remedy: "Give the container a port of its own and name it http.",
  samples: [
    { lines: ["createTcpServer: address already in use"] },
    { lines: ["OSError: [Errno 98] Address already in use"] },
  ],
});
