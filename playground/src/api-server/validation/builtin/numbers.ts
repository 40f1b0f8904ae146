// Checks of numbers that many fields share.
import type { FieldError } from "../../../kubernetes/objects.ts";
import { invalid } from "../field-errors.ts";
import { isPortName, isPortNumber } from "../names.ts";

/** Mistakes of a number that may not be negative; a missing one is none. */
export function nonNegative(value: unknown, field: string): FieldError[] {
  return typeof value === "number" && value < 0 ? [invalid(field, value, "must be greater than or equal to 0")] : [];
}

/** Mistakes of a port given by number or name, such as a probe's; a missing one is zero. */
export function portOrName(value: unknown, field: string): FieldError[] {
  if (typeof value === "string") return isPortName(value).map(text => invalid(field, value, text));
  const port = typeof value === "number" ? value : 0;
  return isPortNumber(port).map(text => invalid(field, port, text));
}

/** Whether a value is missing or what a Go struct begins with, which is the same once it is decoded. */
export function isEmpty(value: unknown): boolean {
  return value === undefined || value === null || value === "" || value === 0;
}
