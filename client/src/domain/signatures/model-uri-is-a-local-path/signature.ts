// A model URI without a scheme is a path inside the init container: most often a placeholder that nobody filled in (S07).
import { defineSignature } from "../signature.ts";

export const modelUriIsALocalPath = defineSignature({
  id: "model-uri-is-a-local-path",
  failureModes: ["S07"],
  sources: ["initializer-log"],
  verdict: "cause",
  pattern:
    /Local file system at (?<path>\/(?!mnt\/pvc(?:\/|:)).*?): error reading source root directory: directory not found/,
  title: "model URI has no scheme",
  meaning:
    "rclone took the model URI for the path {path} inside the init container. A placeholder that was not filled in looks like this, too.",
  remedy: "Give the model URI with its scheme, such as s3://<bucket>/<path>, or fill in the template.",
  samples: [
    {
      lines: [
        "2026/11/21 09:14:03 ERROR : Local file system at /home/rclone/MODEL_ARTIFACT_URI_PLACEHOLDER: error reading source root directory: directory not found",
      ],
      exitCode: 3,
    },
    {
      lines: [
        "2026/11/21 09:14:03 ERROR : Local file system at /{{ model_uri }}: error reading source root directory: directory not found",
      ],
      exitCode: 3,
    },
  ],
});
