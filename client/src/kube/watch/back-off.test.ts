import { expect, test } from "vitest";
import { createBackOff } from "./back-off.ts";

test("waits double up to the longest and begin anew after a success", () => {
  const backOff = createBackOff(100, 1_000, () => 1);
  expect([1, 2, 3, 4, 5, 6].map(() => backOff.next())).toEqual([100, 200, 400, 800, 1_000, 1_000]);
  backOff.reset();
  expect(backOff.next()).toBe(100);
});

test("chance spreads a wait between half and whole", () => {
  expect(createBackOff(100, 1_000, () => 0).next()).toBe(50);
  expect(createBackOff(100, 1_000, () => 0.5).next()).toBe(75);
});
