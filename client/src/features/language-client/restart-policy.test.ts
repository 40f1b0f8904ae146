import { expect, test } from "vitest";
import { MAX_RESTARTS, RestartPolicy, WINDOW_MINUTES } from "./restart-policy.ts";

const WINDOW_MS = WINDOW_MINUTES * 60_000;

function endRepeatedly(policy: RestartPolicy, times: number, everyMs: number): boolean[] {
  return Array.from({ length: times }, (_, index) => policy.shouldRestart(index * everyMs));
}

test("restarts a server that ends now and then for as long as it takes", () => {
  expect(endRepeatedly(new RestartPolicy(), 20, WINDOW_MS)).not.toContain(false);
});

test("gives up on a server that keeps ending", () => {
  expect(endRepeatedly(new RestartPolicy(), MAX_RESTARTS + 1, 1000)).toEqual([true, true, true, true, false]);
});

test("starts counting anew when the user asks for a restart", () => {
  const policy = new RestartPolicy();
  endRepeatedly(policy, MAX_RESTARTS + 1, 1000);
  policy.reset();
  expect(policy.shouldRestart(10_000)).toBe(true);
});
