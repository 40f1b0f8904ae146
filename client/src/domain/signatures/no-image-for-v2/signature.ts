// A server without an image for v2 (F18).
import { defineSignature } from "../signature.ts";

export const noImageForV2 = defineSignature({
  id: "no-image-for-v2",
  failureModes: ["F18"],
  sources: ["status", "event"],
  verdict: "cause",
  pattern: /no image compatible with kfserving protocol for (?<implementation>\S+)/,
  title: "{implementation} has no image for v2",
  meaning: "The operator's config map gives {implementation} no image for the v2 protocol.",
  remedy: "Use another protocol or server, or have an entry added.",
  samples: [{ lines: ["no image compatible with kfserving protocol for TENSORFLOW_SERVER"] }],
});
