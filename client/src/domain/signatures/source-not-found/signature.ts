// rclone's last words where its source does not exist; the line before says what the source was (S11, F40, S07).
import { defineSignature } from "../signature.ts";

export const sourceNotFound = defineSignature({
  id: "source-not-found",
  failureModes: ["S11", "F40", "S07"],
  sources: ["initializer-log"],
  verdict: "cause",
  pattern:
    /^(?!.*error reading source root directory).*Failed to copy(?: with \d+ errors: last error was)?: directory not found/,
  yieldsTo: ["bucket-not-found", "claim-path-not-found", "model-uri-is-a-local-path"],
  title: "bucket or path not found",
  meaning:
    "The place to copy from does not exist: for s3 the bucket, for pvc the path on the volume, without a scheme a path inside the init container.",
  remedy: "Check the model URI against what the store holds.",
  samples: [{ lines: ["2026/11/21 09:14:03 Failed to copy: directory not found"], exitCode: 3 }],
});
