// The mesh reaches no pod (F36).
import { defineSignature } from "../signature.ts";

export const noHealthyUpstream = defineSignature({
  id: "no-healthy-upstream",
  failureModes: ["F36"],
  sources: ["answer"],
  verdict: "cause",
  pattern: /no healthy upstream|upstream connect error or disconnect\/reset before headers/,
  title: "gateway reaches no pod",
  meaning:
    "The gateway has a route, and no pod behind it answers: none is ready, the DestinationRule's subset matches no pod, or mTLS does not fit.",
  remedy: "Check that pods are ready, that the label version on the pods is the predictor's, and the mesh's TLS mode.",
  samples: [
    { lines: ["no healthy upstream"] },
    { lines: ["upstream connect error or disconnect/reset before headers. reset reason: connection failure"] },
  ],
});
