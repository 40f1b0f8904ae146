// Exit 1: the log's last lines say why (failure-modes §4.3).
import { defineSignature } from "../signature.ts";

export const endedWithError = defineSignature({
  id: "ended-with-error",
  failureModes: [],
  sources: ["pod-state"],
  verdict: "symptom",
  exitCodes: [1],
  notReasons: ["OOMKilled"],
  title: "ended with an error",
  meaning: "The program ended with exit code 1: an error of rclone, or a Python traceback.",
  remedy: "Read the last lines of its log.",
  samples: [{ lines: [], role: "model", exitCode: 1, reason: "Error" }],
});
