// Between messages of `seldon.protos` in protobufjs's form and the JSON that the REST interface speaks.
import { isObject, listAt } from "../../support/json.ts";

type JsonObject = Record<string, unknown>;

/** A SeldonMessage as JSON. */
export function seldonToJson(message: JsonObject): JsonObject {
  const { data, meta, jsonData, binData, ...rest } = message;
  return {
    ...rest,
    ...(isObject(data) && {
      data: { ...data, ...("ndarray" in data && { ndarray: listAt(data["ndarray"], "values").map(fromValue) }) },
    }),
    ...(isObject(meta) && {
      meta: { ...meta, ...(isObject(meta["tags"]) && { tags: mapped(meta["tags"], fromValue) }) },
    }),
    ...("jsonData" in message && { jsonData: fromValue(jsonData) }),
    ...(binData instanceof Uint8Array && { binData: Buffer.from(binData).toString("base64") }),
  };
}

/** JSON of the REST interface as a SeldonMessage; what the message has no field for is dropped. */
export function seldonFromJson(json: JsonObject): JsonObject {
  const { data, meta, status } = json;
  return {
    ...(isObject(data) && {
      data: { ...data, ...("ndarray" in data && { ndarray: toList(listAt(data["ndarray"])) }) },
    }),
    ...(isObject(meta) && {
      meta: { ...meta, ...(isObject(meta["tags"]) && { tags: mapped(meta["tags"], toValue) }) },
    }),
    ...("jsonData" in json && { jsonData: toValue(json["jsonData"]) }),
    ...("strData" in json && { strData: String(json["strData"]) }),
    ...("binData" in json && { binData: String(json["binData"]) }),
    ...(isObject(status) && { status }),
  };
}

/** Feedback, whose parts are SeldonMessages. */
export function feedbackToJson(message: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(message).map(([key, value]) => [key, isObject(value) ? seldonToJson(value) : value]),
  );
}

function mapped(object: JsonObject, change: (value: unknown) => unknown): JsonObject {
  return Object.fromEntries(Object.entries(object).map(([key, value]) => [key, change(value)]));
}

function toValue(value: unknown): JsonObject {
  if (Array.isArray(value)) return { listValue: toList(value) };
  if (isObject(value)) return { structValue: { fields: mapped(value, toValue) } };
  if (value === null || value === undefined) return { nullValue: 0 };
  return { [`${typeof value}Value`.replace("boolean", "bool")]: value };
}

function toList(values: readonly unknown[]): JsonObject {
  return { values: values.map(toValue) };
}

function fromValue(value: unknown): unknown {
  if (!isObject(value)) return null;
  if ("listValue" in value) return listAt(value["listValue"], "values").map(fromValue);
  const struct = value["structValue"];
  if (isObject(struct)) return isObject(struct["fields"]) ? mapped(struct["fields"], fromValue) : {};
  return value["numberValue"] ?? value["stringValue"] ?? value["boolValue"] ?? null;
}
