// Probes that the mesh answers with 403 or 503 (F36).
import { defineSignature } from "../signature.ts";

export const livenessProbeRefusedByMesh = defineSignature({
  id: "liveness-probe-refused-by-mesh",
  failureModes: ["F36"],
  sources: ["event"],
  verdict: "cause",
  pattern: /Liveness probe failed: HTTP probe failed with statuscode: (?<code>403|503)/,
  title: "mesh refuses the probe",
  meaning:
    "The liveness probe was answered with {code}. An AuthorizationPolicy or strict mTLS that covers probes does this.",
  remedy: "Let probes through: Istio's probe rewriting, or a policy that allows the kubelet.",
  samples: [{ lines: ["Liveness probe failed: HTTP probe failed with statuscode: 403"] }],
});
