// Scaling and disruption of a component: `hpaSpec`, `kedaSpec` and `pdbSpec` (seldon-facts §1.4).
import * as z from "zod";
import { HorizontalPodAutoscalerBehavior, MetricSpec, podCount } from "../kube/pod-spec.ts";
import { Quantity } from "../kube/quantity.ts";
import { suggested } from "../suggested.ts";

const LabelSelector = z
  .object({
    matchLabels: z
      .record(z.string(), z.string())
      .optional()
      .meta({ title: "Labels", description: "Labels and the values they must have." }),
    matchExpressions: z
      .array(
        z.object({
          key: z.string().meta({ title: "Key", description: "Key of a label." }),
          operator: suggested({
            In: "The label's value is one of the values.",
            NotIn: "It is none of them.",
            Exists: "The label is there.",
            DoesNotExist: "The label is not there.",
          }).meta({ title: "Comparison", description: "How the label is compared." }),
          values: z.array(z.string()).optional().meta({ title: "Values", description: "Values for `In` and `NotIn`." }),
        }),
      )
      .optional()
      .meta({ title: "Conditions", description: "Further conditions on labels." }),
  })
  .meta({ id: "MetricSelector", title: "Selector", description: "Which series of the metric count." });

const percentage = "Average over the pods, in percent of what their containers request.";

/** A metric in the shape of autoscaling/v2beta1, which the operator converts. */
const OldMetricSpec = z
  .object({
    type: suggested({
      Resource: "CPU or memory of all containers of the pod.",
      ContainerResource: "CPU or memory of one container.",
      Pods: "A custom metric of the pods, averaged.",
      Object: "A metric of another Kubernetes object.",
      External: "A metric from outside the cluster.",
    }).meta({
      title: "Type",
      description: "Kind of metric; the field of the same name in lower camel case holds the rest.",
    }),
    resource: z
      .object({
        name: suggested({ cpu: "Processor time.", memory: "Memory." }).meta({
          title: "Name",
          description: "The resource.",
        }),
        targetAverageUtilization: z.int32().optional().meta({ title: "Average utilization", description: percentage }),
        targetAverageValue: Quantity.optional().meta({
          title: "Average value",
          description: "Average over the pods as an amount, such as `500m`.",
        }),
      })
      .optional()
      .meta({
        title: "Resource",
        description: "CPU or memory of the pods. Every container needs a request of that resource.",
      }),
    containerResource: z
      .object({
        container: z.string().meta({ title: "Container", description: "Name of the container." }),
        name: suggested({ cpu: "Processor time.", memory: "Memory." }).meta({
          title: "Name",
          description: "The resource.",
        }),
        targetAverageUtilization: z.int32().optional().meta({ title: "Average utilization", description: percentage }),
        targetAverageValue: Quantity.optional().meta({
          title: "Average value",
          description: "Average over the pods as an amount, such as `500m`.",
        }),
      })
      .optional()
      .meta({ title: "Container resource", description: "CPU or memory of one container of the pods." }),
    pods: z
      .object({
        metricName: z.string().meta({ title: "Metric name", description: "Name of the metric." }),
        selector: LabelSelector.optional(),
        targetAverageValue: Quantity.meta({ title: "Average value", description: "Average over the pods to keep to." }),
      })
      .optional()
      .meta({ title: "Pods", description: "A custom metric of the pods." }),
    object: z
      .object({
        target: z
          .object({
            kind: z.string().meta({ title: "Kind", description: "Kind of the object." }),
            name: z.string().meta({ title: "Name", description: "Name of the object." }),
            apiVersion: z.string().optional().meta({ title: "API version", description: "API version of the object." }),
          })
          .meta({ title: "Target", description: "The object that is measured." }),
        metricName: z.string().meta({ title: "Metric name", description: "Name of the metric." }),
        selector: LabelSelector.optional(),
        targetValue: Quantity.meta({ title: "Value", description: "Value to keep to." }),
        averageValue: Quantity.optional().meta({
          title: "Average value",
          description: "Average over the pods to keep to.",
        }),
      })
      .optional()
      .meta({ title: "Object", description: "A metric of another Kubernetes object." }),
    external: z
      .object({
        metricName: z.string().meta({ title: "Metric name", description: "Name of the metric." }),
        metricSelector: LabelSelector.optional(),
        targetValue: Quantity.optional().meta({
          title: "Value",
          description: "Value to keep to. Not together with `targetAverageValue`.",
        }),
        targetAverageValue: Quantity.optional().meta({
          title: "Average value",
          description: "Average over the pods to keep to.",
        }),
      })
      .optional()
      .meta({ title: "External", description: "A metric from outside the cluster." }),
  })
  .meta({ id: "OldMetricSpec", title: "Metric (old form)" });

