// https, or no scheme, against a store that speaks plain HTTP (F11).
import { defineSignature } from "../signature.ts";

export const tlsToPlainHttp = defineSignature({
  id: "tls-to-plain-http",
  failureModes: ["F11"],
  sources: ["initializer-log"],
  verdict: "cause",
  pattern: /tls: first record does not look like a TLS handshake|http: server gave HTTP response to HTTPS client/,
  title: "https to a plain http port",
  meaning:
    "rclone spoke TLS, and the store answered without. The endpoint begins with https://, or has no scheme, which rclone takes as https.",
  remedy: "Begin the endpoint with http://, or give the store's TLS port.",
  samples: [
    {
      lines: [
        'caused by: Get "https://minio.minio.svc.cluster.local:9000/models?prefix=iris%2F": tls: first record does not look like a TLS handshake',
      ],
    },
    { lines: ["http: server gave HTTP response to HTTPS client"] },
  ],
});
