// The TYPE variable names no backend of rclone (F30).
import { defineSignature } from "../signature.ts";

export const remoteTypeNotKnown = defineSignature({
  id: "remote-type-not-known",
  failureModes: ["F30"],
  sources: ["initializer-log"],
  verdict: "cause",
  pattern: /didn't find backend called "(?<type>[^"\\]*)"/,
  title: 'no backend "{type}"',
  meaning: 'The variable RCLONE_CONFIG_<REMOTE>_TYPE says "{type}", and rclone has no such backend.',
  remedy:
    "Write TYPE as rclone does, in lower case: s3 for S3 and MinIO, google cloud storage, azureblob. MinIO is a PROVIDER of the type s3.",
  samples: [
    {
      lines: [
        '2026/11/21 09:14:02 Failed to create file system for "s3://models/iris": didn\'t find backend called "S3"',
      ],
    },
    {
      lines: [
        '2026/11/21 09:14:02 Failed to create file system for "s3://models/iris": didn\'t find backend called "minio"',
      ],
    },
  ],
});
