// An image name that never existed (S36).
import { defineSignature } from "../signature.ts";

export const explainerImageNotPublished = defineSignature({
  id: "explainer-image-not-published",
  failureModes: ["S36"],
  sources: ["event", "pod-state"],
  verdict: "cause",
  pattern: /seldonio\/alibi-explain-server/,
  title: "explainer image does not exist",
  meaning: "seldonio/alibi-explain-server was never published. It is the name of a source folder.",
  remedy:
    "Remove explainer.containerSpec.image: the operator fills in the right one (seldonio/alibiexplainer, under v2 seldonio/mlserver with -alibi-explain).",
  samples: [{ lines: ['Failed to pull image "seldonio/alibi-explain-server:1.17.1": pull access denied'] }],
});
