// Exit 255: the entry point could not run (F46; failure-modes §4.3).
import { defineSignature } from "../signature.ts";

export const entryPointFailed = defineSignature({
  id: "entry-point-failed",
  failureModes: ["F46"],
  sources: ["pod-state"],
  verdict: "cause",
  exitCodes: [255],
  title: "entry point could not run",
  meaning: "The container's first program could not run, often because it is for another architecture.",
  remedy: "Look for exec format error in the log, and compare the image's platform with the node's.",
  samples: [{ lines: [], role: "model", exitCode: 255, reason: "Error" }],
});
