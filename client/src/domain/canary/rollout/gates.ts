// Whether what was measured of a canary lets its rollout go on.
import type { RolloutGates, RolloutSample } from "../../../../../schemas/src/index.ts";

/** Latencies above this cannot be seen: the executor's highest bucket ends there (seldon-facts §8). Milliseconds. */
export const HIGHEST_LATENCY_MS = 10_000;

/**
 * The first gate that has failed, as a sentence; undefined where none has. Errors fail it as soon as they are too many for
 * all the requests that a step needs, even if those still to come were answered well; latencies only once there are enough.
 */
export function failedGate(gates: RolloutGates, sample: RolloutSample): string | undefined {
  return errorGate(gates, sample) ?? restartGate(gates, sample) ?? latencyGates(gates, sample);
}

/** Whether there were as many requests as a judgement needs. */
export function isEnough({ minRequests }: RolloutGates, { requests }: RolloutSample): boolean {
  return requests >= minRequests;
}

function errorGate({ maxErrorRate, minRequests }: RolloutGates, sample: RolloutSample): string | undefined {
  const { requests, errors } = sample;
  if (maxErrorRate === undefined || errors === 0) return undefined;
  if (errors / Math.max(requests, minRequests) <= maxErrorRate) return undefined;
  return `${errors} of ${requests} answers were errors (${percent(errors / requests)}), and the gate allows ${percent(maxErrorRate)}.`;
}

function restartGate({ maxRestarts }: RolloutGates, { restarts = 0 }: RolloutSample): string | undefined {
  if (maxRestarts === undefined || restarts <= maxRestarts) return undefined;
  return `Its containers restarted ${restarts} times, and the gate allows ${maxRestarts}.`;
}

function latencyGates(gates: RolloutGates, sample: RolloutSample): string | undefined {
  if (!isEnough(gates, sample)) return undefined;
  const pairs = [
    ["p95", sample.p95Ms, gates.maxP95Ms],
    ["p99", sample.p99Ms, gates.maxP99Ms],
  ] as const;
  for (const [name, measured, allowed] of pairs) {
    if (measured === undefined || allowed === undefined || measured <= allowed) continue;
    return `Its ${name} latency is ${Math.round(measured)} ms, and the gate allows ${allowed} ms.`;
  }
  return undefined;
}

function percent(rate: number): string {
  return `${Math.round(rate * 1000) / 10} %`;
}
