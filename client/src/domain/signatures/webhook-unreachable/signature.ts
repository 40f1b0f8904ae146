// The API server cannot ask Seldon's webhook, so it refuses every write (F02).
import { defineSignature } from "../signature.ts";

export const webhookUnreachable = defineSignature({
  id: "webhook-unreachable",
  failureModes: ["F02"],
  sources: ["apply"],
  verdict: "cause",
  pattern:
    /failed calling webhook "(?<webhook>[^"]+)"(?!.*x509: ).*?(?<why>no endpoints available for service "[^"]+"|service "[^"]+" not found|connect: connection refused|context deadline exceeded|i\/o timeout|EOF)/,
  title: "Seldon's webhook does not answer",
  meaning: "The API server asks Seldon's operator about every SeldonDeployment, and it does not answer: {why}.",
  remedy:
    "Check that seldon-controller-manager runs, and read its log: it crashes where istio.enabled or ambassador.enabled is set without the kinds. A time-out is most often a firewall between API server and node (port 4443), or a network plugin that needs hostNetwork: true.",
  samples: [
    {
      lines: [
        'Internal error occurred: failed calling webhook "v1.vseldondeployment.kb.io": Post "https://seldon-webhook-service.seldon-system.svc:443/validate-machinelearning-seldon-io-v1-seldondeployment?timeout=10s": no endpoints available for service "seldon-webhook-service"',
      ],
    },
    {
      lines: [
        'Internal error occurred: failed calling webhook "v1.vseldondeployment.kb.io": Post "https://seldon-webhook-service.seldon-system.svc:443/validate-machinelearning-seldon-io-v1-seldondeployment?timeout=10s": context deadline exceeded',
      ],
    },
  ],
});
