// The Secret or ConfigMap exists without the key that is asked for (F09).
import { defineSignature } from "../signature.ts";

export const keyNotInSecret = defineSignature({
  id: "key-not-in-secret",
  failureModes: ["F09"],
  sources: ["event", "pod-state"],
  verdict: "cause",
  pattern: /couldn't find key (?<key>\S+) in (?<kind>Secret|ConfigMap) (?<name>\S+)/,
  title: "key {key} not in {kind}",
  meaning: "{kind} {name} has no key {key}.",
  remedy: "Add the key, or correct its name in the container's env.",
  samples: [{ lines: ["Error: couldn't find key password in Secret models/minio"] }],
});
