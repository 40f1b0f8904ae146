// What the API server finds wrong with a container's requests and limits.
import type { FieldError } from "../../../kubernetes/objects.ts";
import { invalid, required } from "../field-errors.ts";
import { objectAt } from "../../../support/json.ts";
import { isQualifiedName } from "../names.ts";
import { formatQuantity, NANO, parseQuantity, type Quantity } from "../../../kubernetes/quantity.ts";

const STANDARD: ReadonlySet<string> = new Set(["cpu", "memory", "ephemeral-storage"]);

/** Mistakes of limits, then of requests. Amounts that are none the decoder has refused before. */
export function validateResources(resources: unknown, path: string): FieldError[] {
  const limits = Object.entries(objectAt(resources, "limits"));
  const requests = Object.entries(objectAt(resources, "requests"));
  const limitOf = new Map(limits);
  return [
    ...limits.flatMap(([name, amount]) => validateAmount(name, amount, `${path}.limits[${name}]`)),
    ...requests.flatMap(([name, amount]) => [
      ...validateAmount(name, amount, `${path}.requests[${name}]`),
      ...againstLimit(name, amount, limitOf.get(name), path),
    ]),
  ];
}

function validateAmount(name: string, amount: unknown, field: string): FieldError[] {
  const quantity = parseQuantity(amount);
  return [
    ...validateName(name, field),
    ...(quantity !== undefined && quantity.nanos < 0n
      ? [invalid(field, formatQuantity(quantity), "must be greater than or equal to 0")]
      : []),
    ...(quantity !== undefined && !canBeOvercommitted(name) && quantity.nanos % NANO !== 0n
      ? [notWhole(quantity, field)]
      : []),
  ];
}

function validateName(name: string, field: string): FieldError[] {
  const mistakes = isQualifiedName(name);
  if (mistakes.length > 0) return mistakes.map(text => invalid(field, name, text));
  if (name.includes("/") || STANDARD.has(name) || name.startsWith("hugepages-")) return [];
  return [
    invalid(field, name, "must be a standard resource type or fully qualified"),
    invalid(field, name, "must be a standard resource for containers"),
  ];
}

function againstLimit(name: string, amount: unknown, limit: unknown, path: string): FieldError[] {
  const wanted = parseQuantity(amount);
  const most = parseQuantity(limit);
  if (wanted === undefined) return [];
  const shown = formatQuantity(wanted);
  if (canBeOvercommitted(name)) {
    return most !== undefined && wanted.nanos > most.nanos
      ? [invalid(`${path}.requests`, shown, `must be less than or equal to ${name} limit`)]
      : [];
  }
  if (most === undefined) {
    return [required(`${path}.limits`, "Limit must be set for non overcommitable resources")];
  }
  return most.nanos === wanted.nanos ? [] : [invalid(`${path}.requests`, shown, `must be equal to ${name} limit`)];
}

/** A node's own resources can be promised more than once; devices and huge pages cannot. */
function canBeOvercommitted(name: string): boolean {
  return STANDARD.has(name) || (!name.includes("/") && !name.startsWith("hugepages-"));
}

/** Devices come whole. The message shows Go's inside of the amount. */
function notWhole({ nanos }: Quantity, field: string): FieldError {
  let value = nanos;
  let scale = -9;
  while (value % 10n === 0n) {
    value /= 10n;
    scale += 1;
  }
  const inside = `resource.Quantity{i:resource.int64Amount{value:${value}, scale:${scale}}, d:resource.infDecAmount{Dec:(*inf.Dec)(nil)}, s:"", Format:"DecimalSI"}`;
  return { type: "FieldValueInvalid", field, detail: `Invalid value: ${inside}: must be an integer` };
}
