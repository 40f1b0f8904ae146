// A container whose image cannot be pulled (F15).
import { defineSignature } from "../signature.ts";

export const waitsForItsImage = defineSignature({
  id: "waits-for-its-image",
  failureModes: ["F15", "S36"],
  sources: ["pod-state"],
  verdict: "cause",
  reasons: ["ErrImagePull", "ImagePullBackOff", "InvalidImageName", "ErrImageNeverPull"],
  yieldsTo: ["image-not-pulled", "explainer-image-not-published"],
  title: "image cannot be pulled",
  meaning: "The node cannot get the container's image.",
  remedy: "The pod's events say why: a wrong name or tag, missing credentials, or a limit of the registry.",
  samples: [
    { lines: [], role: "model", reason: "ImagePullBackOff" },
    { lines: [], role: "explainer", reason: "ErrImagePull" },
  ],
});
