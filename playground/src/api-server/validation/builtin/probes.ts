// What the API server finds wrong with probes and lifecycle hooks.
import type { FieldError } from "../../../kubernetes/objects.ts";
import { isObject, type JsonObject, listAt } from "../../../support/json.ts";
import { forbidden, invalid, notSupported, required } from "../field-errors.ts";
import { objectsOf, textOf } from "../json-values.ts";
import { nonNegative, portOrName } from "./numbers.ts";

const HANDLERS = ["exec", "httpGet", "tcpSocket", "grpc"];
const NUMBERS = ["initialDelaySeconds", "timeoutSeconds", "periodSeconds", "successThreshold", "failureThreshold"];
const HEADER = "[-A-Za-z0-9]+";

/** Mistakes of a container's three probes. Only readiness may ask for more than one success. */
export function validateProbes(container: JsonObject, path: string): FieldError[] {
  return ["livenessProbe", "readinessProbe", "startupProbe"].flatMap(name => {
    const probe = container[name];
    if (!isObject(probe)) return [];
    const { successThreshold } = probe;
    const isTooMany = name !== "readinessProbe" && typeof successThreshold === "number" && successThreshold !== 1;
    return [
      ...validateHandler(probe, `${path}.${name}`),
      ...NUMBERS.flatMap(field => nonNegative(probe[field], `${path}.${name}.${field}`)),
      ...(isTooMany ? [invalid(`${path}.${name}.successThreshold`, successThreshold, "must be 1")] : []),
    ];
  });
}

/** Mistakes of the hooks around a container's life. */
export function validateLifecycle(lifecycle: unknown, path: string): FieldError[] {
  if (!isObject(lifecycle)) return [];
  return ["postStart", "preStop"].flatMap(name => {
    const handler = lifecycle[name];
    return isObject(handler) ? validateHandler(handler, `${path}.${name}`) : [];
  });
}

function validateHandler(holder: JsonObject, path: string): FieldError[] {
  const given = HANDLERS.filter(name => isObject(holder[name]));
  const [first, ...others] = given;
  if (first === undefined) return [required(path, "must specify a handler type")];
  return [
    ...validateAction(first, holder[first], `${path}.${first}`),
    ...others.map(name => forbidden(`${path}.${name}`, "may not specify more than 1 handler type")),
  ];
}

function validateAction(name: string, action: unknown, path: string): FieldError[] {
  if (!isObject(action)) return [];
  switch (name) {
    case "exec":
      return listAt(action["command"]).length === 0 ? [required(`${path}.command`)] : [];
    case "httpGet":
      return validateHttpGet(action, path);
    default:
      return portOrName(action["port"], `${path}.port`);
  }
}

function validateHttpGet(action: JsonObject, path: string): FieldError[] {
  const scheme = textOf(action["scheme"]);
  const headers = objectsOf(action["httpHeaders"]).map(([header]) => textOf(header["name"]));
  const why = `a valid HTTP header must consist of alphanumeric characters or '-' (e.g. 'X-Header-Name', regex used for validation is '${HEADER}')`;
  return [
    ...portOrName(action["port"], `${path}.port`),
    ...(["HTTP", "HTTPS"].includes(scheme) ? [] : [notSupported(`${path}.scheme`, scheme, ["HTTP", "HTTPS"])]),
    ...headers
      .filter(header => !new RegExp(`^${HEADER}$`).test(header))
      .map(header => invalid(`${path}.httpHeaders`, header, why)),
  ];
}
