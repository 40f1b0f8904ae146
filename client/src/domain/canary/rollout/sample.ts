// What a canary did between two looks at its pods, as a rollout judges it.
import type { RolloutSample } from "../../../../../schemas/src/index.ts";
import { formatTime } from "../../time.ts";
import { countedBetween, type ExecutorCounters } from "../metrics/counters.ts";
import { predictorMetrics } from "../metrics/predictor-metrics.ts";

/** One look at all executors of a deployment and at the canary's pods. */
export interface CanaryLook {
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly executors: readonly ExecutorCounters[];
  /** Restarts of the canary's containers since each pod began, by pod. */
  readonly restarts: ReadonlyMap<string, number>;
}

/** Pods that are new count from 0, those that are gone no longer. */
export function rolloutSample(canary: string, before: CanaryLook, after: CanaryLook): RolloutSample {
  const counted = countedBetween(before.executors, after.executors);
  const [metrics] = predictorMetrics([canary], counted, (after.at - before.at) / 1000);
  const restarts = [...after.restarts].map(([pod, count]) => Math.max(0, count - (before.restarts.get(pod) ?? 0)));
  return {
    at: formatTime(after.at),
    requests: metrics?.requests ?? 0,
    errors: metrics?.errors ?? 0,
    restarts: restarts.reduce((sum, count) => sum + count, 0),
    ...given("p50Ms", metrics?.p50Ms),
    ...given("p95Ms", metrics?.p95Ms),
    ...given("p99Ms", metrics?.p99Ms),
  };
}

function given<Key extends "p50Ms" | "p95Ms" | "p99Ms">(
  key: Key,
  value: number | undefined,
): Partial<Record<Key, number>> {
  const made: Partial<Record<Key, number>> = {};
  if (value !== undefined) made[key] = value;
  return made;
}
