// A container listens on a port that belongs to the executor (S39).
import { defineSignature } from "../signature.ts";

export const executorPortTaken = defineSignature({
  id: "executor-port-taken",
  failureModes: ["S39"],
  sources: ["model-log", "executor-log"],
  verdict: "cause",
  pattern:
    /Connection in use: \('[\d.:]+', (?<port>8000|5001)\)|listen tcp \S*:(?<taken>8000|5001): bind: address already in use/,
  title: "port of the executor is taken",
  meaning:
    "All containers of a pod share its network. The executor needs 8000 and 5001, and another container listens there. Whichever comes second fails.",
  remedy:
    "Let the model listen on another port and name it: ports: [{name: http, containerPort: 9000}]. PREDICTIVE_UNIT_HTTP_SERVICE_PORT tells the number.",
  samples: [
    { lines: ["[2026-11-21 09:15:01 +0000] [8] [ERROR] Connection in use: ('0.0.0.0', 8000)"] },
    {
      lines: [
        '{"level":"error","ts":1795252501.21,"logger":"entrypoint","msg":"failed to create listener: listen tcp :8000: bind: address already in use"}',
      ],
    },
  ],
});
