// When each rollout last made progress, in simulated time, which the API's whole seconds are too coarse for at high speed.
import type { Clock } from "../kubernetes/clock.ts";
import type { Informer } from "../kubernetes/cluster-client.ts";
import type { Deployment } from "../kubernetes/workload-types.ts";

export interface ProgressTimes {
  /** The rollout makes progress now. */
  note(deployment: Deployment): void;
  /** Simulated seconds since the last progress; what this process has not seen is read from the condition. */
  secondsSince(deployment: Deployment): number;
  /** Simulated seconds after which to look whether the time is up. */
  nextLook(deployment: Deployment, deadlineSeconds: number): number;
}

export function createProgressTimes(clock: Clock, deployments: Informer<Deployment>): ProgressTimes {
  const times = new Map<string, number>();
  deployments.onChange(({ metadata }, change) => {
    if (change === "deleted") times.delete(metadata.uid ?? "");
  });

  function secondsSince(deployment: Deployment): number {
    const noted = times.get(deployment.metadata.uid ?? "");
    if (noted !== undefined) return (clock.now() - noted) / 1000;
    const condition = deployment.status?.conditions?.find(({ type }) => type === "Progressing");
    const stamp = Date.parse(condition?.lastUpdateTime ?? "");
    return Number.isNaN(stamp) ? 0 : ((Date.now() - stamp) / 1000) * clock.speed;
  }

  return {
    note: deployment => {
      times.set(deployment.metadata.uid ?? "", clock.now());
    },
    secondsSince,
    nextLook: (deployment, deadlineSeconds) => Math.max(1, deadlineSeconds - secondsSince(deployment) + 1),
  };
}
