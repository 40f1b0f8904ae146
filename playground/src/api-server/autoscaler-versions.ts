// HorizontalPodAutoscalers have two versions with one storage: v2, in which they are kept, and v1, which knows only a share of CPU.
import type { KubeObject } from "../kubernetes/objects.ts";
import { isObject, listAt, objectAt, textAt, valueAt, type JsonObject } from "../support/json.ts";
import type { Conversion } from "./resource.ts";

export const autoscalerConversion: Conversion = { toStored: toV2, fromStored: toV1 };

function toV2(autoscaler: KubeObject): KubeObject {
  const { targetCPUUtilizationPercentage: target, ...spec } = objectAt(autoscaler, "spec");
  const metrics =
    typeof target === "number"
      ? [{ type: "Resource", resource: { name: "cpu", target: { type: "Utilization", averageUtilization: target } } }]
      : [];
  return { ...autoscaler, apiVersion: "autoscaling/v2", spec: { ...spec, ...(metrics.length > 0 && { metrics }) } };
}

/** Metrics other than CPU have no place in v1; the real server puts them into an annotation, which nobody here reads. */
function toV1(autoscaler: KubeObject): KubeObject {
  const { metrics: _metrics, behavior: _behavior, ...spec } = objectAt(autoscaler, "spec");
  const { currentMetrics: _current, conditions: _conditions, ...status } = objectAt(autoscaler, "status");
  const target = cpuTarget(autoscaler);
  const v1: JsonObject = typeof target === "number" ? { ...spec, targetCPUUtilizationPercentage: target } : spec;
  return { ...autoscaler, apiVersion: "autoscaling/v1", spec: v1, ...(isObject(autoscaler["status"]) && { status }) };
}

function cpuTarget(autoscaler: KubeObject): unknown {
  const cpu = listAt(autoscaler, "spec", "metrics").find(metric => textAt(metric, "resource", "name") === "cpu");
  return valueAt(cpu, "resource", "target", "averageUtilization");
}
