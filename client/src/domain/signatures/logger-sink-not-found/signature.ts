// Payload logging has no receiver (F55).
import { defineSignature } from "../signature.ts";

export const loggerSinkNotFound = defineSignature({
  id: "logger-sink-not-found",
  failureModes: ["F55"],
  sources: ["executor-log"],
  verdict: "cause",
  pattern: /lookup default-broker/,
  title: "no receiver for request logs",
  meaning:
    "A unit has a logger without a url, and the default receiver http://default-broker does not exist in this namespace. Predictions are answered nevertheless.",
  remedy: "Set logger.url, or create the broker, or remove the logger.",
  samples: [
    {
      lines: [
        '{"level":"error","logger":"entrypoint.worker","msg":"Failed to send cloudevent log","error":"Post \\"http://default-broker\\": dial tcp: lookup default-broker on 10.96.0.10:53: no such host"}',
      ],
    },
  ],
});
