// The node object: registered, kept ready, and its lease renewed, as a kubelet does for itself.
import type { ClusterClient } from "../kubernetes/cluster-client.ts";
import { sleepMilliseconds } from "../kubernetes/clock.ts";
import { leases, nodes } from "../kubernetes/resource-types.ts";
import type { Condition } from "../kubernetes/pod-types.ts";
import type { Lease, Node } from "../kubernetes/workload-types.ts";
import { wallTime } from "../kubernetes/wall-clock.ts";

export interface NodeOptions {
  readonly name: string;
  readonly address: string;
  /** Where the kubelet's HTTPS server listens. */
  readonly port: number;
  /** What pods can have in all: quantities such as `{ cpu: "8", memory: "32Gi" }`. */
  readonly allocatable: Readonly<Record<string, string>>;
}

const leaseNamespace = "kube-node-lease";
const leaseSeconds = 40;
const renewSeconds = 10;

const healthyConditions: readonly (Condition & { status: "True" | "False" })[] = [
  {
    type: "MemoryPressure",
    status: "False",
    reason: "KubeletHasSufficientMemory",
    message: "kubelet has sufficient memory available",
  },
  {
    type: "DiskPressure",
    status: "False",
    reason: "KubeletHasNoDiskPressure",
    message: "kubelet has no disk pressure",
  },
  {
    type: "PIDPressure",
    status: "False",
    reason: "KubeletHasSufficientPID",
    message: "kubelet has sufficient PID available",
  },
  { type: "Ready", status: "True", reason: "KubeletReady", message: "kubelet is posting ready status" },
];

/** Creates the node, or takes over the one of this name, and says that it is ready. */
export async function registerNode(client: ClusterClient, options: NodeOptions): Promise<void> {
  const existing = await client.get(nodes, options.name);
  const node = existing ?? (await client.create(nodes, describeNode(options)));
  await client.updateStatus(nodes, { ...node, status: nodeStatus(options) });
}

/** Renews the node's lease until the signal is aborted, in real time: it is the process that is alive. */
export async function keepLease(
  client: ClusterClient,
  name: string,
  signal: AbortSignal,
  report: (problem: string) => void,
): Promise<void> {
  for (;;) {
    try {
      await renewLease(client, name);
    } catch (error) {
      if (!signal.aborted) report(`The lease of the node ${name} could not be renewed: ${String(error)}`);
    }
    try {
      await sleepMilliseconds(renewSeconds * 1000, signal);
    } catch {
      return;
    }
  }
}

async function renewLease(client: ClusterClient, name: string): Promise<void> {
  const renewTime = new Date().toISOString().replace("Z", "000Z");
  const spec = { holderIdentity: name, leaseDurationSeconds: leaseSeconds, renewTime };
  const existing = await client.get(leases, name, leaseNamespace);
  if (existing) {
    await client.update(leases, { ...existing, spec: { ...existing.spec, ...spec } });
    return;
  }
  const lease: Lease = {
    apiVersion: "coordination.k8s.io/v1",
    kind: "Lease",
    metadata: { name, namespace: leaseNamespace },
    spec,
  };
  await client.create(leases, lease);
}

function describeNode({ name }: NodeOptions): Node {
  return {
    apiVersion: "v1",
    kind: "Node",
    metadata: {
      name,
      labels: {
        "beta.kubernetes.io/arch": "amd64",
        "beta.kubernetes.io/os": "linux",
        "kubernetes.io/arch": "amd64",
        "kubernetes.io/hostname": name,
        "kubernetes.io/os": "linux",
      },
    },
    spec: { podCIDR: "10.244.0.0/16" },
  };
}

function nodeStatus({ address, port, allocatable }: NodeOptions): NonNullable<Node["status"]> {
  const now = wallTime();
  return {
    capacity: { ...allocatable },
    allocatable: { ...allocatable },
    conditions: healthyConditions.map(condition => ({ ...condition, lastHeartbeatTime: now, lastTransitionTime: now })),
    addresses: [
      { type: "InternalIP", address },
      { type: "Hostname", address },
    ],
    daemonEndpoints: { kubeletEndpoint: { Port: port } },
    nodeInfo: {
      architecture: "amd64",
      bootID: "",
      containerRuntimeVersion: "containerd://1.7.18",
      kernelVersion: "5.15.0",
      kubeProxyVersion: "v1.27.16",
      kubeletVersion: "v1.27.16",
      machineID: "",
      operatingSystem: "linux",
      osImage: "Seldon playground",
      systemUUID: "",
    },
  };
}
