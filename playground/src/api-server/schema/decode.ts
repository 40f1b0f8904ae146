// Reads an object of a built-in kind as the API server's Go types would: what they do not know is dropped and named, what does
// not fit is refused in the words of Go's JSON decoder, and null is the same as absent.
import { isObject, type JsonObject } from "../../support/json.ts";
import { resolve } from "./builtin-schemas.ts";
import { propertyOf, type Schema } from "./schema.ts";

export interface Decoded {
  readonly object: JsonObject;
  /** Paths of the fields that the kind does not have, such as `spec.template.spec.containers[0].imagee`. */
  readonly unknownFields: readonly string[];
  /** The decoder's words about a value of the wrong type. */
  readonly error: string | undefined;
}

interface Walk {
  readonly unknownFields: string[];
  error: string | undefined;
}

/** Where a value stands: as strict errors print it, as Go's decoder prints it, and the struct that holds it. */
interface Place {
  readonly path: string;
  readonly goPath: string;
  readonly struct: Schema | undefined;
}

const QUANTITY = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[KMGTPE]i|[numkMGTPE]|[eE][+-]?\d+)?$/;
const QUANTITY_ERROR = "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'";

/** Decodes an object against the schema of its kind. */
export function decodeBuiltin(schema: Schema, object: JsonObject): Decoded {
  const walk: Walk = { unknownFields: [], error: undefined };
  const decoded = decodeValue(schema, object, { path: "", goPath: "", struct: undefined }, walk);
  return { object: isObject(decoded) ? decoded : {}, unknownFields: walk.unknownFields, error: walk.error };
}

function decodeValue(schema: Schema | undefined, value: unknown, place: Place, walk: Walk): unknown {
  const type = resolve(schema);
  if (!type || type["x-kubernetes-preserve-unknown-fields"] === true) return value;
  if (type["x-kubernetes-int-or-string"] === true) return decodeIntOrString(type, value, place, walk);
  if (type.type === "array") return decodeList(type, value, place, walk);
  if (type.type !== "object") return decodeScalar(type, value, place, walk);
  if (!isObject(value)) return mismatch(schema, value, place, walk);
  const map = type.additionalProperties;
  if (typeof map === "object") return decodeMap(map, value, place, walk);
  return type.properties ? decodeStruct(schema, type.properties, value, place, walk) : value;
}

function decodeStruct(
  schema: Schema | undefined,
  properties: Readonly<Record<string, Schema>>,
  value: JsonObject,
  place: Place,
  walk: Walk,
): JsonObject {
  const result: JsonObject = {};
  for (const [key, entry] of Object.entries(value)) {
    const path = place.path === "" ? key : `${place.path}.${key}`;
    const property = propertyOf(properties, key);
    if (!property) {
      walk.unknownFields.push(path);
      continue;
    }
    if (entry === null) continue;
    const goPath = place.goPath === "" ? key : `${place.goPath}.${key}`;
    const decoded = decodeValue(property, entry, { path, goPath, struct: schema }, walk);
    if (!isEmptyCollection(resolve(property), decoded)) result[key] = decoded;
  }
  return result;
}

/** Go leaves empty lists and maps out when it writes an object. */
function isEmptyCollection(schema: Schema | undefined, value: unknown): boolean {
  if (Array.isArray(value)) return value.length === 0 && schema?.type === "array";
  return typeof schema?.additionalProperties === "object" && isObject(value) && Object.keys(value).length === 0;
}

function decodeMap(values: Schema, value: JsonObject, place: Place, walk: Walk): JsonObject {
  const result: JsonObject = {};
  for (const [key, entry] of Object.entries(value)) {
    const decoded = decodeValue(values, entry, { ...place, path: `${place.path}.${key}` }, walk);
    result[key] = entry === null && values.type === "string" ? "" : decoded;
  }
  return result;
}

function decodeList(type: Schema, value: unknown, place: Place, walk: Walk): unknown {
  if (!Array.isArray(value)) return mismatch(type, value, place, walk);
  return value.map((entry, index) =>
    decodeValue(type.items, entry, { ...place, path: `${place.path}[${index}]` }, walk),
  );
}

function decodeIntOrString(type: Schema, value: unknown, place: Place, walk: Walk): unknown {
  if (type.format === "int-or-string") {
    const isFitting = typeof value === "string" || (typeof value === "number" && Number.isInteger(value));
    return isFitting ? value : mismatch({ type: "integer", format: "int32" }, value, place, walk);
  }
  if (typeof value === "number") return String(value);
  if (typeof value === "string" && QUANTITY.test(value)) return value;
  walk.error ??= QUANTITY_ERROR;
  return value;
}

function decodeScalar(type: Schema, value: unknown, place: Place, walk: Walk): unknown {
  if (value === null) return value;
  switch (type.type) {
    case "string":
      if (typeof value !== "string") return mismatch(type, value, place, walk);
      if (type.format === "byte") checkBase64(value, walk);
      if (type.format === "date-time") checkTime(value, walk);
      return value;
    case "boolean":
      return typeof value === "boolean" ? value : mismatch(type, value, place, walk);
    case "integer":
      return typeof value === "number" && Number.isInteger(value) && fits(type, value)
        ? value
        : mismatch(type, value, place, walk);
    case "number":
      return typeof value === "number" ? value : mismatch(type, value, place, walk);
    default:
      return value;
  }
}

function fits(type: Schema, value: number): boolean {
  return type.format !== "int32" || (value >= -(2 ** 31) && value < 2 ** 31);
}

function checkBase64(value: string, walk: Walk): void {
  const text = value.replace(/[\r\n]/g, "");
  const bad = text.search(/[^A-Za-z0-9+/=]/);
  if (bad >= 0) walk.error ??= `illegal base64 data at input byte ${bad}`;
  else if (text.length % 4 !== 0) walk.error ??= `illegal base64 data at input byte ${text.length - (text.length % 4)}`;
}

function checkTime(value: string, walk: Walk): void {
  if (/^\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d(?:\.\d+)?(?:[Zz]|[+-]\d\d:\d\d)$/.test(value)) return;
  walk.error ??= `parsing time "${value}" as "2006-01-02T15:04:05Z07:00": cannot parse "${value}" as "2006"`;
}

function mismatch(schema: Schema | undefined, value: unknown, place: Place, walk: Walk): unknown {
  const struct = goName(place.struct).replace(/^v\w+\./, "");
  const field = place.struct ? `Go struct field ${struct}.${place.goPath}` : "Go value";
  walk.error ??= `json: cannot unmarshal ${jsonKind(value, resolve(schema))} into ${field} of type ${goName(schema)}`;
  return value;
}

function jsonKind(value: unknown, schema: Schema | undefined): string {
  if (Array.isArray(value)) return "array";
  if (typeof value === "boolean") return "bool";
  if (typeof value === "number") return schema?.type === "integer" ? `number ${value}` : "number";
  return typeof value;
}

function goName(schema: Schema | undefined): string {
  if (schema?.$ref !== undefined) return schema.$ref.replace(/^.*\.(v[^.]+\.[^.]+)$/, "$1");
  if (schema?.type === "array") return `[]${goName(schema.items)}`;
  if (typeof schema?.additionalProperties === "object") return `map[string]${goName(schema.additionalProperties)}`;
  if (schema?.type === "boolean") return "bool";
  if (schema?.type === "integer") return schema.format ?? "int64";
  if (schema?.type === "number") return "float64";
  return schema?.type ?? "string";
}
