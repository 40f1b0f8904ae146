// The webhook's refusals: its one kind of mistake, and the Status around a list of them (seldon-facts §2.1).
import { invalidStatus } from "../api-server/validation/invalid-status.ts";
import { quoted } from "../api-server/validation/json-values.ts";
import type { FieldError, Status } from "../kubernetes/objects.ts";

/** `Invalid value: "<value>": <message>`, the only kind of mistake that the webhook knows. */
export function invalid(field: string, value: string, message: string): FieldError {
  return { type: "FieldValueInvalid", field, detail: `Invalid value: ${quoted(value)}: ${message}` };
}

/**
 * The webhook's own Status, to which the API server adds who has denied the request. `name` is the deprecated `spec.name`, and
 * the group is misspelt as in the operator.
 */
export function refusalStatus(name: string, errors: readonly FieldError[]): Status {
  return invalidStatus("SeldonDeployment", "machinelearing.seldon.io", name, errors);
}
