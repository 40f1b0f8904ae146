// The store's certificate was not accepted (F47).
import { defineSignature } from "../signature.ts";

export const storeCertificateNotTrusted = defineSignature({
  id: "store-certificate-not-trusted",
  failureModes: ["F47"],
  sources: ["initializer-log"],
  verdict: "cause",
  pattern: /x509: (?<why>certificate[^"]*)/,
  title: "store's certificate not trusted",
  meaning: "rclone did not accept the store's certificate: {why}.",
  remedy:
    'Give the authority to a custom initializer (RCLONE_CA_CERT and a mounted file). For development only, RCLONE_NO_CHECK_CERTIFICATE: "true" in the Secret. A certificate that relies on the Common Name has to be made anew.',
  samples: [
    { lines: ['caused by: Get "https://minio.minio:9000/models": x509: certificate signed by unknown authority'] },
    { lines: ["x509: certificate relies on legacy Common Name field, use SANs instead"] },
  ],
});
