// A probe with numbers but without a handler (S16).
import { defineSignature } from "../signature.ts";

export const probeWithoutHandler = defineSignature({
  id: "probe-without-handler",
  failureModes: ["S16"],
  sources: ["status", "event"],
  verdict: "cause",
  pattern: /(?<probe>liveness|readiness|startup)Probe: Required value: must specify a handler type/,
  title: "{probe}Probe has no handler",
  meaning:
    "Under the seldon protocol a probe has to say how it asks. Numbers alone make the API server refuse the Deployment.",
  remedy: "Add tcpSocket: {port: http}, or httpGet with a path.",
  samples: [
    {
      lines: [
        'Deployment.apps "iris-default-0-classifier" is invalid: spec.template.spec.containers[0].livenessProbe: Required value: must specify a handler type',
      ],
    },
  ],
});
