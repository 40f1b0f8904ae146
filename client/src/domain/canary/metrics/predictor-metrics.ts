// How a predictor did between two looks at its executors: requests, errors, latencies.
import type { Counters } from "./counters.ts";
import { histogramQuantile, type Bucket } from "./quantile.ts";

export interface PredictorMetrics {
  readonly predictor: string;
  /** Length of the window. */
  readonly seconds: number;
  readonly requests: number;
  readonly perSecond: number;
  /** Answers with a code that is neither 2xx nor `OK`. */
  readonly errors: number;
  /** 0 to 1; undefined where there were no requests. */
  readonly errorRate: number | undefined;
  /** Answers by code. */
  readonly codes: Readonly<Record<string, number>>;
  /** Milliseconds; undefined where there were no requests. Never above the highest bucket, which is 10 s (seldon-facts §8). */
  readonly meanMs: number | undefined;
  readonly p50Ms: number | undefined;
  readonly p95Ms: number | undefined;
  readonly p99Ms: number | undefined;
}

/**
 * One entry for each predictor that was asked about, in that order, all pods and services of it together.
 * @param counted what was counted within the window @param seconds its length
 */
export function predictorMetrics(
  predictors: readonly string[],
  counted: readonly Counters[],
  seconds: number,
): readonly PredictorMetrics[] {
  return predictors.map(predictor => {
    const own = counted.filter(counters => counters.predictor === predictor);
    const codes: Record<string, number> = {};
    for (const { code, count } of own) if (count > 0) codes[code] = (codes[code] ?? 0) + count;
    const requests = total(own.map(({ count }) => count));
    const errors = total(own.filter(({ code }) => isErrorCode(code)).map(({ count }) => count));
    const buckets = summed(own);
    const quantile = (share: number): number | undefined => milliseconds(histogramQuantile(share, buckets));
    return {
      ...{ predictor, seconds, requests, errors, codes },
      perSecond: seconds > 0 ? requests / seconds : 0,
      errorRate: requests > 0 ? errors / requests : undefined,
      meanMs: requests > 0 ? milliseconds(total(own.map(({ sum }) => sum)) / requests) : undefined,
      p50Ms: quantile(0.5),
      p95Ms: quantile(0.95),
      p99Ms: quantile(0.99),
    };
  });
}

/**
 * A 4xx counts as an error as well: what a model raises may come back as a 400 (seldon-facts §11.18).
 * @param code an HTTP status, or the name of gRPC's code
 */
export function isErrorCode(code: string): boolean {
  return !/^2\d\d$/.test(code) && code !== "OK";
}

function summed(all: readonly Counters[]): Bucket[] {
  const counts = new Map<number, number>();
  for (const { limit, count } of all.flatMap(({ buckets }) => buckets)) {
    counts.set(limit, (counts.get(limit) ?? 0) + count);
  }
  return [...counts].map(([limit, count]) => ({ limit, count }));
}

function total(numbers: readonly number[]): number {
  return numbers.reduce((sum, number) => sum + number, 0);
}

function milliseconds(seconds: number | undefined): number | undefined {
  return seconds === undefined ? undefined : seconds * 1000;
}
