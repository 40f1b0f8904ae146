// The executors' request histograms as counters, and what two looks at them differ in.
import type { MetricSample } from "./prometheus-text.ts";
import type { Bucket } from "./quantile.ts";

/** The executor's histogram of requests that it served, in seconds (seldon-facts §8). */
export const SERVED = "seldon_api_executor_server_requests_seconds";

/**
 * Which of the executor's services are predictions: `predictions` over REST, the full method over gRPC (seldon-facts §7.2, §8).
 * Feedback, metadata and status are left out.
 */
export const PREDICTION_SERVICES = "predictions|/.*/(Predict|ModelInfer|Classify|Regress|MultiInference)";
const IS_PREDICTION = new RegExp(`^(?:${PREDICTION_SERVICES})$`);

/** One histogram of one executor: of a predictor, a service and an answer's code. */
export interface Counters {
  readonly predictor: string;
  /** `200`, or `OK` and other names of gRPC's codes. */
  readonly code: string;
  readonly count: number;
  /** Seconds. */
  readonly sum: number;
  readonly buckets: readonly Bucket[];
}

/** What one executor has counted since it started. */
export interface ExecutorCounters {
  /** What tells executors apart: the pod's name, or a Prometheus server's labels of it. */
  readonly pod: string;
  /** By predictor, service, method and code. */
  readonly series: ReadonlyMap<string, Counters>;
}

/** The histograms of a deployment's predictions among the samples of one executor. */
export function executorCounters(pod: string, samples: readonly MetricSample[], deployment: string): ExecutorCounters {
  const series = new Map<string, { predictor: string; code: string; count: number; sum: number; buckets: Bucket[] }>();
  for (const { name, labels, value } of samples) {
    const part = name.startsWith(`${SERVED}_`) ? name.slice(SERVED.length + 1) : "";
    if (labels["deployment_name"] !== deployment || !IS_PREDICTION.test(labels["service"] ?? "")) continue;
    if (part !== "bucket" && part !== "count" && part !== "sum") continue;
    const { predictor_name: predictor = "", service = "", method = "", code = "" } = labels;
    const key = [predictor, service, method, code].join("\n");
    const found = series.get(key) ?? { predictor, code, count: 0, sum: 0, buckets: [] };
    series.set(key, found);
    if (part === "count") found.count = value;
    else if (part === "sum") found.sum = value;
    else found.buckets.push({ limit: limitOf(labels["le"] ?? ""), count: value });
  }
  return { pod, series };
}

/**
 * What was counted between two looks. A pod that is new counts from 0, and so does one whose counters have fallen: its
 * executor was started anew, and what it counted before that and after the first look is lost. The same goes for pods that
 * are gone by the second look.
 */
export function countedBetween(
  before: readonly ExecutorCounters[],
  after: readonly ExecutorCounters[],
): readonly Counters[] {
  return after.flatMap(({ pod, series }) => {
    const old = before.find(other => other.pod === pod)?.series;
    const isContinued = old !== undefined && ![...old].some(([key, counters]) => hasFallen(counters, series.get(key)));
    return [...series].map(([key, counters]) => difference(counters, isContinued ? old.get(key) : undefined));
  });
}

function hasFallen(old: Counters, now: Counters | undefined): boolean {
  return now === undefined || now.count < old.count || now.sum < old.sum;
}

function difference(now: Counters, old: Counters | undefined): Counters {
  if (old === undefined) return now;
  const counts = new Map(old.buckets.map(({ limit, count }) => [limit, count]));
  return {
    ...now,
    count: now.count - old.count,
    sum: now.sum - old.sum,
    buckets: now.buckets.map(({ limit, count }) => ({ limit, count: count - (counts.get(limit) ?? 0) })),
  };
}

function limitOf(text: string): number {
  return text === "+Inf" ? Infinity : Number(text);
}
