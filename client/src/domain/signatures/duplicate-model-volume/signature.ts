// The operator adds its volume or mount beside one of the same name or path (S01).
import { defineSignature } from "../signature.ts";

export const duplicateModelVolume = defineSignature({
  id: "duplicate-model-volume",
  failureModes: ["S01"],
  sources: ["status", "event"],
  verdict: "cause",
  pattern:
    /name: Duplicate value: "(?<volume>[^"]*(?:-provision-location|kfserving-pvc-source))"|mountPath: Invalid value: "\/mnt\/models": must be unique/,
  title: "model volume is declared twice",
  meaning:
    "For a unit with a modelUri the operator adds the volume and the mount itself. The manifest declares the same, or two pvc:// units share a componentSpec, so the Deployment is refused and no pod is made.",
  remedy:
    "Remove the volume or mount from componentSpecs; the volumeMounts that use the volume may stay. An init container of your own named <unit>-model-initializer makes the operator step aside. Put two pvc:// units into componentSpecs of their own.",
  samples: [
    {
      lines: [
        'Deployment.apps "churn-xgboost-model-default-0-churn-classifier" is invalid: spec.template.spec.volumes[2].name: Duplicate value: "churn-classifier-provision-location"',
      ],
    },
    {
      lines: [
        'Deployment.apps "iris-default-0-classifier" is invalid: spec.template.spec.containers[0].volumeMounts[1].mountPath: Invalid value: "/mnt/models": must be unique',
      ],
    },
    {
      lines: [
        'Deployment.apps "ab-default-0-a-b" is invalid: spec.template.spec.volumes[4].name: Duplicate value: "kfserving-pvc-source"',
      ],
    },
  ],
});
