// A container waits for a Secret that is not in its namespace (F09, S51).
import { defineSignature } from "../signature.ts";

export const secretNotFound = defineSignature({
  id: "secret-not-found",
  failureModes: ["F09", "S51"],
  sources: ["event", "pod-state"],
  verdict: "cause",
  pattern: /secret "(?<secret>[^"]+)" not found/,
  title: "Secret {secret} not found",
  meaning: "The namespace has no Secret {secret}. Secrets are not shared between namespaces.",
  remedy:
    "Create the Secret in the deployment's namespace, or correct the name in envSecretRefName. The pod goes on by itself once the Secret is there.",
  samples: [{ lines: ['Error: secret "seldon-rclone-secret" not found'] }],
});
