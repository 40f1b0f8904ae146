// Exit 0 of an initializer is no proof that it copied anything (F01, failure-modes §4.3).
import { defineSignature } from "../signature.ts";

export const downloadEndedWithoutError = defineSignature({
  id: "download-ended-without-error",
  failureModes: [],
  sources: ["pod-state"],
  verdict: "benign",
  exitCodes: [0],
  roles: ["initializer"],
  title: "initializer ended without error",
  meaning: "rclone ended with 0. It does so as well where it found nothing to copy.",
  remedy: 'If the server misses its model, look for "nothing to transfer" in this log.',
  samples: [{ lines: [], role: "initializer", exitCode: 0, reason: "Completed" }],
});
