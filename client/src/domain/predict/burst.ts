// A burst of requests: how many and which, and what is counted while it runs. The clock is the caller's.

import { isSuccess, statusName } from "./answer-error.ts";
import type { Outcome } from "./exchange.ts";
import { histogram } from "./histogram.ts";

/** More is no quick look at a model, but a load test, which other tools are for. */
export const MOST_REQUESTS = 100_000;
export const MOST_AT_ONCE = 64;

export interface BurstPlan {
  readonly requests: number;
  /** How many are on their way at the same time. */
  readonly concurrency: number;
  /** Which of the cases the request is, both counted from 0: each in its turn. */
  readonly caseOf: (request: number) => number;
}

/** Within the bounds, whatever is wanted. */
export function burstPlan(
  wanted: { readonly requests: number; readonly concurrency: number },
  cases: number,
): BurstPlan {
  const requests = bounded(wanted.requests, MOST_REQUESTS);
  const count = Math.max(Math.trunc(cases) || 1, 1);
  return {
    requests,
    concurrency: Math.min(bounded(wanted.concurrency, MOST_AT_ONCE), requests),
    caseOf: request => request % count,
  };
}

function bounded(value: number, most: number): number {
  return Number.isNaN(value) ? 1 : Math.min(Math.max(Math.trunc(value), 1), most);
}

export interface BurstReading {
  readonly answered: number;
  /** Answers that were a success. */
  readonly good: number;
  /** `HTTP 503`, `timeout`, `cut` … by how often, the most frequent first. */
  readonly errors: readonly { readonly kind: string; readonly count: number }[];
  /** Of successes, in milliseconds; `undefined` without one. */
  readonly latency: LatencyReading | undefined;
  /** Requests per second that came to an end, over all the time. */
  readonly throughput: number;
  /** Milliseconds. */
  readonly elapsed: number;
  readonly series: readonly BurstSlot[];
  /** Answers by the pod that gave them, where the way tells. */
  readonly pods: readonly { readonly pod: string; readonly count: number }[];
}

export interface LatencyReading {
  readonly least: number;
  readonly mean: number;
  readonly p50: number;
  readonly p90: number;
  readonly p99: number;
  readonly most: number;
}

export interface BurstSlot {
  /** Milliseconds from the burst's beginning to the slot's. */
  readonly start: number;
  /** Milliseconds. */
  readonly length: number;
  readonly good: number;
  readonly bad: number;
  /** Largest and mean latency of the successes, in milliseconds. */
  readonly most: number;
  readonly mean: number;
}

export interface BurstCount {
  /** @param at milliseconds since the burst began */
  add(outcome: Outcome, at: number): void;
  read(now: number): BurstReading;
}

/** Milliseconds of a slot at first. */
const SLOT = 250;
/** Slots are joined in pairs when there are more, so that a long burst takes no more memory than a short one. */
const MOST_SLOTS = 1200;

interface Slot {
  good: number;
  bad: number;
  most: number;
  sum: number;
}

export function burstCount(): BurstCount {
  const latencies = histogram();
  const errors = new Map<string, number>();
  const pods = new Map<string, number>();
  let slots: Slot[] = [];
  let length = SLOT;
  const slotAt = (at: number): Slot => {
    while (at >= length * MOST_SLOTS) {
      slots = joinedInPairs(slots);
      length *= 2;
    }
    const index = Math.max(Math.floor(at / length), 0);
    while (slots.length <= index) slots.push({ good: 0, bad: 0, most: 0, sum: 0 });
    return slots[index] ?? { good: 0, bad: 0, most: 0, sum: 0 };
  };
  return {
    add(outcome, at) {
      const slot = slotAt(at);
      if (outcome.kind === "answer" && outcome.pod !== undefined) increase(pods, outcome.pod);
      const error = errorKind(outcome);
      if (error !== undefined) {
        slot.bad += 1;
        increase(errors, error);
        return;
      }
      slot.good += 1;
      slot.sum += outcome.latency;
      slot.most = Math.max(slot.most, outcome.latency);
      latencies.add(outcome.latency);
    },
    read(now) {
      const bad = [...errors.values()].reduce((sum, count) => sum + count, 0);
      const answered = latencies.count + bad;
      return {
        answered,
        good: latencies.count,
        errors: sorted(errors).map(([kind, count]) => ({ kind, count })),
        latency: latencyOf(latencies),
        throughput: now > 0 ? (answered / now) * 1000 : 0,
        elapsed: now,
        series: slots.map(({ good, bad: wrong, most, sum }, index) => ({
          start: index * length,
          length,
          good,
          bad: wrong,
          most,
          mean: good === 0 ? 0 : sum / good,
        })),
        pods: sorted(pods).map(([pod, count]) => ({ pod, count })),
      };
    },
  };
}

/** `undefined` for a success. */
export function errorKind(outcome: Outcome): string | undefined {
  if (outcome.kind === "failure") return outcome.reason;
  return isSuccess(outcome) ? undefined : statusName(outcome);
}

function latencyOf(latencies: ReturnType<typeof histogram>): LatencyReading | undefined {
  const { least, mean, most } = latencies;
  const [p50, p90, p99] = [0.5, 0.9, 0.99].map(share => latencies.quantile(share));
  if (least === undefined || mean === undefined || most === undefined) return undefined;
  if (p50 === undefined || p90 === undefined || p99 === undefined) return undefined;
  return { least, mean, p50, p90, p99, most };
}

function joinedInPairs(slots: readonly Slot[]): Slot[] {
  return Array.from({ length: Math.ceil(slots.length / 2) }, (_, index) => {
    const [first, second] = slots.slice(index * 2, index * 2 + 2);
    return {
      good: (first?.good ?? 0) + (second?.good ?? 0),
      bad: (first?.bad ?? 0) + (second?.bad ?? 0),
      most: Math.max(first?.most ?? 0, second?.most ?? 0),
      sum: (first?.sum ?? 0) + (second?.sum ?? 0),
    };
  });
}

function increase(counts: Map<string, number>, key: string): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}

function sorted(counts: ReadonlyMap<string, number>): [string, number][] {
  return [...counts].sort(([, left], [, right]) => right - left);
}
