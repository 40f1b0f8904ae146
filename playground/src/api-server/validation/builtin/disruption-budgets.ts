// What the API server finds wrong with a PodDisruptionBudget.
import type { FieldError } from "../../../kubernetes/objects.ts";
import type { JsonObject } from "../../../support/json.ts";
import { invalid } from "../field-errors.ts";

/** Mistakes of its spec (failure-modes F68). */
export function validateDisruptionBudget(spec: JsonObject): FieldError[] {
  const hasBoth = spec["minAvailable"] !== undefined && spec["maxUnavailable"] !== undefined;
  return hasBoth ? [invalid("spec", spec, "minAvailable and maxUnavailable cannot be both set")] : [];
}
