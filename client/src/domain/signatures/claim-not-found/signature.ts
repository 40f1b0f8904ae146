// A volume claim that does not exist (F40, F09).
import { defineSignature } from "../signature.ts";

export const claimNotFound = defineSignature({
  id: "claim-not-found",
  failureModes: ["F40", "F09"],
  sources: ["event", "pod-state"],
  verdict: "cause",
  pattern: /persistentvolumeclaim "(?<claim>[^"]+)" not found/,
  title: "volume claim {claim} not found",
  meaning: "The pod cannot be placed, because its namespace has no PersistentVolumeClaim {claim}.",
  remedy: "Create the claim, or correct the name after pvc:// in the model URI.",
  samples: [{ lines: ['0/1 nodes are available: persistentvolumeclaim "models" not found.'] }],
});
