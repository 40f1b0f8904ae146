// What is taken of every node, kept up as pods come and go.
import type { Informer } from "../kubernetes/cluster-client.ts";
import type { Pod } from "../kubernetes/pod-types.ts";
import { isFinished } from "../kubelet/pod.ts";
import { type Amounts, requestsOf } from "./fit.ts";

export interface NodeUsage {
  of(node: string): Amounts;
  /** The pod is about to be bound to the node; the informer will say so later. */
  assume(pod: Pod, node: string): void;
  /** It could not be bound. */
  forget(pod: Pod): void;
  isAssumed(pod: Pod): boolean;
}

export function createUsage(informer: Informer<Pod>): NodeUsage {
  const nodes = new Map<string, Map<string, number>>();
  const holders = new Map<string, { node: string; amounts: Amounts }>();

  function add(node: string, amounts: Amounts, sign: 1 | -1): void {
    const total = nodes.get(node) ?? new Map<string, number>();
    nodes.set(node, total);
    for (const [name, amount] of amounts) total.set(name, (total.get(name) ?? 0) + sign * amount);
  }

  function release(uid: string): void {
    const holder = holders.get(uid);
    if (!holder) return;
    holders.delete(uid);
    add(holder.node, holder.amounts, -1);
  }

  function hold(pod: Pod, node: string): void {
    const uid = pod.metadata.uid ?? "";
    if (holders.has(uid)) return;
    const amounts = requestsOf(pod);
    holders.set(uid, { node, amounts });
    add(node, amounts, 1);
  }

  informer.onChange((pod, change) => {
    if (change === "deleted" || isFinished(pod)) release(pod.metadata.uid ?? "");
    else if (pod.spec.nodeName !== undefined) hold(pod, pod.spec.nodeName);
  });
  return {
    of: node => nodes.get(node) ?? new Map<string, number>(),
    assume: hold,
    forget: pod => release(pod.metadata.uid ?? ""),
    isAssumed: pod => holders.has(pod.metadata.uid ?? ""),
  };
}
