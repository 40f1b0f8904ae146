// Exit 3 of rclone: the directory or bucket does not exist (S11, F40, S07; failure-modes §4.3).
import { defineSignature } from "../signature.ts";

export const initializerSourceMissing = defineSignature({
  id: "initializer-source-missing",
  failureModes: ["S11", "F40", "S07"],
  sources: ["pod-state"],
  verdict: "cause",
  exitCodes: [3],
  roles: ["initializer", "init"],
  title: "bucket or path not found",
  meaning:
    "rclone ends with 3 where the place to copy from does not exist: for s3 the bucket, for pvc the path on the volume.",
  remedy: "Check the model URI against what the store holds. The log names the bucket or path.",
  samples: [{ lines: [], role: "initializer", exitCode: 3, reason: "Error" }],
});
