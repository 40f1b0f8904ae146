// Times as the API server and the kubelet write them.
import { expect, test } from "vitest";
import { parseTime } from "./time.ts";

test.each([
  "1970-01-01T00:00:00Z",
  "2000-02-29T12:30:45Z",
  "2026-11-21T09:14:02.250Z",
  "2100-03-01T00:00:00Z",
  "2026-11-21T10:14:02+01:00",
  "2026-01-01T00:00:00-05:30",
])("%s is what the platform reads", text => {
  expect(parseTime(text)).toBe(Date.parse(text));
});

test("nanoseconds order lines within a millisecond", () => {
  const [first, second] = ["2026-11-21T09:14:02.000100000Z", "2026-11-21T09:14:02.000101000Z"].map(parseTime);
  expect(second).toBeGreaterThan(first ?? Infinity);
});

test.each(["", "INFO 2026-11-21T09:14:02Z", "2026-11-21", "2026-11-21T09:14:02"])("%j is no time", text => {
  expect(parseTime(text)).toBeUndefined();
});
