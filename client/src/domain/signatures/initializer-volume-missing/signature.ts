// An initializer of the user's without the volume that the operator then leaves out (F24).
import { defineSignature } from "../signature.ts";

export const initializerVolumeMissing = defineSignature({
  id: "initializer-volume-missing",
  failureModes: ["F24"],
  sources: ["status", "event"],
  verdict: "cause",
  pattern: /volumeMounts\[\d+\]\.name: Not found: "(?<volume>[^"]*-provision-location)"/,
  title: "volume {volume} is missing",
  meaning:
    "With an init container named <unit>-model-initializer the operator adds no volume, and the manifest declares none.",
  remedy: "Add {volume} as an emptyDir under volumes, and mount it in the init container with write access.",
  samples: [
    {
      lines: [
        'Deployment.apps "iris-default-0-classifier" is invalid: spec.template.spec.containers[0].volumeMounts[1].name: Not found: "classifier-provision-location"',
      ],
    },
  ],
});
