// A limit such as 512m, which is half a byte (F44).
import { defineSignature } from "../signature.ts";

export const memoryLimitTooSmallToStart = defineSignature({
  id: "memory-limit-too-small-to-start",
  failureModes: ["F44"],
  sources: ["event", "pod-state"],
  verdict: "cause",
  pattern: /container init was OOM-killed \(memory limit too low\?\)/,
  title: "memory limit too small to start",
  meaning: "The limit is too small even to start the container. 512m is half a byte: m means thousandths.",
  remedy: "Write 512Mi.",
  samples: [
    {
      lines: [
        "Error: failed to create containerd task: failed to create shim task: OCI runtime create failed: container init was OOM-killed (memory limit too low?): unknown",
      ],
    },
  ],
});
