// pvc:// without a claim (F40).
import { defineSignature } from "../signature.ts";

export const claimNameEmpty = defineSignature({
  id: "claim-name-empty",
  failureModes: ["F40"],
  sources: ["status", "event"],
  verdict: "cause",
  pattern: /claimName: Required value/,
  title: "pvc:// without a claim",
  meaning: "The model URI begins with pvc:// and names no claim.",
  remedy: "Write pvc://<claim>/<path>.",
  samples: [
    {
      lines: [
        'Deployment.apps "iris-default-0-classifier" is invalid: spec.template.spec.volumes[0].persistentVolumeClaim.claimName: Required value',
      ],
    },
  ],
});
