// A volume did not come up in time; other events say why (F40).
import { defineSignature } from "../signature.ts";

export const volumeNotMounted = defineSignature({
  id: "volume-not-mounted",
  failureModes: ["F40"],
  sources: ["event"],
  verdict: "symptom",
  pattern:
    /FailedMount|Unable to attach or mount volumes|timed out waiting for the condition|MountVolume\.SetUp failed for volume "(?<volume>[^"]+)"/,
  yieldsTo: ["secret-not-found", "config-map-not-found", "volume-on-another-node"],
  title: "volume not mounted",
  meaning: "A volume of the pod did not come up.",
  remedy: "Look at the pod's other events and at the claim.",
  samples: [
    {
      lines: [
        "Unable to attach or mount volumes: unmounted volumes=[kfserving-pvc-source], unattached volumes=[kfserving-pvc-source]: timed out waiting for the condition",
      ],
    },
  ],
});
