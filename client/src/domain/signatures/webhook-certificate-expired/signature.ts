// The chart's certificate is valid for 365 days (F13).
import { defineSignature } from "../signature.ts";

export const webhookCertificateExpired = defineSignature({
  id: "webhook-certificate-expired",
  failureModes: ["F13"],
  sources: ["apply"],
  verdict: "cause",
  pattern: /failed calling webhook "(?<webhook>[^"]+)".*x509: (?<why>.*)/,
  title: "webhook's certificate is not valid",
  meaning:
    "The API server does not accept the certificate of Seldon's webhook: {why}. The chart makes it for 365 days. Models that run go on serving, but nothing can be changed.",
  remedy:
    "Run helm upgrade, which makes a new certificate, and restart seldon-controller-manager. certManager.enabled=true renews it by itself.",
  samples: [
    {
      lines: [
        'Internal error occurred: failed calling webhook "v1.vseldondeployment.kb.io": Post "https://seldon-webhook-service.seldon-system.svc:443/validate-machinelearning-seldon-io-v1-seldondeployment?timeout=10s": x509: certificate has expired or is not yet valid: current time 2026-11-21T09:14:02Z is after 2026-11-20T00:00:00Z',
      ],
    },
  ],
});
