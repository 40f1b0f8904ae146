// What the API server finds wrong with Secrets and ConfigMaps.
import type { FieldError } from "../../../kubernetes/objects.ts";
import { isObject, type JsonObject, objectAt, parseJson } from "../../../support/json.ts";
import { invalid, required } from "../field-errors.ts";
import { textOf } from "../json-values.ts";
import { isConfigMapKey } from "../names.ts";

/** Keys that a Secret's type asks for. Kubernetes prints the last two's paths with a slip of its own. */
const NEEDED: Readonly<Record<string, readonly { key: string; field: string }[]>> = {
  "kubernetes.io/dockerconfigjson": [{ key: ".dockerconfigjson", field: "data[.dockerconfigjson]" }],
  "kubernetes.io/dockercfg": [{ key: ".dockercfg", field: "data[.dockercfg]" }],
  "kubernetes.io/tls": ["tls.crt", "tls.key"].map(key => ({ key, field: `data[${key}]` })),
  "kubernetes.io/ssh-auth": [{ key: "ssh-privatekey", field: "data[%s][ssh-privatekey]" }],
};
const BASIC_AUTH = ["username", "password"];
const ACCOUNT = "kubernetes.io/service-account.name";
const LARGEST = 1024 * 1024;

/** Mistakes of a Secret whose `stringData` has gone into `data`. No value ever stands in a message. */
export function validateSecret(secret: JsonObject): FieldError[] {
  const data = objectAt(secret, "data");
  return [...validateKeys(data, "data"), ...validateSize(data), ...validateType(secret, data)];
}

/** Mistakes of a ConfigMap. */
export function validateConfigMap(configMap: JsonObject): FieldError[] {
  const data = objectAt(configMap, "data");
  const binaryData = objectAt(configMap, "binaryData");
  const twice = Object.keys(data).filter(key => Object.hasOwn(binaryData, key));
  return [
    ...validateKeys(data, "data"),
    ...twice.map(key => invalid(`data[${key}]`, key, "duplicate of key present in binaryData")),
    ...validateKeys(binaryData, "binaryData"),
  ];
}

function validateKeys(data: JsonObject, field: string): FieldError[] {
  return Object.keys(data).flatMap(key => isConfigMapKey(key).map(text => invalid(`${field}[${key}]`, key, text)));
}

function validateSize(data: JsonObject): FieldError[] {
  const bytes = Object.values(data).reduce<number>((sum, value) => sum + Buffer.byteLength(textOf(value), "base64"), 0);
  return bytes > LARGEST
    ? [{ type: "FieldValueTooLong", field: "data", detail: `Too long: must have at most ${LARGEST} bytes` }]
    : [];
}

function validateType(secret: JsonObject, data: JsonObject): FieldError[] {
  const type = textOf(secret["type"]);
  if (type === "kubernetes.io/service-account-token") {
    const { annotations } = objectAt(secret, "metadata");
    const isNamed = textOf(objectAt(annotations)[ACCOUNT]) !== "";
    return isNamed ? [] : [required(`metadata.annotations[${ACCOUNT}]`)];
  }
  if (type === "kubernetes.io/basic-auth") {
    const hasOne = BASIC_AUTH.some(key => Object.hasOwn(data, key));
    return hasOne ? [] : BASIC_AUTH.map(key => required(`data[%s][${key}]`));
  }
  return (NEEDED[type] ?? []).flatMap(({ key, field }) => {
    if (!Object.hasOwn(data, key)) return [required(field)];
    return key.startsWith(".docker") ? validateDockerConfig(textOf(data[key]), field) : [];
  });
}

function validateDockerConfig(base64: string, field: string): FieldError[] {
  const text = Buffer.from(base64, "base64").toString("utf8");
  if (isObject(parseJson(text))) return [];
  const first = text.trimStart()[0];
  const why =
    first === undefined
      ? "unexpected end of JSON input"
      : `invalid character ${first === "'" ? String.raw`'\''` : `'${first}'`} looking for beginning of value`;
  return [invalid(field, "<secret contents redacted>", why)];
}
