// Makes Kubernetes' field errors, whose texts follow a few forms.
import type { FieldError } from "../../kubernetes/objects.ts";
import { quoted } from "./json-values.ts";

/** `Required value` or `Required value: <detail>`. */
export function required(field: string, detail = ""): FieldError {
  return { type: "FieldValueRequired", field, detail: withDetail("Required value", detail) };
}

/** `Invalid value: <value>: <detail>`. */
export function invalid(field: string, value: unknown, detail: string): FieldError {
  return { type: "FieldValueInvalid", field, detail: withDetail(`Invalid value: ${shown(value)}`, detail) };
}

/** `Duplicate value: <value>`. */
export function duplicate(field: string, value: unknown): FieldError {
  return { type: "FieldValueDuplicate", field, detail: `Duplicate value: ${shown(value)}` };
}

/** `Not found: <value>`. */
export function notFound(field: string, value: unknown): FieldError {
  return { type: "FieldValueNotFound", field, detail: `Not found: ${shown(value)}` };
}

/** `Unsupported value: <value>: supported values: "a", "b"`. */
export function notSupported(field: string, value: unknown, supported: readonly string[]): FieldError {
  const words = `supported values: ${supported.map(quoted).join(", ")}`;
  return { type: "FieldValueNotSupported", field, detail: `Unsupported value: ${shown(value)}: ${words}` };
}

/** `Forbidden: <detail>`. */
export function forbidden(field: string, detail: string): FieldError {
  return { type: "FieldValueForbidden", field, detail: withDetail("Forbidden", detail) };
}

/** Text in quotes as Go has it, all else as JSON. */
function shown(value: unknown): string {
  return typeof value === "string" ? quoted(value) : JSON.stringify(value ?? null);
}

function withDetail(text: string, detail: string): string {
  return detail === "" ? text : `${text}: ${detail}`;
}
