// Plausible usage of CPU and memory, in the shape of the kubelet's /stats/summary.
import type { ContainerRuntime } from "./container-runtime.ts";
import type { PodWorker } from "./pod-worker.ts";
import { amountOf } from "../kubernetes/quantity.ts";

export interface UsageSummary {
  readonly node: { readonly nodeName: string } & Usage;
  readonly pods: readonly {
    readonly podRef: { readonly name: string; readonly namespace: string; readonly uid: string };
    readonly containers: readonly ({ readonly name: string } & Usage)[];
  }[];
}

interface Usage {
  readonly cpu: { readonly time: string; readonly usageNanoCores: number };
  readonly memory: { readonly time: string; readonly workingSetBytes: number };
}

/** What a container takes that asks for nothing: a small Python server. */
const modest = { cores: 0.01, bytes: 96 * 2 ** 20 };

/** Containers that run take a part of what they ask for: 5 % of the CPU, 60 % of the memory. */
export function summarizeUsage(nodeName: string, workers: readonly PodWorker[]): UsageSummary {
  const time = new Date().toISOString();
  const pods = workers.map(worker => ({
    podRef: worker.reference(),
    containers: worker
      .containers()
      .filter(container => container.state.running !== undefined)
      .map(container => ({ name: container.spec.name, ...usageOf(container, time) })),
  }));
  const all = pods.flatMap(pod => pod.containers);
  return {
    node: {
      nodeName,
      cpu: { time, usageNanoCores: sum(all.map(usage => usage.cpu.usageNanoCores)) },
      memory: { time, workingSetBytes: sum(all.map(usage => usage.memory.workingSetBytes)) },
    },
    pods,
  };
}

function usageOf({ spec }: ContainerRuntime, time: string): Usage {
  const wanted = { ...spec.resources?.limits, ...spec.resources?.requests };
  const cores = amountOf(wanted["cpu"]);
  const bytes = amountOf(wanted["memory"]);
  return {
    cpu: { time, usageNanoCores: Math.round((cores === undefined ? modest.cores : cores * 0.05) * 1e9) },
    memory: { time, workingSetBytes: Math.round(bytes === undefined ? modest.bytes : bytes * 0.6) },
  };
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
