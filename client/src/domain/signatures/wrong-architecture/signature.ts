// A program for another kind of processor (F46, S56).
import { defineSignature } from "../signature.ts";

export const wrongArchitecture = defineSignature({
  id: "wrong-architecture",
  failureModes: ["F46", "S56"],
  sources: ["model-log", "executor-log", "initializer-log", "event"],
  verdict: "cause",
  pattern: /exec format error|no match for platform in manifest/,
  title: "image is for another processor",
  meaning: "The image was built for another architecture than the node has. Seldon's v1 images are built for amd64.",
  remedy:
    "Add nodeSelector kubernetes.io/arch: amd64, or build the image for the node's platform (docker buildx --platform).",
  samples: [
    { lines: ["exec /usr/local/bin/seldon-core-microservice: exec format error"], exitCode: 255 },
    {
      lines: [
        'Failed to pull and unpack image "docker.io/seldonio/sklearnserver:1.17.1": no match for platform in manifest: not found',
      ],
      source: "event",
    },
  ],
});
