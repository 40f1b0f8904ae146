// A container that cannot be made; the message names what is missing (F09).
import { defineSignature } from "../signature.ts";

export const waitsForItsConfig = defineSignature({
  id: "waits-for-its-config",
  failureModes: ["F09", "S51"],
  sources: ["pod-state"],
  verdict: "cause",
  reasons: ["CreateContainerConfigError"],
  yieldsTo: ["secret-not-found", "config-map-not-found", "key-not-in-secret"],
  title: "a Secret or ConfigMap is missing",
  meaning:
    "The container cannot be made, because a Secret, a ConfigMap or a key that it names does not exist in the namespace.",
  remedy: "The pod's events name it. Create it in the deployment's namespace, or correct the name.",
  samples: [{ lines: [], role: "initializer", reason: "CreateContainerConfigError" }],
});
