// The initializer's limit is 1Gi (F54).
import { defineSignature } from "../signature.ts";

export const initializerOutOfMemory = defineSignature({
  id: "initializer-out-of-memory",
  failureModes: ["F54"],
  sources: ["pod-state"],
  verdict: "cause",
  reasons: ["OOMKilled"],
  roles: ["initializer"],
  title: "initializer out of memory",
  meaning: "The model initializer has a limit of 1Gi, and many large files at a time take more.",
  remedy:
    'Set RCLONE_TRANSFERS: "1" and RCLONE_BUFFER_SIZE: "0" in the Secret, or raise storageInitializer.memoryLimit in the chart, or bring an init container of your own.',
  samples: [{ lines: [], role: "initializer", exitCode: 137, reason: "OOMKilled" }],
});
