// MLServer's note that there is no environment.tar.gz (seldon-facts §3.6).
import { defineSignature } from "../signature.ts";

export const noPackedEnvironment = defineSignature({
  id: "no-packed-environment",
  failureModes: [],
  sources: ["model-log"],
  verdict: "benign",
  pattern: /Environment tarball not found at|Environment not found at '\.\/envs/,
  title: "no packed environment, as usual",
  meaning: "No environment.tar.gz lies beside the model, so the image's own libraries are used.",
  remedy: "Nothing to do, unless the model needs libraries that the image does not have.",
  samples: [
    { lines: ["Environment tarball not found at '/mnt/models/environment.tar.gz'"] },
    { lines: ["Environment not found at './envs/environment'"] },
  ],
});
