// An init container of the user's that got no model URI (S02).
import { defineSignature } from "../signature.ts";

export const copyWithoutSource = defineSignature({
  id: "copy-without-source",
  failureModes: ["S02"],
  sources: ["initializer-log"],
  verdict: "cause",
  pattern: /Command copy needs 2 arguments minimum: you provided (?<count>\d+) non flag arguments/,
  title: "initializer got no model URI",
  meaning:
    "rclone copy ran without a source. Only the operator's own initializer is given the model URI; other init containers are not.",
  remedy:
    "Remove the init container and use envSecretRefName; or name it <unit>-model-initializer with args [<model URI>, /mnt/models], and declare the volume <unit>-provision-location yourself.",
  samples: [{ lines: ["Command copy needs 2 arguments minimum: you provided 0 non flag arguments: []"], exitCode: 1 }],
});