export const HpaSpec = z
  .object({
    minReplicas: z.int32().optional().meta({ title: "Least replicas", description: "Fewest pods. Default: 1." }),
    maxReplicas: z.int32().meta({ title: "Most replicas", description: "Most pods. Required." }),
    metricsv2: z.array(MetricSpec).optional().meta({
      title: "Metrics",
      description: "Metrics in the shape of autoscaling/v2, the one to write. Ignored where `metrics` is set too.",
    }),
    metrics: z.array(OldMetricSpec).optional().meta({
      title: "Metrics (old form)",
      description:
        "Metrics in the old shape of autoscaling/v2beta1, such as `targetAverageUtilization`. Takes precedence over `metricsv2`.",
    }),
  })
  .meta({
    id: "HpaSpec",
    title: "Horizontal pod autoscaler",
    description:
      "Scales this component with a HorizontalPodAutoscaler. `replicas` is then ignored, and so is this where `kedaSpec` is set. Must stand in the same item as the `spec` it scales.",
  });

export const KedaSpec = z
  .object({
    triggers: z
      .array(
        z.object({
          type: z
            .string()
            .meta({ title: "Type", description: "Kind of scaler, such as `prometheus`, `kafka` or `cpu`." }),
          metadata: z
            .record(z.string(), z.string())
            .meta({ title: "Settings", description: "Settings of the scaler. Values are strings: quote numbers." }),
          name: z.string().optional().meta({ title: "Name", description: "Name of the trigger." }),
          metricType: suggested({
            AverageValue: "Per pod.",
            Value: "In all.",
            Utilization: "In percent of the request, for `cpu` and `memory`.",
          })
            .optional()
            .meta({ title: "Metric type", description: "How the metric is compared." }),
          authenticationRef: z
            .object({
              name: z.string().meta({ title: "Name", description: "Name of the TriggerAuthentication." }),
              kind: suggested({
                TriggerAuthentication: "In the same namespace. The default.",
                ClusterTriggerAuthentication: "For all namespaces.",
              })
                .optional()
                .meta({ title: "Kind", description: "Kind of the reference." }),
            })
            .optional()
            .meta({ title: "Authentication", description: "Credentials of the scaler." }),
        }),
      )
      .meta({ title: "Triggers", description: "What to scale by. Required." }),
    minReplicaCount: z.int32().optional().meta({ title: "Least replicas", description: "Fewest pods. Default: 0." }),
    maxReplicaCount: z.int32().optional().meta({ title: "Most replicas", description: "Most pods. Default: 100." }),
    idleReplicaCount: z.int32().optional().meta({
      title: "Idle replicas",
      description: "Pods while no trigger is active; must be below `minReplicaCount`.",
    }),
    pollingInterval: z.int32().optional().meta({
      title: "Polling interval",
      description: "Seconds between two looks at the triggers. Default: 30.",
    }),
    cooldownPeriod: z.int32().optional().meta({
      title: "Cool-down",
      description: "Seconds after the last active trigger before scaling to zero. Default: 300.",
    }),
    fallback: z
      .object({
        failureThreshold: z
          .int32()
          .meta({ title: "Failures", description: "Failures of a scaler in a row before the fallback applies." }),
        replicas: z.int32().meta({ title: "Replicas", description: "Pods while it applies." }),
      })
      .optional()
      .meta({ title: "Fallback", description: "Number of pods while a scaler cannot be asked." }),
    advanced: z
      .object({
        restoreToOriginalReplicaCount: z.boolean().optional().meta({
          title: "Restore replicas",
          description:
            "Goes back to the number of pods from before when the ScaledObject is deleted. Default: `false`.",
        }),
        horizontalPodAutoscalerConfig: z
          .object({
            behavior: HorizontalPodAutoscalerBehavior.optional().meta({
              title: "Behavior",
              description: "How fast to scale.",
            }),
          })
          .optional()
          .meta({ title: "Autoscaler", description: "Settings of the HorizontalPodAutoscaler that KEDA makes." }),
      })
      .optional()
      .meta({ title: "Advanced", description: "Settings that are rarely needed." }),
  })
  .meta({
    id: "KedaSpec",
    title: "KEDA scaler",
    description:
      "Scales this component with KEDA; wins over `hpaSpec`. Where the operator was installed without `keda.enabled` it is ignored in silence, and `replicas` with it.",
  });

export const PdbSpec = z
  .object({
    minAvailable: podCount()
      .optional()
      .meta({ title: "Least available", description: "Pods that must stay up, as a number or in percent." }),
    maxUnavailable: podCount().optional().meta({
      title: "Most unavailable",
      description: "Pods that may be down, as a number or in percent. Not together with `minAvailable`.",
    }),
  })
  .meta({
    id: "PdbSpec",
    title: "Pod disruption budget",
    description:
      "A PodDisruptionBudget. The operator has it select all pods of the deployment, not only those of this component.",
  });
