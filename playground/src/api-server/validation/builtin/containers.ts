// What the API server finds wrong with containers and init containers.
import type { FieldError } from "../../../kubernetes/objects.ts";
import { duplicate, forbidden, invalid, notSupported, required } from "../field-errors.ts";
import { type JsonObject, objectAt } from "../../../support/json.ts";
import { objectsOf, textOf } from "../json-values.ts";
import { isDns1123Label, isPortName, isPortNumber } from "../names.ts";
import { validateEnvironment } from "./environment.ts";
import { isEmpty } from "./numbers.ts";
import { validateLifecycle, validateProbes } from "./probes.ts";
import { validateResources } from "./resources.ts";
import { validateUsers } from "./security-context.ts";
import { validateMounts } from "./volumes.ts";

const PULL_POLICIES = ["Always", "IfNotPresent", "Never"];
const PROTOCOLS = ["SCTP", "TCP", "UDP"];
const TERMINATION_POLICIES = ["File", "FallbackToLogsOnError"];
const NOT_FOR_INIT = ["lifecycle", "livenessProbe", "readinessProbe", "startupProbe"];

/** Mistakes of a pod's containers and then its init containers, which share one set of names. */
export function validateContainers(spec: JsonObject, volumes: ReadonlySet<string>, path: string): FieldError[] {
  const containers = objectsOf(spec["containers"]);
  if (containers.length === 0) return [required(`${path}.containers`)];
  const names = new Set<string>();
  return [
    ...containers.flatMap(([container, index]) => {
      const field = `${path}.containers[${index}]`;
      return [...validateName(container, names, field), ...validateContainer(container, volumes, field)];
    }),
    ...validateHostPorts(spec["containers"], `${path}.containers`),
    ...objectsOf(spec["initContainers"]).flatMap(([container, index]) => {
      const field = `${path}.initContainers[${index}]`;
      const misplaced = NOT_FOR_INIT.filter(name => container[name] !== undefined);
      const {
        lifecycle: _lifecycle,
        livenessProbe: _live,
        readinessProbe: _ready,
        startupProbe: _start,
        ...others
      } = container;
      return [
        ...validateName(container, names, field),
        ...validateContainer(others, volumes, field),
        ...misplaced.map(name => forbidden(`${field}.${name}`, "may not be set for init containers")),
      ];
    }),
  ];
}

function validateName(container: JsonObject, names: Set<string>, path: string): FieldError[] {
  const name = textOf(container["name"]);
  if (name === "") return [required(`${path}.name`)];
  const mistakes = isDns1123Label(name);
  if (mistakes.length > 0) return mistakes.map(text => invalid(`${path}.name`, name, text));
  if (names.has(name)) return [duplicate(`${path}.name`, name)];
  names.add(name);
  return [];
}

function validateContainer(container: JsonObject, volumes: ReadonlySet<string>, path: string): FieldError[] {
  const context = objectAt(container, "securityContext");
  return [
    ...(isEmpty(container["image"]) ? [required(`${path}.image`)] : []),
    ...validateLifecycle(container["lifecycle"], `${path}.lifecycle`),
    ...validateProbes(container, path),
    ...validateTermination(container["terminationMessagePolicy"], `${path}.terminationMessagePolicy`),
    ...validatePorts(container["ports"], `${path}.ports`),
    ...validateEnvironment(container, path),
    ...validateMounts(container, volumes, `${path}.volumeMounts`),
    ...validatePullPolicy(container["imagePullPolicy"], `${path}.imagePullPolicy`),
    ...validateResources(container["resources"], `${path}.resources`),
    ...validateUsers(context, `${path}.securityContext`),
  ];
}

function validateTermination(policy: unknown, field: string): FieldError[] {
  if (isEmpty(policy)) return [required(field)];
  const isKnown = TERMINATION_POLICIES.includes(textOf(policy));
  return isKnown ? [] : [invalid(field, policy, "must be 'File' or 'FallbackToLogsOnError'")];
}

function validatePullPolicy(policy: unknown, field: string): FieldError[] {
  if (isEmpty(policy)) return [required(field)];
  return PULL_POLICIES.includes(textOf(policy)) ? [] : [notSupported(field, policy, PULL_POLICIES)];
}

function validatePorts(ports: unknown, path: string): FieldError[] {
  const names = new Set<string>();
  return objectsOf(ports).flatMap(([port, index]) => {
    const field = `${path}[${index}]`;
    const name = textOf(port["name"]);
    const protocol = textOf(port["protocol"]);
    const errors = name === "" ? [] : validatePortName(name, names, `${field}.name`);
    const { containerPort, hostPort } = port;
    if (isEmpty(containerPort)) errors.push(required(`${field}.containerPort`));
    else errors.push(...portNumber(containerPort, `${field}.containerPort`));
    if (!isEmpty(hostPort)) errors.push(...portNumber(hostPort, `${field}.hostPort`));
    if (!PROTOCOLS.includes(protocol)) errors.push(notSupported(`${field}.protocol`, protocol, PROTOCOLS));
    return errors;
  });
}

function validatePortName(name: string, names: Set<string>, field: string): FieldError[] {
  const mistakes = isPortName(name);
  if (mistakes.length > 0) return mistakes.map(text => invalid(field, name, text));
  if (names.has(name)) return [duplicate(field, name)];
  names.add(name);
  return [];
}

function portNumber(port: unknown, field: string): FieldError[] {
  return typeof port === "number" ? isPortNumber(port).map(text => invalid(field, port, text)) : [];
}

/** A port of the node can be had once per pod: by protocol, address and number. */
function validateHostPorts(containers: unknown, path: string): FieldError[] {
  const taken = new Set<string>();
  return objectsOf(containers).flatMap(([container, index]) =>
    objectsOf(container["ports"]).flatMap(([port, portIndex]) => {
      const { hostPort } = port;
      if (typeof hostPort !== "number" || hostPort === 0) return [];
      const key = `${textOf(port["protocol"])}/${textOf(port["hostIP"])}/${hostPort}`;
      if (taken.has(key)) return [duplicate(`${path}[${index}].ports[${portIndex}].hostPort`, key)];
      taken.add(key);
      return [];
    }),
  );
}
