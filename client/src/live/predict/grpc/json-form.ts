// Between JSON and protobuf messages, as protobuf itself has it: names in camelCase, Value and Struct as plain JSON, bytes as base64,
// 64-bit numbers as numbers where they are safe and as text where not, enums by name.
import * as l10n from "@vscode/l10n";
import protobuf, { type Field, type Message, type Type } from "protobufjs";

type JsonObject = Readonly<Record<string, unknown>>;

/** Bytes of a message. @throws an Error that names the field that does not fit */
export function encodeJson(type: Type, value: unknown): Uint8Array {
  return type.encode(type.create(toProperties(type, value, type.name))).finish();
}

/** A message as JSON. What the wire leaves out (0, false, "", empty lists) is not there. */
export function decodeJson(type: Type, bytes: Uint8Array): unknown {
  return fromMessage(type, type.decode(bytes));
}

function toProperties(type: Type, value: unknown, path: string): Record<string, unknown> {
  const special = SPECIAL[type.fullName];
  if (special) return special.write(value);
  if (!isObject(value)) throw wrong(path, l10n.t("an object"), value);
  const properties: Record<string, unknown> = {};
  for (const [key, item] of Object.entries(value)) {
    const field = fieldOf(type, key);
    if (!field) throw new Error(`${path} has no field "${key}".`);
    if (item !== undefined && (item !== null || isValue(field)))
      properties[field.name] = toField(field, item, `${path}.${key}`);
  }
  return properties;
}

/** JSON may say `modelName` or `model_name`. */
function fieldOf(type: Type, key: string): Field | undefined {
  return type.fields[key] ?? type.fieldsArray.find(field => protobuf.util.camelCase(field.name) === key);
}

/** Null is a value of `Value` itself; everywhere else it means that nothing is there. */
function isValue(field: Field): boolean {
  return field.resolvedType?.fullName === VALUE;
}

function toField(field: Field, value: unknown, path: string): unknown {
  if (field instanceof protobuf.MapField) {
    if (!isObject(value)) throw wrong(path, l10n.t("an object"), value);
    return Object.fromEntries(
      Object.entries(value).map(([key, item]) => [key, toSingle(field, item, `${path}.${key}`)]),
    );
  }
  if (!field.repeated) return toSingle(field, value, path);
  if (!Array.isArray(value)) throw wrong(path, l10n.t("a list"), value);
  return value.map((item, index) => toSingle(field, item, `${path}[${index}]`));
}

function toSingle({ resolvedType, type }: Field, value: unknown, path: string): unknown {
  if (resolvedType instanceof protobuf.Enum) {
    const number = typeof value === "string" ? resolvedType.values[value] : value;
    if (typeof number !== "number")
      throw wrong(path, l10n.t`one of ${Object.keys(resolvedType.values).join(", ")}`, value);
    return number;
  }
  if (resolvedType) return toProperties(resolvedType, value, path);
  if (type === "string") return checked(value, "string", path);
  if (type === "bool") return checked(value, "boolean", path);
  if (type === "bytes") return Buffer.from(String(checked(value, "string", path)), "base64");
  return toNumber(type, value, path);
}

function toNumber(type: string, value: unknown, path: string): unknown {
  const isWide = type in protobuf.types.long && type.endsWith("64");
  if (isWide && typeof value === "string" && /^-?\d+$/.test(value)) return value;
  const number = typeof value === "string" && NOT_FINITE.includes(value) ? Number(value) : value;
  if (typeof number !== "number") throw wrong(path, l10n.t("a number"), value);
  const isWhole = type !== "double" && type !== "float";
  if (isWhole && !Number.isInteger(number)) throw wrong(path, l10n.t("a whole number"), value);
  return number;
}

/** As protobuf's JSON writes them. */
const NOT_FINITE = ["NaN", "Infinity", "-Infinity"];

function checked(value: unknown, wanted: "string" | "boolean", path: string): unknown {
  if (typeof value === wanted) return value;
  throw wrong(path, wanted === "string" ? l10n.t("a text") : l10n.t("true or false"), value);
}

