// The kubelet stops a container that does not answer its liveness or startup probe (S16).
import { defineSignature } from "../signature.ts";

export const livenessProbeKilled = defineSignature({
  id: "liveness-probe-killed",
  failureModes: ["S16"],
  sources: ["event"],
  verdict: "cause",
  pattern: /Container (?<container>\S+) failed (?<probe>liveness|startup) probe, will be restarted/,
  title: "killed by its {probe} probe",
  meaning:
    "{container} did not answer its {probe} probe and was stopped. A server that is still starting looks the same as one that hangs. Without a probe of its own, a container has about 75 s. A failing readiness probe never stops a container.",
  remedy:
    "If it only needs longer, give it a startupProbe with a budget above its start. If it hangs, read its previous log.",
  samples: [
    { lines: ["Container classifier failed liveness probe, will be restarted"] },
    { lines: ["Container classifier failed startup probe, will be restarted"] },
  ],
});
