// What the API server finds wrong with security contexts, of pods and containers alike.
import type { FieldError } from "../../../kubernetes/objects.ts";
import { invalid } from "../field-errors.ts";
import { objectAt } from "../../../support/json.ts";

const LARGEST_INT32 = 2 ** 31 - 1;

/** Numbers of users and groups in a security context, of a pod or a container. */
export function validateUsers(context: unknown, path: string): FieldError[] {
  const entries = Object.entries(objectAt(context));
  return ["fsGroup", "runAsUser", "runAsGroup"].flatMap(name =>
    entries
      .filter(([key, value]) => key === name && typeof value === "number" && (value < 0 || value > LARGEST_INT32))
      .map(([, value]) => invalid(`${path}.${name}`, value, `must be between 0 and ${LARGEST_INT32}, inclusive`)),
  );
}
