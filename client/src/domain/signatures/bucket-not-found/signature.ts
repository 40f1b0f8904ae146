// The bucket does not exist; a missing prefix would succeed instead (S11).
import { defineSignature } from "../signature.ts";

export const bucketNotFound = defineSignature({
  id: "bucket-not-found",
  failureModes: ["S11"],
  sources: ["initializer-log"],
  verdict: "cause",
  pattern: /S3 bucket (?<bucket>\S+?)(?: path (?<path>.+?))?: error reading source root directory: directory not found/,
  title: "bucket {bucket} not found",
  meaning:
    "The store has no bucket {bucket}. A missing folder inside an existing bucket would not fail here: the copy then succeeds with nothing in it.",
  remedy:
    "Create the bucket (mc mb <alias>/{bucket}) and upload the model, or correct the bucket's name in the model URI.",
  samples: [
    {
      lines: [
        "2026/11/21 09:14:03 ERROR : S3 bucket mlflow-artifacts path 7/a1/artifacts/model: error reading source root directory: directory not found",
      ],
      exitCode: 3,
    },
    {
      lines: ["2026/11/21 09:14:03 ERROR : S3 bucket models: error reading source root directory: directory not found"],
      exitCode: 3,
    },
  ],
});
