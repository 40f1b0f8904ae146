// A kubelet: runs the pods that are bound to its simulated nodes, which share a network, a server and a process.
import type { Duplex } from "node:stream";
import type { IssuedCertificate } from "../kubernetes/certificates.ts";
import type { Clock } from "../kubernetes/clock.ts";
import type { ClusterClient } from "../kubernetes/cluster-client.ts";
import { createEventRecorder } from "../kubernetes/events.ts";
import type { Pod } from "../kubernetes/pod-types.ts";
import { configMaps, endpoints, pods, secrets, services } from "../kubernetes/resource-types.ts";
import { keyOf, objectKey } from "../kubernetes/resource-path.ts";
import { deletePod } from "./delete-pod.ts";
import type { KeyReader } from "./environment.ts";
import { createImageStore } from "./images.ts";
import { startKubeletServer } from "./kubelet-server.ts";
import { createNetwork } from "./network.ts";
import { keepLease, registerNode } from "./node.ts";
import { isFinished } from "./pod.ts";
import type { NodeServices } from "./pod-context.ts";
import { type PodWorker, startPodWorker } from "./pod-worker.ts";
import { createProbePace } from "./probe-pace.ts";
import type { ProgramFinder } from "./program.ts";
import { createServiceFinder } from "./service-finder.ts";
import { withWallTime } from "../kubernetes/wall-clock.ts";

export interface KubeletOptions {
  readonly client: ClusterClient;
  readonly clock: Clock;
  readonly programs: ProgramFinder;
  readonly nodeNames: readonly string[];
  /** For the HTTPS server on 127.0.0.1, which the API server asks for logs and port-forwards. */
  readonly certificate: IssuedCertificate;
  /** Of each node: quantities such as `{ cpu: "8", memory: "32Gi", pods: "110" }`. */
  readonly allocatable: Readonly<Record<string, string>>;
  /** Told of what goes wrong and is tried again. */
  readonly report?: (problem: string) => void;
}

export interface Kubelet {
  /** Where the HTTPS server listens on 127.0.0.1. */
  readonly port: number;
  /** Connects from outside the pods to a pod address, a cluster IP or a Service (`name.namespace`). */
  dial(host: string, port: number): Promise<Duplex>;
  /** Ends all programs and the server at once. The nodes and the pods' objects stay. */
  close(): Promise<void>;
}

const loopback = "127.0.0.1";

/** Registers the nodes and starts to run their pods. Resolves once the nodes are ready. */
export async function startKubelet(options: KubeletOptions): Promise<Kubelet> {
  const { client, clock, nodeNames } = options;
  const report = options.report ?? (() => {});
  const stop = new AbortController();
  const workers = new Map<string, PodWorker>();
  const finder = createServiceFinder(client.informer(services), client.informer(endpoints));
  const network = createNetwork(finder);
  const recorders = new Map(
    nodeNames.map(host => [
      host,
      createEventRecorder({
        client,
        clock: withWallTime(clock),
        component: "kubelet",
        host,
        report: problem => stop.signal.aborted || report(problem),
      }),
    ]),
  );
  const node: NodeServices = {
    clock,
    network,
    images: createImageStore(clock),
    probePace: createProbePace(),
    programs: options.programs,
    claims: new Map(),
    hostAddress: loopback,
    closed: stop.signal,
    readKeys: namespace => createKeyReader(client, namespace),
    recordEvent(pod, type, reason, message, container) {
      const list = container?.isInit === true ? "initContainers" : "containers";
      const path = container ? `spec.${list}{${container.spec.name}}` : undefined;
      if (!stop.signal.aborted) void recorders.get(pod.spec.nodeName ?? "")?.record(pod, type, reason, message, path);
    },
    report,
  };

  function take(pod: Pod): void {
    const key = keyOf(pod);
    const known = workers.get(key);
    if (known) return known.update(pod);
    if (pod.metadata.deletionTimestamp !== undefined) return void deletePod(client, pod, node);
    if (isFinished(pod)) return;
    const worker = startPodWorker(pod, client, node, () => {
      if (workers.get(key) === worker) workers.delete(key);
    });
    workers.set(key, worker);
  }

  function drop(pod: Pod): void {
    const worker = workers.get(keyOf(pod));
    if (worker?.uid !== pod.metadata.uid) return;
    workers.delete(keyOf(pod));
    worker?.forget();
  }

  const server = await startKubeletServer({
    certificate: options.certificate,
    network,
    findPod: (namespace, name) => workers.get(objectKey(name, namespace)),
    podsOn: nodeName => [...workers.values()].filter(worker => worker.nodeName === nodeName),
  });
  for (const name of nodeNames) {
    await registerNode(client, { name, address: loopback, port: server.port, allocatable: options.allocatable });
    void keepLease(client, name, stop.signal, report);
  }
  const informer = client.informer(pods);
  const unsubscribe = informer.onChange((pod, change) => {
    if (!recorders.has(pod.spec.nodeName ?? "")) return;
    if (change === "deleted") drop(pod);
    else take(pod);
  });
  return {
    port: server.port,
    dial: (host, port) => network.dial(host, port),
    async close() {
      stop.abort(new Error("The kubelet was closed."));
      unsubscribe();
      for (const worker of workers.values()) worker.forget();
      await server.close();
    },
  };
}

/** Reads Secrets and ConfigMaps when a container starts, as a restarted container sees their new values. */
function createKeyReader(client: ClusterClient, namespace: string): KeyReader {
  return async (kind, name) => {
    if (kind === "ConfigMap") {
      const found = await client.get(configMaps, name, namespace);
      return found && new Map(Object.entries(found.data ?? {}));
    }
    const found = await client.get(secrets, name, namespace);
    const entries = Object.entries(found?.data ?? {});
    return found && new Map(entries.map(([key, value]) => [key, Buffer.from(value, "base64").toString("utf8")]));
  };
}
