// The endpoint's host has no address inside the cluster (S09).
import { defineSignature } from "../signature.ts";

export const storeHostNotFound = defineSignature({
  id: "store-host-not-found",
  failureModes: ["S09", "S55"],
  sources: ["initializer-log"],
  verdict: "cause",
  pattern:
    /^(?!.*"https?:\/\/[^"./]+\.[^"/]+\/(?:\?[^"]*)?": dial tcp)(?!.*dial tcp: lookup [^ .]+\.[^ .]+\.[^ .]+\.svc).*dial tcp: lookup (?<host>\S+?)(?: on [^ ]+)?: no such host/,
  title: "host {host} not found",
  meaning:
    "No host of the name {host} is known inside the cluster. A short Service name is known in the Service's own namespace only.",
  remedy:
    "Write the endpoint with the full name, http://<service>.<namespace>.svc.cluster.local:<port>, and check that the Service exists.",
  samples: [
    {
      lines: [
        'caused by: Get "http://minio-service:9000/models?delimiter=%2F&prefix=iris%2F": dial tcp: lookup minio-service on 10.96.0.10:53: no such host',
      ],
    },
    { lines: ["dial tcp: lookup minio-service on 10.96.0.10:53: no such host"] },
    { lines: ["dial tcp: lookup minio.storage.svc.cluster.local: no such host"] },
  ],
});
