// Which pod, and which of its ports, a forward leads to.
import * as l10n from "@vscode/l10n";
import { POD, SERVICE } from "../api/paths.ts";
import { getObject, listObjects } from "../api/read.ts";
import { kubeError } from "../errors/make-error.ts";
import type { Transport } from "../http/transport.ts";
import { isRecord, listAt, stringAt, valueAt } from "../json.ts";
import type { KubeObject } from "../objects.ts";
import type { ForwardTarget } from "../port.ts";

export interface PodPort {
  readonly pod: string;
  readonly port: number;
}

/**
 * For a service a ready pod behind it, by its selector: the one used before where it still is ready, so that connections
 * of one client stay together. Fails with `unreachable` where there is none at the moment.
 */
export async function choosePod(
  transport: Transport,
  target: ForwardTarget,
  preferred: string | undefined,
  signal: AbortSignal,
): Promise<PodPort> {
  const { namespace, name } = target;
  if (target.kind === "pod") {
    // A number needs no look at the pod.
    if (typeof target.port === "number") return { pod: name, port: target.port };
    const pod = await getObject(transport, { type: POD, namespace, name }, { signal });
    return { pod: name, port: namedPort(pod, target.port) };
  }
  const service = await getObject(transport, { type: SERVICE, namespace, name }, { signal });
  const selector = valueAt(service, "spec", "selector");
  if (!isRecord(selector) || Object.keys(selector).length === 0) {
    throw kubeError(
      "invalid",
      l10n.t`The service "${name}" in namespace "${namespace}" selects no pods, so there is nothing to forward to.`,
    );
  }
  const labelSelector = Object.entries(selector)
    .map(([key, value]) => `${key}=${String(value)}`)
    .join(",");
  const pods = (await listObjects(transport, POD, { namespace, labelSelector, signal })).items.filter(isReady);
  const pod = pods.find(one => one.metadata.name === preferred) ?? pods[0];
  if (!pod) {
    throw kubeError(
      "unreachable",
      l10n.t`No pod behind the service "${name}" in namespace "${namespace}" is ready. Look at why in the list of its pods.`,
    );
  }
  const targetPort = servicePort(service, target.port);
  return { pod: pod.metadata.name, port: typeof targetPort === "number" ? targetPort : namedPort(pod, targetPort) };
}

function isReady(pod: KubeObject): boolean {
  if (pod.metadata.deletionTimestamp !== undefined) return false;
  const ready = listAt(pod, "status", "conditions").find(condition => stringAt(condition, "type") === "Ready");
  return stringAt(ready, "status") === "True";
}

/** The pod's port, as number or name, that a service's port leads to. */
function servicePort(service: KubeObject, wanted: number | string): number | string {
  const ports = listAt(service, "spec", "ports");
  const found = ports.find(port => isRecord(port) && (port["port"] === wanted || port["name"] === wanted));
  if (!isRecord(found)) {
    throw kubeError("invalid", l10n.t`The service "${service.metadata.name}" has no port ${wanted}.`);
  }
  const target = found["targetPort"] ?? found["port"];
  return typeof target === "number" || typeof target === "string" ? target : wanted;
}

function namedPort(pod: KubeObject, name: string): number {
  const ports = listAt(pod, "spec", "containers").flatMap(container => listAt(container, "ports"));
  const found = valueAt(
    ports.find(port => stringAt(port, "name") === name),
    "containerPort",
  );
  if (typeof found === "number") return found;
  throw kubeError("invalid", l10n.t`The pod "${pod.metadata.name}" has no port named "${name}".`);
}
