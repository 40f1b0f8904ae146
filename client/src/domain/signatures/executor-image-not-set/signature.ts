// A broken installation of the operator (seldon-facts §10.1).
import { defineSignature } from "../signature.ts";

export const executorImageNotSet = defineSignature({
  id: "executor-image-not-set",
  failureModes: [],
  sources: ["status", "event"],
  verdict: "cause",
  pattern: /Failed to find executor image from environment/,
  title: "operator has no executor image",
  meaning: "The operator's own environment names no executor image, so it can deploy nothing.",
  remedy: "Install the chart again, or set EXECUTOR_CONTAINER_IMAGE_AND_VERSION on the operator.",
  samples: [
    {
      lines: [
        "Failed to find executor image from environment. Check EXECUTOR_CONTAINER_IMAGE_AND_VERSION or RELATED_IMAGE_EXECUTOR are set.",
      ],
    },
  ],
});
