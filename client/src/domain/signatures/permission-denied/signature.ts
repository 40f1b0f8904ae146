// Files that the server's user may not read or write (F41).
import { defineSignature } from "../signature.ts";

export const permissionDenied = defineSignature({
  id: "permission-denied",
  failureModes: ["F41"],
  sources: ["model-log"],
  verdict: "cause",
  pattern: /PermissionError: \[Errno 13\](?: Permission denied: '(?<path>[^']+)')?/,
  title: "permission denied",
  meaning:
    "The pod runs as user 8888 unless its spec says otherwise, and the model folder is mounted read-only for the server.",
  remedy: "For volumes set securityContext with both runAsUser: 8888 and fsGroup: 8888. Point caches to /tmp.",
  samples: [{ lines: ["PermissionError: [Errno 13] Permission denied: '/mnt/models/.cache'"] }],
});
