// The same in the words of Amazon's Python library (S11).
import { defineSignature } from "../signature.ts";

export const bucketNotFoundByBoto = defineSignature({
  id: "bucket-not-found-by-boto",
  failureModes: ["S11"],
  sources: ["model-log"],
  verdict: "cause",
  pattern: /NoSuchBucket/,
  title: "bucket not found",
  meaning: "The bucket does not exist in the store.",
  remedy: "Create the bucket, or correct its name.",
  samples: [
    {
      lines: [
        "botocore.errorfactory.NoSuchBucket: An error occurred (NoSuchBucket) when calling the PutObject operation: The specified bucket does not exist",
      ],
    },
  ],
});
