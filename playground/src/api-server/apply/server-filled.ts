// What the server fills in by itself when it creates an object, after it has noted who set which field: nobody manages that.
import type { KubeObject } from "../../kubernetes/objects.ts";
import { isObject, listAt, objectAt, type JsonObject } from "../../support/json.ts";
import { hasStatus, type Resource } from "../resource.ts";

/** Fields below `spec` by kind, from admission plugins and allocators of addresses. */
const FILLED: Readonly<Record<string, readonly string[]>> = {
  "pods.": ["preemptionPolicy", "priority", "serviceAccount", "serviceAccountName", "tolerations"],
  "services.": ["clusterIP", "clusterIPs", "ipFamilies", "ipFamilyPolicy"],
  "jobs.batch": ["selector"],
};

/** Fields of an Event that its type always has. */
const EMPTY = ["eventTime", "reportingComponent", "reportingInstance"];

/** A created object as its writer and the defaults have made it. `given` is what was sent. */
export function withoutServerFilled(resource: Resource, given: KubeObject, prepared: KubeObject): KubeObject {
  const object: KubeObject = { ...prepared };
  if (hasStatus(resource)) Reflect.deleteProperty(object, "status");
  for (const field of EMPTY) if (given[field] === undefined) Reflect.deleteProperty(object, field);
  if (isObject(object["template"])) object["template"] = writtenTemplate(resource, given, object["template"]);
  if (!isObject(prepared["spec"])) return object;
  const spec: JsonObject = { ...objectAt(prepared, "spec") };
  if (isObject(spec["template"])) spec["template"] = writtenTemplate(resource, given, spec["template"]);
  if (resource.storageKey === "jobs.batch") object.metadata = writtenMetadata(object, given);
  const filled = FILLED[resource.storageKey] ?? [];
  const sent = objectAt(given, "spec");
  for (const field of filled) if (sent[field] === undefined) Reflect.deleteProperty(spec, field);
  if (resource.storageKey === "services.") spec["ports"] = sentPorts(listAt(spec, "ports"), listAt(sent, "ports"));
  return { ...object, spec };
}

function writtenMetadata({ metadata }: KubeObject, given: KubeObject): KubeObject["metadata"] {
  const { labels: _labels, ...rest } = metadata;
  return given.metadata.labels === undefined ? rest : { ...rest, labels: given.metadata.labels };
}

/** A template without the time that its type always has, and a Job's without the labels that the server gives it. */
function writtenTemplate(resource: Resource, given: KubeObject, template: JsonObject): JsonObject {
  const { creationTimestamp: _time, ...metadata } = objectAt(template, "metadata");
  if (resource.storageKey === "jobs.batch") {
    const { labels } = objectAt(given, "spec", "template", "metadata");
    if (labels === undefined) Reflect.deleteProperty(metadata, "labels");
    else metadata["labels"] = labels;
  }
  const { metadata: _metadata, ...rest } = template;
  return Object.keys(metadata).length === 0 ? rest : { ...rest, metadata };
}

function sentPorts(ports: readonly unknown[], sent: readonly unknown[]): unknown[] {
  return ports.map((port, index) => {
    if (!isObject(port) || objectAt(sent[index])["nodePort"] !== undefined) return port;
    const { nodePort: _nodePort, ...rest } = port;
    return rest;
  });
}
