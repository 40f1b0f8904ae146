// No pod is made because the namespace's quota or limits refuse it (F31).
import { defineSignature } from "../signature.ts";

export const quotaOrLimitRange = defineSignature({
  id: "quota-or-limit-range",
  failureModes: ["F31"],
  sources: ["event", "status"],
  verdict: "cause",
  pattern:
    /exceeded quota: (?<quota>[^,]+)|must specify (?:limits|requests)\.|(?:minimum|maximum) (?:memory|cpu) usage per (?:Container|Pod) is/,
  title: "quota of the namespace",
  meaning: "The namespace's ResourceQuota or LimitRange refuses the pod, so none is made.",
  remedy:
    "Set requests and limits on all containers, svcOrchSpec.resources for the executor included, or have the quota raised.",
  samples: [
    {
      lines: [
        'Error creating: pods "iris-default-0-classifier-5d9c-x" is forbidden: exceeded quota: models, requested: limits.cpu=2, used: limits.cpu=8, limited: limits.cpu=8',
      ],
    },
    {
      lines: [
        'Error creating: pods "iris-5d9c" is forbidden: failed quota: models: must specify limits.cpu,limits.memory',
      ],
    },
    { lines: ['pods "iris-5d9c" is forbidden: minimum memory usage per Container is 128Mi, but request is 100Mi'] },
  ],
});
