// The operator was told to use an ingress whose kinds are not in the cluster (S41).
import { defineSignature } from "../signature.ts";

export const ingressKindsMissing = defineSignature({
  id: "ingress-kinds-missing",
  failureModes: ["S41"],
  sources: ["operator-log"],
  verdict: "cause",
  pattern: /no matches for kind \\?"(?<kind>VirtualService|DestinationRule|Mapping)\\?"/,
  title: "operator misses the kind {kind}",
  meaning:
    "The operator was installed for an ingress that the cluster does not have: {kind} is unknown. It crashes, and then the webhook refuses every apply.",
  remedy:
    "Install Istio or Emissary/Ambassador, or set the chart's istio.enabled and ambassador.enabled to what the cluster has.",
  samples: [
    {
      lines: [
        'unable to create controller: no matches for kind "VirtualService" in version "networking.istio.io/v1alpha3"',
      ],
    },
    { lines: ['no matches for kind "Mapping" in version "getambassador.io/v2"'] },
  ],
});
