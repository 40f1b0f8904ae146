// A path on a volume claim that is not there (F40).
import { defineSignature } from "../signature.ts";

export const claimPathNotFound = defineSignature({
  id: "claim-path-not-found",
  failureModes: ["F40"],
  sources: ["initializer-log"],
  verdict: "cause",
  pattern:
    /Local file system at (?<path>\/mnt\/pvc(?:\/\S*)?): error reading source root directory: directory not found/,
  title: "path not found on the volume",
  meaning: "The claim is mounted, and {path} does not exist on it.",
  remedy: "Correct the path after the claim's name in pvc://<claim>/<path>, or put the model there.",
  samples: [
    {
      lines: [
        "2026/11/21 09:14:03 ERROR : Local file system at /mnt/pvc/models/iris: error reading source root directory: directory not found",
      ],
      exitCode: 3,
    },
  ],
});
