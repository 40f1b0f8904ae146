// Neither Istio nor Ambassador objects are made (S42); the spelling is Seldon's.
import { defineSignature } from "../signature.ts";

export const noIngressObjects = defineSignature({
  id: "no-ingress-objects",
  failureModes: ["S42"],
  sources: ["status"],
  verdict: "symptom",
  pattern: /No VirtualServices defined|No Ambassador Mappaings defined/,
  title: "no ingress route",
  meaning:
    "The operator makes no routes for this kind of ingress. If it makes them for the other kind, this is as it should be.",
  remedy: "Set istio.enabled or ambassador.enabled in the chart to what the cluster has. A port-forward works without.",
  samples: [{ lines: ["No VirtualServices defined"] }, { lines: ["No Ambassador Mappaings defined"] }],
});
