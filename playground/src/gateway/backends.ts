// Finds a ready pod behind a Service, with the labels of a subset.
import type { Informer } from "../kubernetes/cluster-client.ts";
import type { Pod } from "../kubernetes/pod-types.ts";
import type { Service } from "../kubernetes/workload-types.ts";
import type { Random, Target } from "./route.ts";

export interface Backend {
  readonly address: string;
  readonly port: number;
}

/** One of the ready pods; `undefined` when there is none, or no such Service or port. */
export function findBackend(
  services: Informer<Service>,
  pods: Informer<Pod>,
  target: Target,
  random: Random,
): Backend | undefined {
  const service = services.get(target.service, target.namespace);
  const port = service?.spec.ports?.find(candidate => candidate.port === target.port);
  if (service === undefined || port === undefined) return undefined;
  const wanted = { ...service.spec.selector, ...target.labels };
  const ready = pods.all(target.namespace).filter(pod => isReady(pod) && hasLabels(pod, wanted));
  const pod = ready[Math.floor(random() * ready.length)];
  const address = pod?.status?.podIP;
  if (pod === undefined || address === undefined) return undefined;
  const targetPort = port.targetPort ?? port.port;
  const number = typeof targetPort === "number" ? targetPort : portNamed(pod, targetPort);
  return number === undefined ? undefined : { address, port: number };
}

function isReady(pod: Pod): boolean {
  const condition = pod.status?.conditions?.find(({ type }) => type === "Ready");
  return condition?.status === "True" && pod.metadata.deletionTimestamp === undefined;
}

function hasLabels(pod: Pod, wanted: Readonly<Record<string, string>>): boolean {
  return Object.entries(wanted).every(([name, value]) => pod.metadata.labels?.[name] === value);
}

function portNamed(pod: Pod, name: string): number | undefined {
  return pod.spec.containers.flatMap(container => container.ports ?? []).find(port => port.name === name)
    ?.containerPort;
}
