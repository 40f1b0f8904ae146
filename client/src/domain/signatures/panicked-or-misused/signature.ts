// Exit 2: a Go program panicked, or arguments were wrong (failure-modes §4.3).
import { defineSignature } from "../signature.ts";

export const panickedOrMisused = defineSignature({
  id: "panicked-or-misused",
  failureModes: [],
  sources: ["pod-state"],
  verdict: "symptom",
  exitCodes: [2],
  title: "panicked, or was called wrongly",
  meaning: "Exit code 2 is a panic of a Go program such as the executor, or wrong arguments of a Python program.",
  remedy: "Read the last lines of its log.",
  samples: [{ lines: [], role: "executor", exitCode: 2, reason: "Error" }],
});
