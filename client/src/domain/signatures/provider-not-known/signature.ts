// A provider's name in another spelling than rclone's: it falls back to path style, which suits MinIO (S05, W27).
import { defineSignature } from "../signature.ts";

export const providerNotKnown = defineSignature({
  id: "provider-not-known",
  failureModes: ["S05"],
  sources: ["initializer-log"],
  verdict: "benign",
  pattern: /s3 provider "(?<provider>[^"]*)" not known - please set correctly/,
  title: "provider in another spelling",
  meaning:
    'rclone spells providers "Minio" and "AWS". With "{provider}" it uses path-style addresses and the older listing, which works with MinIO. Seldon\'s own documentation writes it this way.',
  remedy:
    "Nothing has to be done. Do not turn aws into AWS where an endpoint is set: rclone would then put the bucket into the host name.",
  samples: [{ lines: ['2026/11/21 09:14:02 NOTICE: s3: s3 provider "minio" not known - please set correctly'] }],
});
