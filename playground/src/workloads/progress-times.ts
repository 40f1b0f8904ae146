// When each rollout last made progress, in simulated time, which the API's whole seconds are too coarse for at high speed.
import type { Clock } from "../kubernetes/clock.ts";
import type { Informer } from "../kubernetes/cluster-client.ts";
import type { Deployment } from "../kubernetes/workload-types.ts";

export interface ProgressTimes {
  /** The rollout makes progress now. */
  note(deployment: Deployment): void;
  /** Simulated seconds since the last progress; what this process has not seen is read from the condition. */
  secondsSince(deployment: Deployment): number;
  /** Simulated seconds after which to look whether the time is up; `undefined` where a look is arranged already. */
  nextLook(deployment: Deployment, deadlineSeconds: number): number | undefined;
}

/** Real milliseconds by which a timer may go off early: a look that is due so soon may be the one that is going on. */
const timerSpread = 25;

export function createProgressTimes(clock: Clock, deployments: Informer<Deployment>): ProgressTimes {
  const times = new Map<string, number>();
  const looks = new Map<string, number>();
  deployments.onChange(({ metadata }, change) => {
    if (change !== "deleted") return;
    times.delete(metadata.uid ?? "");
    looks.delete(metadata.uid ?? "");
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
    nextLook: (deployment, deadlineSeconds) => {
      const uid = deployment.metadata.uid ?? "";
      const now = clock.now();
      const seconds = Math.max(1, deadlineSeconds - secondsSince(deployment) + 1);
      const arranged = looks.get(uid) ?? 0;
      // An earlier look arranges the next one; a later one comes too late, because the deadline was shortened.
      if (arranged > now + timerSpread * clock.speed && arranged <= now + seconds * 1000) return undefined;
      looks.set(uid, now + seconds * 1000);
      return seconds;
    },
  };
}
