// A quantity in another spelling (F44).
import { defineSignature } from "../signature.ts";

export const quantityNotUnderstood = defineSignature({
  id: "quantity-not-understood",
  failureModes: ["F44"],
  sources: ["status", "event", "apply"],
  verdict: "cause",
  pattern: /quantities must match the regular expression/,
  title: "quantity is misspelt",
  meaning: "A CPU or memory quantity has a unit that Kubernetes does not know, such as 1Gb.",
  remedy: "Write memory as 512Mi or 2Gi and CPU as 500m or 2.",
  samples: [{ lines: ["quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'"] }],
});
