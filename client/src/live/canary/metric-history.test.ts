// Points of plots out of looks at the executors.
import { expect, test } from "vitest";
import type { CanaryLook } from "../../domain/canary/index.ts";
import { MetricHistory } from "./metric-history.ts";

/** A look at one executor that has served so many requests since it started. */
function look(seconds: number, count: number): CanaryLook {
  const counters = { predictor: "main", code: "200", count, sum: count / 100, buckets: [] };
  const executors = [{ pod: "iris-0", series: new Map([["main", counters]]) }];
  return { at: seconds * 1000, executors, restarts: new Map() };
}

test("each point looks back over its window, and the first look gives none", () => {
  const history = new MetricHistory(10_000);
  for (const [seconds, count] of [
    [0, 100],
    [5, 110],
    [10, 130],
    [15, 190],
    [20, 190],
  ] as const) {
    history.add(look(seconds, count), ["main"]);
  }
  const points = history.points.map(({ at, metrics: [main] }) => [at / 1000, main?.requests, main?.perSecond]);
  expect(points).toEqual([
    [5, 10, 2],
    [10, 30, 3],
    [15, 80, 8],
    [20, 60, 6],
  ]);
});

test("a look that is no later is left out", () => {
  const history = new MetricHistory();
  for (const seconds of [3, 3, 2]) history.add(look(seconds, 5), ["main"]);
  expect(history.points).toEqual([]);
});

test("it forgets every other point rather than grow without end", () => {
  const history = new MetricHistory(2_000);
  for (let second = 0; second < 2_000; second += 1) history.add(look(second, second), ["main"]);
  expect(history.points.length).toBeLessThanOrEqual(400);
  expect(history.points.at(-1)?.at).toBe(1_999_000);
});
