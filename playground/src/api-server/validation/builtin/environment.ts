// What the API server finds wrong with `env` and `envFrom`. A variable that is given twice is no mistake: the last counts.
import type { FieldError } from "../../../kubernetes/objects.ts";
import { isObject, type JsonObject } from "../../../support/json.ts";
import { invalid, notSupported, required } from "../field-errors.ts";
import { objectsOf, textOf } from "../json-values.ts";
import { isConfigMapKey, isDns1123Subdomain, isEnvVarName } from "../names.ts";
import { isEmpty } from "./numbers.ts";

const FIELDS = [
  "metadata.name",
  "metadata.namespace",
  "metadata.uid",
  "spec.nodeName",
  "spec.serviceAccountName",
  "status.hostIP",
  "status.podIP",
  "status.podIPs",
];
const MAP_FIELDS = ["metadata.annotations", "metadata.labels"];
const RESOURCES = [
  "limits.cpu",
  "limits.ephemeral-storage",
  "limits.memory",
  "requests.cpu",
  "requests.ephemeral-storage",
  "requests.memory",
];
const SOURCES = ["fieldRef", "resourceFieldRef", "configMapKeyRef", "secretKeyRef"];

/** Mistakes of a container's variables. */
export function validateEnvironment(container: JsonObject, path: string): FieldError[] {
  return [
    ...objectsOf(container["env"]).flatMap(([variable, index]) => validateVariable(variable, `${path}.env[${index}]`)),
    ...objectsOf(container["envFrom"]).flatMap(([source, index]) =>
      validateSource(source, `${path}.envFrom`, `${path}.envFrom[${index}]`),
    ),
  ];
}

function validateVariable(variable: JsonObject, path: string): FieldError[] {
  const name = textOf(variable["name"]);
  const { valueFrom } = variable;
  return [
    ...(name === "" ? [required(`${path}.name`)] : isEnvVarName(name).map(text => invalid(`${path}.name`, name, text))),
    ...(isObject(valueFrom) ? validateValueFrom(valueFrom, !isEmpty(variable["value"]), `${path}.valueFrom`) : []),
  ];
}

function validateValueFrom(valueFrom: JsonObject, hasValue: boolean, path: string): FieldError[] {
  const given = SOURCES.filter(source => isObject(valueFrom[source]));
  if (given.length === 0) {
    const detail = "must specify one of: `fieldRef`, `resourceFieldRef`, `configMapKeyRef` or `secretKeyRef`";
    return [invalid(path, "", detail)];
  }
  const { fieldRef, resourceFieldRef, configMapKeyRef, secretKeyRef } = valueFrom;
  return [
    ...(isObject(fieldRef) ? validateFieldRef(fieldRef, `${path}.fieldRef`) : []),
    ...(isObject(resourceFieldRef) ? validateResourceRef(resourceFieldRef, `${path}.resourceFieldRef`) : []),
    ...(isObject(configMapKeyRef) ? validateKeyRef(configMapKeyRef, `${path}.configMapKeyRef`) : []),
    ...(isObject(secretKeyRef) ? validateKeyRef(secretKeyRef, `${path}.secretKeyRef`) : []),
    ...(hasValue ? [invalid(path, "", "may not be specified when `value` is not empty")] : []),
    ...(!hasValue && given.length > 1
      ? [invalid(path, "", "may not have more than one field specified at a time")]
      : []),
  ];
}

function validateFieldRef(reference: JsonObject, path: string): FieldError[] {
  const fieldPath = textOf(reference["fieldPath"]);
  if (fieldPath === "") return [required(`${path}.fieldPath`)];
  if (FIELDS.includes(fieldPath) || /^metadata\.(annotations|labels)\['.+'\]$/.test(fieldPath)) return [];
  if (MAP_FIELDS.includes(fieldPath)) return [notSupported(`${path}.fieldPath`, fieldPath, FIELDS)];
  const detail = `error converting fieldPath: field label not supported: ${fieldPath}`;
  return [invalid(`${path}.fieldPath`, fieldPath, detail)];
}

function validateResourceRef(reference: JsonObject, path: string): FieldError[] {
  const resource = textOf(reference["resource"]);
  if (resource === "") return [required(`${path}.resource`)];
  return RESOURCES.includes(resource) ? [] : [notSupported(`${path}.resource`, resource, RESOURCES)];
}

function validateKeyRef(reference: JsonObject, path: string): FieldError[] {
  const name = textOf(reference["name"]);
  const key = textOf(reference["key"]);
  return [
    ...isDns1123Subdomain(name).map(text => invalid(`${path}.name`, name, text)),
    ...(key === "" ? [required(`${path}.key`)] : isConfigMapKey(key).map(text => invalid(`${path}.key`, key, text))),
  ];
}

function validateSource(source: JsonObject, listPath: string, path: string): FieldError[] {
  const prefix = textOf(source["prefix"]);
  const references = ["configMapRef", "secretRef"].flatMap(name => {
    const reference = source[name];
    return isObject(reference) ? [{ name, reference }] : [];
  });
  return [
    ...(prefix === "" ? [] : isEnvVarName(prefix).map(text => invalid(`${path}.prefix`, prefix, text))),
    ...references.flatMap(({ name, reference }) => validateNameRef(reference, `${path}.${name}.name`)),
    ...(references.length === 0 ? [invalid(listPath, "", "must specify one of: `configMapRef` or `secretRef`")] : []),
    ...(references.length > 1 ? [invalid(listPath, "", "may not have more than one field specified at a time")] : []),
  ];
}

function validateNameRef(reference: JsonObject, field: string): FieldError[] {
  const name = textOf(reference["name"]);
  return name === "" ? [required(field)] : isDns1123Subdomain(name).map(text => invalid(field, name, text));
}
