// The Endpoints controller: the addresses of the pods behind each Service.
import { keysFrom } from "../kubernetes/controller.ts";
import type { Informer } from "../kubernetes/cluster-client.ts";
import type { Pod } from "../kubernetes/pod-types.ts";
import { keyOf, splitKey } from "../kubernetes/resource-path.ts";
import { endpoints, pods, services } from "../kubernetes/resource-types.ts";
import type { Endpoints, Service } from "../kubernetes/workload-types.ts";
import { isFinished, isReady } from "../kubelet/pod.ts";
import { isEqual } from "../support/json.ts";
import { type ControllerContext, startController } from "./context.ts";
import { canonicalJson } from "./pod-template.ts";

type Subset = NonNullable<Endpoints["subsets"]>[number];
type Address = NonNullable<Subset["addresses"]>[number];

export function startEndpointsController(context: ControllerContext): void {
  const { client } = context;
  const live = {
    services: client.informer(services),
    pods: client.informer(pods),
    endpoints: client.informer(endpoints),
  };
  const pace = createPace(context.clock.speed);
  const watches = [
    keysFrom(services, service => [keyOf(service)]),
    keysFrom(pods, pod => servicesOf(live.services, pod)),
    keysFrom(endpoints, (object, change) => (change === "deleted" ? [keyOf(object)] : [])),
  ];
  startController(context, "The Endpoints controller", watches, async key => {
    const { name, namespace } = splitKey(key);
    const service = live.services.get(name, namespace);
    const existing = live.endpoints.get(name, namespace);
    if (!service) {
      pace.forget(key);
      if (existing) await client.delete(endpoints, name, namespace);
      return undefined;
    }
    if (!service.spec.selector || Object.keys(service.spec.selector).length === 0) return undefined;
    const wait = pace.wait(key);
    if (wait !== "now") return wait;
    const subsets = computeSubsets(service, selectPods(live.pods, service));
    if (existing && isEqual(existing.subsets ?? [], subsets)) return undefined;
    const metadata = { ...existing?.metadata, name, namespace, labels: { ...service.metadata.labels } };
    const wanted: Endpoints = { apiVersion: "v1", kind: "Endpoints", metadata, subsets };
    await (existing ? client.update(endpoints, wanted) : client.create(endpoints, wanted));
    pace.noteWrite(key, subsets);
    return undefined;
  });
}

interface Pace {
  /** Simulated seconds after which to come back, or `now`. */
  wait(key: string): number | "now";
  noteWrite(key: string, subsets: readonly Subset[]): void;
  forget(key: string): void;
}

/** Real milliseconds for each address: Endpoints hold them all, so that a thousand pods that start write a lot. */
const pausePerAddress = 1;

/** Lets time pass between two writes of the same object, the more the larger it is. */
function createPace(speed: number): Pace {
  const next = new Map<string, number>();
  return {
    wait(key) {
      const milliseconds = (next.get(key) ?? 0) - Date.now();
      if (milliseconds <= 0) return "now";
      // A little more, so that the timer does not go off too early.
      return ((milliseconds + 5) / 1000) * speed;
    },
    noteWrite(key, subsets) {
      const count = subsets.flatMap(({ addresses = [], notReadyAddresses = [] }) => [
        ...addresses,
        ...notReadyAddresses,
      ]).length;
      next.set(key, Date.now() + count * pausePerAddress);
    },
    forget: key => void next.delete(key),
  };
}

function servicesOf(live: Informer<Service>, pod: Pod): string[] {
  return live
    .all(pod.metadata.namespace)
    .filter(service => isSelected(service, pod))
    .map(keyOf);
}

function selectPods(live: Informer<Pod>, service: Service): Pod[] {
  return live.all(service.metadata.namespace).filter(pod => isSelected(service, pod));
}

function isSelected(service: Service, pod: Pod): boolean {
  const selector = Object.entries(service.spec.selector ?? {});
  return selector.length > 0 && selector.every(([key, value]) => pod.metadata.labels?.[key] === value);
}

/** One subset for each set of port numbers: pods may call different numbers by the same name. */
export function computeSubsets(service: Service, candidates: readonly Pod[]): Subset[] {
  const byPorts = new Map<string, { addresses: Address[]; notReadyAddresses: Address[]; ports: Subset["ports"] }>();
  for (const pod of candidates) {
    const ip = pod.status?.podIP;
    if (ip === undefined || ip === "" || isFinished(pod) || pod.metadata.deletionTimestamp !== undefined) continue;
    const ports = resolvePorts(service, pod);
    const key = canonicalJson(ports);
    const subset = byPorts.get(key) ?? { addresses: [], notReadyAddresses: [], ports };
    byPorts.set(key, subset);
    const isPublished = isReady(pod) || service.spec["publishNotReadyAddresses"] === true;
    (isPublished ? subset.addresses : subset.notReadyAddresses).push(describeAddress(pod, ip));
  }
  return [...byPorts.values()].map(({ addresses, notReadyAddresses, ports }) => ({
    ...(addresses.length > 0 ? { addresses: sortByIp(addresses) } : {}),
    ...(notReadyAddresses.length > 0 ? { notReadyAddresses: sortByIp(notReadyAddresses) } : {}),
    ...(ports && ports.length > 0 ? { ports } : {}),
  }));
}

function resolvePorts(service: Service, pod: Pod): NonNullable<Subset["ports"]> {
  return (service.spec.ports ?? []).flatMap(({ name, port, targetPort = port, protocol = "TCP" }) => {
    const number =
      typeof targetPort === "number"
        ? targetPort
        : pod.spec.containers.flatMap(({ ports = [] }) => ports).find(candidate => candidate.name === targetPort)
            ?.containerPort;
    return number === undefined ? [] : [{ ...(name === undefined ? {} : { name }), port: number, protocol }];
  });
}

function describeAddress(pod: Pod, ip: string): Address {
  const { name, namespace = "", uid = "" } = pod.metadata;
  return {
    ip,
    ...(pod.spec.nodeName === undefined ? {} : { nodeName: pod.spec.nodeName }),
    targetRef: { kind: "Pod", namespace, name, uid },
  };
}

function sortByIp(addresses: readonly Address[]): Address[] {
  return [...addresses].sort((a, b) => (a.ip < b.ip ? -1 : 1));
}
