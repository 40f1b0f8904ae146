// A container that the operator has no image for (F18, F04).
import { defineSignature } from "../signature.ts";

export const containerWithoutImage = defineSignature({
  id: "container-without-image",
  failureModes: ["F18", "F04"],
  sources: ["status", "event"],
  verdict: "cause",
  pattern: /containers\[(?<index>\d+)\]\.image: Required value/,
  title: "a container has no image",
  meaning:
    "Either the implementation has no image for this protocol (HUGGINGFACE, TRITON and TEMPO need v2, TENSORFLOW has none for v2), or a container under componentSpecs has not the name of its unit.",
  remedy: "Set spec.protocol to v2 for these servers, or give the container the unit's name, or an image.",
  samples: [
    {
      lines: [
        'Deployment.apps "hf-default-0-transformer" is invalid: spec.template.spec.containers[0].image: Required value',
      ],
    },
  ],
});
