// What the API server finds wrong with a HorizontalPodAutoscaler.
import type { FieldError } from "../../../kubernetes/objects.ts";
import { isObject, type JsonObject, listAt, objectAt } from "../../../support/json.ts";
import { required } from "../field-errors.ts";

/** Metrics of a resource need something to aim at (failure-modes F38). */
export function validateAutoscaler(spec: JsonObject): FieldError[] {
  return listAt(spec, "metrics").flatMap((metric, index) => {
    if (!isObject(metric) || !isObject(metric["resource"])) return [];
    const target = objectAt(metric["resource"], "target");
    if (target["averageUtilization"] !== undefined || target["averageValue"] !== undefined) return [];
    const field = `spec.metrics[${index}].resource.target.averageUtilization`;
    return [required(field, "must set either a target raw value or a target utilization")];
  });
}
