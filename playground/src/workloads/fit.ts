// Whether a pod fits onto a node, and what the scheduler says where it fits onto none. Pure.
import type { Pod } from "../kubernetes/pod-types.ts";
import type { Node } from "../kubernetes/workload-types.ts";
import { amountOf } from "../kubernetes/quantity.ts";

/** Amounts by resource name: cores, bytes, pieces. */
export type Amounts = ReadonlyMap<string, number>;

/** What a pod takes of a node: the sum over its containers, or its largest init container, and one place. */
export function requestsOf(pod: Pod): Amounts {
  const total = new Map<string, number>([["pods", 1]]);
  for (const { resources } of pod.spec.containers) {
    for (const [name, amount] of amountsOf(resources)) total.set(name, (total.get(name) ?? 0) + amount);
  }
  for (const { resources } of pod.spec.initContainers ?? []) {
    for (const [name, amount] of amountsOf(resources)) total.set(name, Math.max(total.get(name) ?? 0, amount));
  }
  return total;
}

/** A limit without a request counts as one. */
function amountsOf(resources: Pod["spec"]["containers"][number]["resources"]): [string, number][] {
  const wanted = { ...resources?.limits, ...resources?.requests };
  return Object.entries(wanted).flatMap(([name, quantity]) => {
    const amount = amountOf(quantity);
    return amount === undefined ? [] : [[name, amount]];
  });
}

/** Why the pod does not fit, one reason per lack, as the scheduler words them; none where it fits. */
export function findObstacles(pod: Pod, node: Node, used: Amounts): string[] {
  if (node.spec.unschedulable === true) return ["node(s) were unschedulable"];
  const selector = Object.entries(pod.spec.nodeSelector ?? {});
  if (selector.some(([key, value]) => node.metadata.labels?.[key] !== value)) {
    return ["node(s) didn't match Pod's node affinity/selector"];
  }
  return [...requestsOf(pod)].flatMap(([name, amount]) => {
    const limit = node.status?.allocatable?.[name];
    // Nodes say how many pods they take only if they care; of other resources, none named is none there.
    const allocatable = amountOf(limit) ?? (name === "pods" ? Infinity : 0);
    if (amount === 0 || amount + (used.get(name) ?? 0) <= allocatable) return [];
    return [name === "pods" ? "Too many pods" : `Insufficient ${name}`];
  });
}

/** The text of the event `FailedScheduling` and of the condition `PodScheduled`, as Kubernetes 1.27 writes it. */
export function describeFailure(nodeCount: number, obstacles: readonly (readonly string[])[]): string {
  if (nodeCount === 0) return "no nodes available to schedule pods";
  const counts = new Map<string, number>();
  for (const reason of obstacles.flat()) counts.set(reason, (counts.get(reason) ?? 0) + 1);
  const reasons = [...counts].map(([reason, count]) => `${count} ${reason}`).sort();
  const isLack = obstacles.some(list => list.some(reason => /^(Insufficient|Too many)/.test(reason)));
  const helpless = isLack ? "No preemption victims found for incoming pod" : "Preemption is not helpful for scheduling";
  return withPreemption(nodeCount, `${reasons.join(", ")}.`, helpless);
}

/** The text for a volume claim that nobody has made. */
export function describeMissingClaim(nodeCount: number, claim: string): string {
  const text = `persistentvolumeclaim "${claim}" not found.`;
  return withPreemption(nodeCount, text, "Preemption is not helpful for scheduling");
}

function withPreemption(nodeCount: number, text: string, reason: string): string {
  const available = `0/${nodeCount} nodes are available:`;
  return `${available} ${text} preemption: ${available} ${nodeCount} ${reason}.`;
}
