// A container waits for a ConfigMap that is not in its namespace (F09).
import { defineSignature } from "../signature.ts";

export const configMapNotFound = defineSignature({
  id: "config-map-not-found",
  failureModes: ["F09"],
  sources: ["event", "pod-state"],
  verdict: "cause",
  pattern: /configmap "(?<name>[^"]+)" not found/,
  title: "ConfigMap {name} not found",
  meaning: "The namespace has no ConfigMap {name}.",
  remedy: "Create it in the deployment's namespace, or correct the name.",
  samples: [{ lines: ['Error: configmap "model-settings" not found'] }],
});
