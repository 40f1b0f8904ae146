// A GPU is requested without the same limit (F67).
import { defineSignature } from "../signature.ts";

export const gpuRequestNotLimit = defineSignature({
  id: "gpu-request-not-limit",
  failureModes: ["F67"],
  sources: ["status", "event"],
  verdict: "cause",
  pattern: /must be equal to (?<resource>nvidia\.com\/gpu) limit/,
  title: "GPU request and limit differ",
  meaning: "GPUs cannot be shared, so request and limit have to be the same number.",
  remedy: "Set limits to the same number of GPUs, or leave the request out.",
  samples: [
    {
      lines: [
        'spec.template.spec.containers[0].resources.requests: Invalid value: "1": must be equal to nvidia.com/gpu limit',
      ],
    },
  ],
});
