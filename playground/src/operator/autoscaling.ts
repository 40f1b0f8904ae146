// What scales a component or holds its pods together: HPA, KEDA ScaledObject, PodDisruptionBudget (seldon-facts §1.4, §5.7, §5.8).
import type { ScaledObject } from "../kubernetes/ingress-types.ts";
import type { KubeObject } from "../kubernetes/objects.ts";
import type { KedaSpec, MetricV2Beta1, SeldonPodSpec } from "../kubernetes/seldon-types.ts";
import type { Deployment, HorizontalPodAutoscaler, PodDisruptionBudget } from "../kubernetes/workload-types.ts";
import type { Components } from "./components.ts";

/** All three take the Deployment's name. `kedaSpec` wins over `hpaSpec`; both leave the number of replicas to the autoscaler. */
export function addScaling(
  components: Components,
  deployment: Deployment,
  podSpec: SeldonPodSpec,
  replicas: number | undefined,
): void {
  if (podSpec.kedaSpec) components.scaledObjects.push(scaledObject(deployment, podSpec.kedaSpec));
  else if (podSpec.hpaSpec) components.autoscalers.push(autoscaler(deployment, podSpec.hpaSpec));
  else if (replicas !== undefined) deployment.spec.replicas = replicas;
  if (podSpec.pdbSpec) components.disruptionBudgets.push(disruptionBudget(deployment, podSpec.pdbSpec));
}

function scaledObject(deployment: Deployment, keda: KedaSpec): ScaledObject {
  return {
    apiVersion: "keda.sh/v1alpha1",
    kind: "ScaledObject",
    metadata: metadataLike(deployment),
    spec: { ...keda, scaleTargetRef: targetOf(deployment) },
  };
}

function autoscaler(deployment: Deployment, hpa: NonNullable<SeldonPodSpec["hpaSpec"]>): HorizontalPodAutoscaler {
  const metrics = hpa.metrics && hpa.metrics.length > 0 ? hpa.metrics.map(convertMetric) : hpa.metricsv2;
  return {
    apiVersion: "autoscaling/v2",
    kind: "HorizontalPodAutoscaler",
    metadata: metadataLike(deployment),
    spec: {
      scaleTargetRef: targetOf(deployment),
      maxReplicas: hpa.maxReplicas,
      ...(hpa.minReplicas === undefined ? {} : { minReplicas: hpa.minReplicas }),
      ...(metrics === undefined ? {} : { metrics }),
    },
  };
}

// The selector covers all pods of the SeldonDeployment, not those of the component.
function disruptionBudget(deployment: Deployment, budget: NonNullable<SeldonPodSpec["pdbSpec"]>): PodDisruptionBudget {
  const metadata = metadataLike(deployment);
  return {
    apiVersion: "policy/v1",
    kind: "PodDisruptionBudget",
    metadata,
    spec: { ...budget, selector: { matchLabels: { ...metadata.labels } } },
  };
}

function metadataLike(deployment: Deployment): KubeObject["metadata"] {
  const { name, namespace, labels } = deployment.metadata;
  return {
    name,
    ...(namespace === undefined ? {} : { namespace }),
    labels: { "seldon-deployment-id": labels?.["seldon-deployment-id"] ?? "" },
  };
}

function targetOf(deployment: Deployment): { apiVersion: string; kind: string; name: string } {
  return { apiVersion: "apps/v1", kind: "Deployment", name: deployment.metadata.name };
}

// From the shape of autoscaling/v2beta1 to that of v2. A target that v2beta1 does not know has been dropped by the CRD (F38).
function convertMetric(metric: MetricV2Beta1): Record<string, unknown> {
  const resource = record(metric["resource"]);
  const container = record(metric["containerResource"]);
  const pods = record(metric["pods"]);
  const object = record(metric["object"]);
  const external = record(metric["external"]);
  return {
    type: metric.type,
    ...(resource ? { resource: { name: resource["name"], target: resourceTarget(resource) } } : {}),
    ...(container
      ? {
          containerResource: {
            name: container["name"],
            container: container["container"],
            target: resourceTarget(container),
          },
        }
      : {}),
    ...(pods
      ? {
          pods: {
            metric: identifier(pods["metricName"], pods["selector"]),
            target: { type: "AverageValue", averageValue: pods["targetAverageValue"] },
          },
        }
      : {}),
    ...(object
      ? {
          object: {
            describedObject: object["target"],
            metric: identifier(object["metricName"], object["selector"]),
            target: valueTarget(object["targetValue"], object["averageValue"]),
          },
        }
      : {}),
    ...(external
      ? {
          external: {
            metric: identifier(external["metricName"], external["metricSelector"]),
            target: valueTarget(external["targetValue"], external["targetAverageValue"]),
          },
        }
      : {}),
  };
}

function resourceTarget(source: Record<string, unknown>): Record<string, unknown> {
  const utilization = source["targetAverageUtilization"];
  return utilization === undefined
    ? { type: "AverageValue", averageValue: source["targetAverageValue"] }
    : { type: "Utilization", averageUtilization: utilization };
}

function valueTarget(value: unknown, average: unknown): Record<string, unknown> {
  return average === undefined ? { type: "Value", value } : { type: "AverageValue", averageValue: average };
}

function identifier(name: unknown, selector: unknown): Record<string, unknown> {
  return { name, ...(selector === undefined ? {} : { selector }) };
}

function record(value: unknown): Record<string, unknown> | undefined {
  return typeof value === "object" && value !== null ? { ...value } : undefined;
}
