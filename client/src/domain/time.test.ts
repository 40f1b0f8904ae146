// Times as the API server and the kubelet write them.
import { expect, test } from "vitest";
import { formatTime, parseTime } from "./time.ts";

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

test.each([0, 951_827_445_000, 951_868_799_999, 1_795_251_600_000, 4_107_542_400_000, 978_307_199_000])(
  "%i is written as the platform writes it, to the second",
  time => expect(formatTime(time)).toBe(new Date(time).toISOString().replace(/\.\d+Z$/, "Z")),
);
