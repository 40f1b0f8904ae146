// Columns of the core group's other kinds, as `kubectl get` shows them. Source: kubernetes' printers (1.27), looked up on a real server.
import type { KubeObject } from "../../kubernetes/objects.ts";
import { isObject, listAt, numberAt, objectAt, textAt, textsAt, valueAt } from "../../support/json.ts";
import { age } from "./columns.ts";
import { ageOf, joined, labelText, NAME, printer, shortened, type Printer } from "./printer.ts";

/** By storage key of a resource. */
export const CORE_PRINTERS: Readonly<Record<string, Printer>> = {
  "services.": printer([NAME, "Type", "Cluster-IP", "External-IP", "Port(s)", "Age", "Selector+"], (object, now) => [
    object.metadata.name,
    textAt(object, "spec", "type"),
    textAt(object, "spec", "clusterIP") || "<none>",
    externalAddress(object),
    joined(listAt(object, "spec", "ports").map(portText)),
    ageOf(object, now),
    labelText(valueAt(object, "spec", "selector")),
  ]),
  "endpoints.": printer([NAME, "Endpoints", "Age"], (object, now) => [
    object.metadata.name,
    endpointText(object),
    ageOf(object, now),
  ]),
  "endpointslices.discovery.k8s.io": printer([NAME, "AddressType", "Ports", "Endpoints", "Age"], (object, now) => [
    object.metadata.name,
    textAt(object, "addressType"),
    shortened(
      listAt(object, "ports").map(port => textAt(port, "port")),
      "<unset>",
    ),
    shortened(
      listAt(object, "endpoints").flatMap(endpoint => textsAt(endpoint, "addresses")),
      "<unset>",
    ),
    ageOf(object, now),
  ]),
  events: printer(
    [
      "Last Seen",
      "Type",
      "Reason",
      "Object",
      "Subobject+",
      "Source+",
      "Message",
      "First Seen+",
      "Count+",
      "Name+:name",
    ],
    eventCells,
  ),
  "namespaces.": printer([NAME, "Status", "Age"], (object, now) => [
    object.metadata.name,
    textAt(object, "status", "phase"),
    ageOf(object, now),
  ]),
  "nodes.": printer(
    [
      ...[NAME, "Status", "Roles", "Age", "Version", "Internal-IP+", "External-IP+", "OS-Image+", "Kernel-Version+"],
      "Container-Runtime+",
    ],
    nodeCells,
  ),
  "configmaps.": printer([NAME, "Data", "Age"], (object, now) => [
    object.metadata.name,
    Object.keys(objectAt(object, "data")).length + Object.keys(objectAt(object, "binaryData")).length,
    ageOf(object, now),
  ]),
  "secrets.": printer([NAME, "Type", "Data", "Age"], (object, now) => [
    object.metadata.name,
    textAt(object, "type"),
    Object.keys(objectAt(object, "data")).length,
    ageOf(object, now),
  ]),
  "serviceaccounts.": printer([NAME, "Secrets", "Age"], (object, now) => [
    object.metadata.name,
    listAt(object, "secrets").length,
    ageOf(object, now),
  ]),
  "persistentvolumeclaims.": printer(
    [NAME, "Status", "Volume", "Capacity", "Access Modes", "StorageClass", "Age", "VolumeMode+"],
    (object, now) => [
      object.metadata.name,
      object.metadata.deletionTimestamp === undefined ? textAt(object, "status", "phase") : "Terminating",
      textAt(object, "spec", "volumeName"),
      textAt(object, "status", "capacity", "storage"),
      accessModes(textsAt(object, "status", "accessModes")),
      textAt(object, "spec", "storageClassName"),
      ageOf(object, now),
      textAt(object, "spec", "volumeMode") || "<unset>",
    ],
  ),
};

function externalAddress(service: KubeObject): string {
  const type = textAt(service, "spec", "type");
  if (type === "ExternalName") return textAt(service, "spec", "externalName");
  const addresses = [
    ...listAt(service, "status", "loadBalancer", "ingress").map(
      entry => textAt(entry, "ip") || textAt(entry, "hostname"),
    ),
    ...textsAt(service, "spec", "externalIPs"),
  ];
  if (addresses.length > 0) return joined(addresses);
  return type === "LoadBalancer" ? "<pending>" : "<none>";
}

function portText(port: unknown): string {
  const node = numberAt(port, "nodePort");
  return `${numberAt(port, "port")}${node === 0 ? "" : `:${node}`}/${textAt(port, "protocol")}`;
}

function endpointText(endpoints: KubeObject): string {
  const all = listAt(endpoints, "subsets").flatMap(subset =>
    listAt(subset, "ports").flatMap(port =>
      listAt(subset, "addresses").map(address => `${textAt(address, "ip")}:${numberAt(port, "port")}`),
    ),
  );
  return shortened(all, "<none>");
}

function eventCells(event: KubeObject, now: number): unknown[] {
  const first = textAt(event, "firstTimestamp") || textAt(event, "eventTime");
  const last = textAt(event, "series", "lastObservedTime") || textAt(event, "lastTimestamp") || first;
  const subject = `${textAt(event, "involvedObject", "kind").toLowerCase()}/${textAt(event, "involvedObject", "name")}`;
  const component = textAt(event, "source", "component") || textAt(event, "reportingComponent");
  const host = textAt(event, "source", "host") || textAt(event, "reportingInstance");
  return [
    age(last || undefined, now),
    textAt(event, "type"),
    textAt(event, "reason"),
    subject,
    textAt(event, "involvedObject", "fieldPath"),
    host === "" ? component : `${component}, ${host}`,
    textAt(event, "message").trim(),
    age(first || undefined, now),
    numberAt(event, "series", "count") || numberAt(event, "count") || 1,
    event.metadata.name,
  ];
}

function nodeCells(node: KubeObject, now: number): unknown[] {
  const ready = listAt(node, "status", "conditions").find(condition => textAt(condition, "type") === "Ready");
  const state = isObject(ready) ? (textAt(ready, "status") === "True" ? "Ready" : "NotReady") : "Unknown";
  const roles = Object.keys(node.metadata.labels ?? {})
    .filter(label => label.startsWith("node-role.kubernetes.io/"))
    .map(label => label.slice("node-role.kubernetes.io/".length))
    .sort();
  const address = (type: string): string =>
    textAt(
      listAt(node, "status", "addresses").find(entry => textAt(entry, "type") === type),
      "address",
    ) || "<none>";
  const info = (name: string): string => textAt(node, "status", "nodeInfo", name) || "<unknown>";
  return [
    node.metadata.name,
    valueAt(node, "spec", "unschedulable") === true ? `${state},SchedulingDisabled` : state,
    joined(roles) || "<none>",
    ageOf(node, now),
    textAt(node, "status", "nodeInfo", "kubeletVersion"),
    address("InternalIP"),
    address("ExternalIP"),
    info("osImage"),
    info("kernelVersion"),
    info("containerRuntimeVersion"),
  ];
}

function accessModes(modes: readonly string[]): string {
  const short: Readonly<Record<string, string>> = {
    ReadWriteOnce: "RWO",
    ReadOnlyMany: "ROX",
    ReadWriteMany: "RWX",
    ReadWriteOncePod: "RWOP",
  };
  return modes.map(mode => short[mode] ?? mode).join(",");
}
