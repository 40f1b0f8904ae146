// Logs of requests are dropped (seldon-facts §10.2).
import { defineSignature } from "../signature.ts";

export const requestLogQueueFull = defineSignature({
  id: "request-log-queue-full",
  failureModes: ["F55"],
  sources: ["executor-log"],
  verdict: "symptom",
  pattern: /timed out waiting to queue log request: buffer is full/,
  title: "request logs are dropped",
  meaning: "The receiver of request logs is slower than the requests, and the executor's queue is full.",
  remedy: "Check the receiver. The queue is set with seldon.io/executor-logger-queue-size.",
  samples: [{ lines: ['{"level":"error","msg":"timed out waiting to queue log request: buffer is full"}'] }],
});
