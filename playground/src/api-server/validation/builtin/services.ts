// What the API server finds wrong with Services.
import { isIP } from "node:net";
import type { FieldError } from "../../../kubernetes/objects.ts";
import { duplicate, invalid, notSupported, required } from "../field-errors.ts";
import { type JsonObject } from "../../../support/json.ts";
import { objectsOf, quoted, textOf } from "../json-values.ts";
import { isDns1123Label, isPortNumber } from "../names.ts";
import { validateLabels } from "../object-meta.ts";
import { isEmpty, portOrName } from "./numbers.ts";

const TYPES = ["ClusterIP", "ExternalName", "LoadBalancer", "NodePort"];
const AFFINITIES = ["ClientIP", "None"];
const PROTOCOLS = ["SCTP", "TCP", "UDP"];

/** Mistakes of a Service's spec. */
export function validateService(spec: JsonObject): FieldError[] {
  const type = textOf(spec["type"]);
  const clusterIp = textOf(spec["clusterIP"]);
  const affinity = textOf(spec["sessionAffinity"]);
  const isExternal = type === "ExternalName";
  return [
    ...(isExternal && isEmpty(spec["externalName"]) ? [required("spec.externalName")] : []),
    ...validatePorts(spec["ports"], isExternal || clusterIp === "None"),
    ...validateLabels(spec["selector"], "spec.selector"),
    ...(AFFINITIES.includes(affinity) ? [] : [notSupported("spec.sessionAffinity", affinity, AFFINITIES)]),
    ...(clusterIp === "" || clusterIp === "None" || isIP(clusterIp) !== 0
      ? []
      : [invalid("spec.clusterIPs[0]", clusterIp, "must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)")]),
    ...(TYPES.includes(type) ? [] : [notSupported("spec.type", type, TYPES)]),
  ];
}

function validatePorts(ports: unknown, mayHaveNone: boolean): FieldError[] {
  const all = objectsOf(ports);
  if (all.length === 0) return mayHaveNone ? [] : [required("spec.ports")];
  const names = new Set<string>();
  const numbers = new Set<string>();
  return all.flatMap(([port, index]) => {
    const field = `spec.ports[${index}]`;
    return [
      ...validateName(textOf(port["name"]), names, all.length > 1, `${field}.name`),
      ...validateNumbers(port, field),
      ...validateTwice(port, numbers, field),
    ];
  });
}

function validateName(name: string, names: Set<string>, isNeeded: boolean, field: string): FieldError[] {
  if (name === "") return isNeeded ? [required(field)] : [];
  const mistakes = isDns1123Label(name);
  if (mistakes.length > 0) return mistakes.map(text => invalid(field, name, text));
  if (names.has(name)) return [duplicate(field, name)];
  names.add(name);
  return [];
}

function validateNumbers({ port, protocol, targetPort }: JsonObject, field: string): FieldError[] {
  const number = typeof port === "number" ? port : 0;
  return [
    ...isPortNumber(number).map(text => invalid(`${field}.port`, number, text)),
    ...(PROTOCOLS.includes(textOf(protocol)) ? [] : [notSupported(`${field}.protocol`, textOf(protocol), PROTOCOLS)]),
    ...portOrName(targetPort, `${field}.targetPort`),
  ];
}

/** The message shows Go's inside of a port of which only number and protocol are set. */
function validateTwice(port: JsonObject, numbers: Set<string>, field: string): FieldError[] {
  const protocol = textOf(port["protocol"]);
  const number = typeof port["port"] === "number" ? port["port"] : 0;
  const key = `${protocol}/${number}`;
  const isTwice = numbers.has(key);
  numbers.add(key);
  const inside = `core.ServicePort{Name:"", Protocol:${quoted(protocol)}, AppProtocol:(*string)(nil), Port:${number}, TargetPort:intstr.IntOrString{Type:0, IntVal:0, StrVal:""}, NodePort:0}`;
  return isTwice ? [{ type: "FieldValueDuplicate", field, detail: `Duplicate value: ${inside}` }] : [];
}
