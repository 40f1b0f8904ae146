import fc from "fast-check";
import { expect, test } from "vitest";
import type { LogLine } from "../port.ts";
import { createResumePoint } from "./resume-point.ts";

/** A line at so many tenths of a second. */
function line(tenths: number, index: number, digits = 9): LogLine {
  const seconds = String(Math.floor(tenths / 10)).padStart(2, "0");
  const fraction = String(tenths % 10).padEnd(digits, "0");
  return { time: `2026-11-21T13:18:${seconds}.${fraction}Z`, text: `line ${index}` };
}

/** What a kubelet sends from a second on. */
function since(log: readonly LogLine[], second: string | undefined): readonly LogLine[] {
  return log.filter(({ time = "" }) => second === undefined || time.slice(0, 19) >= second.slice(0, 19));
}

test("however often it is cut, every line comes once and in order", () => {
  const steps = fc.array(fc.nat(4), { minLength: 1, maxLength: 60 });
  fc.assert(
    fc.property(steps, fc.array(fc.nat(20), { maxLength: 12 }), (gaps, cuts) => {
      let now = 0;
      const log = gaps.map((gap, index) => line(Math.min(599, (now += gap)), index));
      const point = createResumePoint();
      const taken: LogLine[] = [];
      for (const length of cuts) {
        point.replay();
        taken.push(...point.fresh(since(log, point.sinceTime).slice(0, length)));
      }
      point.replay();
      taken.push(...point.fresh(since(log, point.sinceTime)));
      expect(taken).toEqual(log);
    }),
  );
});

test("after the file was rotated, what is new is not taken for what is known", () => {
  const log = [1, 2, 3, 4].map(tenths => line(tenths, tenths));
  const point = createResumePoint();
  point.fresh(log);
  point.replay();
  const later = [line(4, 4), line(5, 5), line(6, 6)];
  expect(point.fresh(later)).toEqual(later.slice(1));
});

test("lines without a time are handed over, and fractions of any length compared", () => {
  const point = createResumePoint();
  const log = [line(1, 1, 1), { time: undefined, text: "said by the kubelet" }, line(2, 2, 3)];
  expect(point.fresh(log)).toEqual(log);
  point.replay();
  expect(point.fresh([line(1, 1, 1), line(2, 2, 3), line(3, 3, 1)])).toEqual([line(3, 3, 1)]);
});

test("a time with a zone keeps it", () => {
  const point = createResumePoint();
  point.fresh([{ time: "2026-11-21T13:18:07.5+02:00", text: "" }]);
  expect(point.sinceTime).toBe("2026-11-21T13:18:07+02:00");
});
