// A Service's addresses and ports, which the API server hands out.
import { randomInt } from "node:crypto";
import type { KubeObject } from "../../kubernetes/objects.ts";
import { isObject, listAt, objectAt, textAt, type JsonObject } from "../../support/json.ts";

/** 10.96.0.0/16 is the usual range of cluster IPs (kubeadm's default). */
const CLUSTER_IP_PREFIX = "10.96";
const NODE_PORTS = { first: 30000, end: 32768 };

let lastAddress = 10;

/** Fills in cluster IP, IP families, policies and node ports; an update keeps what was handed out. */
export function preparedService(service: KubeObject, live: KubeObject | undefined): KubeObject {
  const before = objectAt(live, "spec");
  const spec: JsonObject = { ...objectAt(service, "spec") };
  const type = textAt(spec, "type") || "ClusterIP";
  spec["type"] = type;
  spec["sessionAffinity"] ??= "None";
  const isExternal = type === "ExternalName";
  if (!isExternal) {
    spec["clusterIP"] ??= before["clusterIP"] ?? nextAddress();
    spec["clusterIPs"] = [spec["clusterIP"]];
    spec["ipFamilies"] ??= before["ipFamilies"] ?? ["IPv4"];
    spec["ipFamilyPolicy"] ??= before["ipFamilyPolicy"] ?? "SingleStack";
    spec["internalTrafficPolicy"] ??= "Cluster";
  }
  const hasNodePorts = type === "NodePort" || type === "LoadBalancer";
  if (hasNodePorts) spec["externalTrafficPolicy"] ??= "Cluster";
  if (type === "LoadBalancer") spec["allocateLoadBalancerNodePorts"] ??= true;
  const ports = listAt(spec, "ports").map(port => preparedPort(port, listAt(before, "ports"), hasNodePorts));
  if (ports.length > 0) spec["ports"] = ports;
  const status = live ? {} : { status: { loadBalancer: {} } };
  return { ...service, spec, ...status };
}

function preparedPort(port: unknown, before: readonly unknown[], hasNodePort: boolean): unknown {
  if (!isObject(port)) return port;
  const filled: JsonObject = { ...port };
  filled["protocol"] ??= "TCP";
  filled["targetPort"] ??= filled["port"];
  if (hasNodePort) {
    const known = before.find(other => isObject(other) && other["port"] === filled["port"]);
    filled["nodePort"] ??=
      (isObject(known) ? known["nodePort"] : undefined) ?? randomInt(NODE_PORTS.first, NODE_PORTS.end);
  }
  return filled;
}

function nextAddress(): string {
  lastAddress = (lastAddress + 1) % 65_000;
  return `${CLUSTER_IP_PREFIX}.${lastAddress >> 8}.${lastAddress & 255}`;
}
