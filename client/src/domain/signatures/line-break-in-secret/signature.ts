// A value of the Secret has a line break at its end (F29).
import { defineSignature } from "../signature.ts";

export const lineBreakInSecret = defineSignature({
  id: "line-break-in-secret",
  failureModes: ["F29"],
  sources: ["initializer-log"],
  verdict: "cause",
  pattern: /invalid header field value for "(?<header>Authorization)"|net\/url: invalid control character in URL/,
  title: "line break in the Secret",
  meaning: "A key or the endpoint in the Secret ends in a line break, most often from echo without -n before base64.",
  remedy:
    "Write the values under stringData, or encode them without the line break. Pods read the Secret when they start, so restart them afterwards.",
  samples: [
    {
      lines: [
        'caused by: Get "http://minio.minio:9000/models": net/http: invalid header field value for "Authorization"',
      ],
    },
    {
      lines: [
        'Failed to create file system for "s3://models/iris": parse "http://minio.minio:9000\\n": net/url: invalid control character in URL',
      ],
    },
  ],
});
