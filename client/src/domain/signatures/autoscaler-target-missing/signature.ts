// A target in v2's shape under metrics is pruned (F38).
import { defineSignature } from "../signature.ts";

export const autoscalerTargetMissing = defineSignature({
  id: "autoscaler-target-missing",
  failureModes: ["F38"],
  sources: ["status", "event"],
  verdict: "cause",
  pattern: /must set either a target raw value or a target utilization/,
  title: "autoscaler has no target",
  meaning:
    "hpaSpec.metrics has the older shape, targetAverageUtilization. target.averageUtilization belongs under metricsv2 and is dropped elsewhere. No Deployment is made before the autoscaler.",
  remedy: "Move the metric under hpaSpec.metricsv2.",
  samples: [
    {
      lines: [
        'HorizontalPodAutoscaler.autoscaling "iris-default-0-classifier" is invalid: spec.metrics[0].resource.target.averageUtilization: Required value: must set either a target raw value or a target utilization',
      ],
    },
  ],
});
