// environment.tar.gz was packed elsewhere or with another conda-pack (F43).
import { defineSignature } from "../signature.ts";

export const packedEnvironmentBroken = defineSignature({
  id: "packed-environment-broken",
  failureModes: ["F43"],
  sources: ["model-log"],
  verdict: "cause",
  pattern: /environment\/bin\/python: \d+: Syntax error|conda-unpack: error: unrecognized arguments/,
  title: "packed environment does not run",
  meaning:
    "environment.tar.gz cannot be used in this image. It was packed on another platform, or without conda-pack's own unpacking.",
  remedy: "Pack it on linux-64 with conda-pack, with mlserver of the image's version in it.",
  samples: [
    { lines: ['environment/bin/python: 1: Syntax error: "(" unexpected'] },
    { lines: ["conda-unpack: error: unrecognized arguments: --quiet"] },
  ],
});
