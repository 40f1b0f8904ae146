// Virtual-host addressing: the bucket stands in front of the host, and there is no such host (F10, S10).
import { defineSignature } from "../signature.ts";

export const bucketInHostName = defineSignature({
  id: "bucket-in-host-name",
  failureModes: ["F10", "S10"],
  sources: ["initializer-log"],
  verdict: "cause",
  pattern:
    /"https?:\/\/(?<bucket>[^"./]+)\.[^"/]+\/(?:\?[^"]*)?": dial tcp: lookup (?<host>\S+?)(?: on [^ ]+)?: no such host|dial tcp: lookup (?<name>[^ .]+\.[^ .]+\.[^ .]+\.svc\S*?)(?: on [^ ]+)?: no such host/,
  title: "bucket in the host name",
  meaning:
    "rclone put the bucket in front of the endpoint's host, as Amazon wants it, and no such host exists. It does so for provider AWS and a few others. MinIO wants the bucket in the path.",
  remedy:
    "Set RCLONE_CONFIG_<REMOTE>_PROVIDER to Minio or Other. FORCE_PATH_STYLE does not help: rclone resets it for provider AWS.",
  samples: [
    {
      lines: [
        'caused by: Get "http://mlflow.minio.minio.svc.cluster.local:9000/?delimiter=%2F&encoding-type=url&list-type=2&max-keys=1000&prefix=iris%2F": dial tcp: lookup mlflow.minio.minio.svc.cluster.local on 10.96.0.10:53: no such host',
      ],
    },
    {
      lines: [
        'caused by: Get "http://models.minio.minio:9000/?delimiter=%2F&prefix=iris%2F": dial tcp: lookup models.minio.minio on 10.96.0.10:53: no such host',
      ],
    },
    { lines: ["dial tcp: lookup mlflow.minio.minio.svc.cluster.local: no such host"] },
  ],
});