function wrong(path: string, wanted: string, value: unknown): Error {
  const given = value === undefined ? "nothing" : JSON.stringify(value).slice(0, 60);
  return new Error(`${path} has to be ${wanted}, and is ${given}.`);
}

function fromMessage(type: Type, message: Message | JsonObject): unknown {
  // Of a message's class only what was on the wire is its own.
  const properties: JsonObject = Object.fromEntries(Object.entries(message));
  const special = SPECIAL[type.fullName];
  if (special) return special.read(properties);
  const result: Record<string, unknown> = {};
  for (const field of type.fieldsArray) {
    const value = properties[field.name];
    if (value === undefined || value === null || (field.repeated && isEmptyList(value))) continue;
    if (field instanceof protobuf.MapField && isObject(value) && Object.keys(value).length === 0) continue;
    result[protobuf.util.camelCase(field.name)] = fromField(field, value);
  }
  return result;
}

function isEmptyList(value: unknown): boolean {
  return Array.isArray(value) && value.length === 0;
}

function fromField(field: Field, value: unknown): unknown {
  if (Array.isArray(value)) return value.map(item => fromSingle(field, item));
  if (field instanceof protobuf.MapField && isObject(value))
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, fromSingle(field, item)]));
  return fromSingle(field, value);
}

function fromSingle({ resolvedType }: Field, value: unknown): unknown {
  if (resolvedType instanceof protobuf.Enum)
    return typeof value === "number" ? (resolvedType.valuesById[value] ?? value) : value;
  if (resolvedType) return isObject(value) ? fromMessage(resolvedType, value) : value;
  if (value instanceof Uint8Array) return Buffer.from(value).toString("base64");
  if (isWideNumber(value)) return safeNumber(String(value));
  if (typeof value === "number" && !Number.isFinite(value)) return String(value);
  return value;
}

/** How protobufjs reads 64 bits. */
function isWideNumber(value: unknown): boolean {
  return isObject(value) && "low" in value && "high" in value;
}

function safeNumber(text: string): number | string {
  const number = Number(text);
  return Number.isSafeInteger(number) ? number : text;
}

interface Special {
  readonly write: (value: unknown) => Record<string, unknown>;
  readonly read: (properties: JsonObject) => unknown;
}

const VALUE = ".google.protobuf.Value";

/** Messages that JSON writes in a way of their own. */
const SPECIAL: Readonly<Record<string, Special>> = {
  [VALUE]: { write: writeValue, read: readValue },
  ".google.protobuf.Struct": { write: value => writeStruct(isObject(value) ? value : {}), read: readStruct },
  ".google.protobuf.ListValue": { write: value => writeList(Array.isArray(value) ? value : [value]), read: readList },
};

function writeValue(value: unknown): Record<string, unknown> {
  if (typeof value === "number") return { numberValue: value };
  if (typeof value === "string") return { stringValue: value };
  if (typeof value === "boolean") return { boolValue: value };
  if (Array.isArray(value)) return { listValue: writeList(value) };
  return isObject(value) ? { structValue: writeStruct(value) } : { nullValue: 0 };
}

function writeList(values: readonly unknown[]): Record<string, unknown> {
  return { values: values.map(writeValue) };
}

function writeStruct(value: JsonObject): Record<string, unknown> {
  return { fields: Object.fromEntries(Object.entries(value).map(([key, item]) => [key, writeValue(item)])) };
}

function readValue(properties: JsonObject): unknown {
  const { listValue, structValue } = properties;
  if (isObject(listValue)) return readList(listValue);
  if (isObject(structValue)) return readStruct(structValue);
  const number = properties["numberValue"];
  if (typeof number === "number" && !Number.isFinite(number)) return String(number);
  return number ?? properties["stringValue"] ?? properties["boolValue"] ?? null;
}

function readList({ values }: JsonObject): unknown[] {
  return Array.isArray(values) ? values.map(item => (isObject(item) ? readValue({ ...item }) : null)) : [];
}

function readStruct({ fields }: JsonObject): Record<string, unknown> {
  const entries = isObject(fields) ? Object.entries(fields) : [];
  return Object.fromEntries(entries.map(([key, item]) => [key, isObject(item) ? readValue({ ...item }) : null]));
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
