// http against a store that speaks TLS (F11).
import { defineSignature } from "../signature.ts";

export const plainHttpToTls = defineSignature({
  id: "plain-http-to-tls",
  failureModes: ["F11"],
  sources: ["initializer-log"],
  verdict: "cause",
  pattern: /read: connection reset by peer|Client sent an HTTP request to an HTTPS server/,
  title: "http to a TLS port",
  meaning:
    "The store cut the connection at the first words. Most often the endpoint begins with http:// and the port speaks TLS.",
  remedy:
    "Begin the endpoint with https://. If the store's certificate is of a private authority, rclone has to be told, too.",
  samples: [
    {
      lines: [
        'caused by: Get "http://minio.minio:9000/models?prefix=iris%2F": read tcp 10.244.0.9:41236->10.96.14.2:9000: read: connection reset by peer',
      ],
    },
    { lines: ["400 Bad Request: Client sent an HTTP request to an HTTPS server"] },
  ],
});
