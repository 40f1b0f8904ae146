// A burst's bounds and what is counted of it.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { burstCount, burstPlan, MOST_AT_ONCE, MOST_REQUESTS } from "./burst.ts";
import type { Outcome } from "./exchange.ts";
import { histogram } from "./histogram.ts";
import { answered } from "./testing/samples.ts";

const good = (latency: number, pod?: string): Outcome =>
  answered({}, { latency, ...(pod === undefined ? {} : { pod }) });
const cut: Outcome = { kind: "failure", reason: "cut", message: "", latency: 3 };

test("a plan stays within its bounds and takes the cases in turn", () => {
  expect(burstPlan({ requests: 1e9, concurrency: 1e9 }, 3)).toMatchObject({
    requests: MOST_REQUESTS,
    concurrency: MOST_AT_ONCE,
  });
  expect(burstPlan({ requests: 5, concurrency: 10 }, 3)).toMatchObject({ requests: 5, concurrency: 5 });
  expect(burstPlan({ requests: Number.NaN, concurrency: -1 }, 0)).toMatchObject({ requests: 1, concurrency: 1 });
  expect([0, 1, 2, 3].map(burstPlan({ requests: 4, concurrency: 1 }, 3).caseOf)).toEqual([0, 1, 2, 0]);
});

describe("quantiles", () => {
  test("are within 1 % of the exact ones, for any latencies", () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 0.01, max: 3_600_000, noNaN: true }), { minLength: 1, maxLength: 300 }),
        values => {
          const counted = histogram();
          for (const value of values) counted.add(value);
          const sorted = [...values].sort((a, b) => a - b);
          for (const share of [0, 0.5, 0.9, 0.99, 1]) {
            const exact = sorted[Math.max(Math.ceil(share * values.length), 1) - 1] ?? 0;
            expect(Math.abs((counted.quantile(share) ?? 0) - exact)).toBeLessThanOrEqual(exact * 0.0101);
          }
          expect([counted.least, counted.most]).toEqual([sorted[0], sorted.at(-1)]);
        },
      ),
    );
  });

  test("of nothing are nothing", () => {
    expect(histogram().quantile(0.5)).toBeUndefined();
  });
});

describe("what is counted", () => {
  test("throughput, latencies of successes, errors by kind, answers by pod", () => {
    const count = burstCount();
    for (let at = 0; at < 98; at++) count.add(good(10, at < 50 ? "a" : "b"), at * 10);
    count.add(cut, 980);
    count.add(answered({}, { status: 503 }), 990);
    const reading = count.read(1000);
    expect(reading).toMatchObject({
      answered: 100,
      good: 98,
      throughput: 100,
      errors: [{ kind: "cut", count: 1 }, { kind: "HTTP 503", count: 1 }], // prettier-ignore
      pods: [{ pod: "a", count: 50 }, { pod: "b", count: 48 }], // prettier-ignore
    });
    expect(reading.latency?.p99).toBeCloseTo(10, 0);
    expect(reading.series.map(slot => [slot.start, slot.good, slot.bad])).toEqual([
      [0, 25, 0],
      [250, 25, 0],
      [500, 25, 0],
      [750, 23, 2],
    ]);
  });

  test("nothing yet", () => {
    expect(burstCount().read(0)).toMatchObject({ answered: 0, latency: undefined, throughput: 0, series: [] });
  });

  test("a long burst has no more slots than a short one, and loses no request", () => {
    const count = burstCount();
    for (let minute = 0; minute < 60; minute++) count.add(good(minute), minute * 60_000);
    const { series } = count.read(3_600_000);
    expect(series.length).toBeLessThanOrEqual(1200);
    expect(series.reduce((sum, slot) => sum + slot.good, 0)).toBe(60);
    expect(series.at(-1)).toMatchObject({ start: 59 * 60_000, most: 59 });
  });
});
