// Judges values by a CRD's schema, in the words of Kubernetes' OpenAPI validation.
import type { FieldError } from "../../kubernetes/objects.ts";
import { isObject } from "../../support/json.ts";
import { isList, join } from "./json-values.ts";
import { isOfFormat } from "./schema-formats.ts";
import { schemaOfField } from "./schema-pruning.ts";
import type { StructuralSchema } from "./structural-schema.ts";

/** All mistakes of a value and what it holds. `format: int32` is no limit: the API server looks at text formats only. */
export function validateValue(value: unknown, schema: StructuralSchema, path: string): FieldError[] {
  const types = typesOf(schema);
  const actual = jsonType(value);
  const isNull = value === null && schema.nullable === true;
  const isOfType = types.length === 0 || types.includes(actual) || (actual === "integer" && types.includes("number"));
  const errors = isNull || isOfType ? [] : [wrongType(path, types.join(","), actual)];
  if (value !== null) errors.push(...notInEnum(value, schema, path));
  if (errors.length > 0) return errors;
  if (typeof value === "string") return validateText(value, schema, path);
  if (typeof value === "number") return validateNumber(value, schema, path);
  if (isList(value)) return validateItems(value, schema, path);
  return isObject(value) ? validateFields(value, schema, path) : [];
}

function validateFields(value: Record<string, unknown>, schema: StructuralSchema, path: string): FieldError[] {
  const errors = Object.entries(value).flatMap(([field, item]) => {
    const known = schemaOfField(schema, field);
    return known === undefined || known === true ? [] : validateValue(item, known, join(path, field));
  });
  const missing = (schema.required ?? []).filter(field => !Object.hasOwn(value, field));
  errors.push(
    ...missing.map((field): FieldError => ({
      type: "FieldValueRequired",
      field: join(path, field),
      detail: "Required value",
    })),
  );
  const count = Object.keys(value).length;
  if (schema.maxProperties !== undefined && count > schema.maxProperties) {
    errors.push(tooMany(path, count, schema.maxProperties));
  }
  return errors;
}

function validateItems(value: readonly unknown[], schema: StructuralSchema, path: string): FieldError[] {
  const { items, minItems, maxItems } = schema;
  const errors =
    items === undefined ? [] : value.flatMap((item, index) => validateValue(item, items, `${path}[${index}]`));
  if (minItems !== undefined && value.length < minItems) {
    errors.push(invalid(path, value.length, `should have at least ${minItems} items`));
  }
  if (maxItems !== undefined && value.length > maxItems) errors.push(tooMany(path, value.length, maxItems));
  return errors;
}

function validateText(value: string, schema: StructuralSchema, path: string): FieldError[] {
  const errors: FieldError[] = [];
  const { minLength, maxLength, pattern, format } = schema;
  const length = Array.from(value).length;
  if (maxLength !== undefined && length > maxLength) {
    errors.push({ type: "FieldValueTooLong", field: path, detail: `Too long: may not be longer than ${maxLength}` });
  }
  if (minLength !== undefined && length < minLength) {
    errors.push(invalid(path, value, `should be at least ${minLength} chars long`));
  }
  if (pattern !== undefined && !matches(value, pattern)) {
    errors.push(invalid(path, value, `should match '${pattern}'`));
  }
  if (format !== undefined && !isOfFormat(value, format)) {
    errors.push(wrongType(path, format, value));
  }
  return errors;
}

/** Patterns are Go's: one that JavaScript cannot read is taken as fulfilled. */
function matches(value: string, pattern: string): boolean {
  try {
    return new RegExp(pattern).test(value);
  } catch {
    return true;
  }
}

function validateNumber(value: number, schema: StructuralSchema, path: string): FieldError[] {
  const { minimum, maximum, exclusiveMinimum, exclusiveMaximum } = schema;
  const errors: FieldError[] = [];
  if (maximum !== undefined && (value > maximum || (exclusiveMaximum === true && value === maximum))) {
    errors.push(
      invalid(path, value, `should be less than ${exclusiveMaximum === true ? "" : "or equal to "}${maximum}`),
    );
  }
  if (minimum !== undefined && (value < minimum || (exclusiveMinimum === true && value === minimum))) {
    errors.push(
      invalid(path, value, `should be greater than ${exclusiveMinimum === true ? "" : "or equal to "}${minimum}`),
    );
  }
  return errors;
}

function notInEnum(value: unknown, schema: StructuralSchema, path: string): FieldError[] {
  const allowed = schema.enum;
  if (allowed === undefined || allowed.some(item => JSON.stringify(item) === JSON.stringify(value))) return [];
  const words = allowed.map(item => JSON.stringify(typeof item === "string" ? item : JSON.stringify(item)));
  const detail = `Unsupported value: ${JSON.stringify(value)}: supported values: ${words.join(", ")}`;
  return [{ type: "FieldValueNotSupported", field: path, detail }];
}

function typesOf(schema: StructuralSchema): readonly string[] {
  if (schema["x-kubernetes-int-or-string"] === true) return ["integer", "string"];
  return schema.type === undefined ? [] : [schema.type];
}

function jsonType(value: unknown): string {
  if (value === null) return "null";
  if (isList(value)) return "array";
  if (typeof value === "number") return isGoInteger(value) ? "integer" : "number";
  return typeof value;
}

/** Whole numbers beyond 64 bits are floating point to Go. */
function isGoInteger(value: number): boolean {
  return Number.isInteger(value) && Math.abs(value) < 2 ** 63;
}

function wrongType(path: string, wanted: string, actual: string): FieldError {
  const shown = JSON.stringify(actual);
  const detail = `Invalid value: ${shown}: ${path} in body must be of type ${wanted}: ${shown}`;
  return { type: "FieldValueTypeInvalid", field: path, detail };
}

function invalid(path: string, value: string | number, message: string): FieldError {
  const detail = `Invalid value: ${JSON.stringify(value)}: ${path} in body ${message}`;
  return { type: "FieldValueInvalid", field: path, detail };
}

function tooMany(path: string, count: number, most: number): FieldError {
  return { type: "FieldValueTooMany", field: path, detail: `Too many: ${count}: must have at most ${most} items` };
}
