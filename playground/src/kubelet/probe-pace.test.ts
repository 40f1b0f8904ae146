// Few probes run at once; very many wait for each other, those that are settled apart from the others.
import { expect, test } from "vitest";
import { createProbePace } from "./probe-pace.ts";

const signal = new AbortController().signal;

/** How many of so many turns come at once. */
async function countImmediate(turns: readonly Promise<void>[]): Promise<number> {
  let count = 0;
  for (const turn of turns) void turn.then(() => (count += 1));
  await new Promise(resolve => setImmediate(resolve));
  return count;
}

test("a few come at once, of very many only as many as the pace allows, and others do not wait for settled ones", async () => {
  const pace = createProbePace(() => 10_000, 10);
  const settled = Array.from({ length: 50 }, () => pace.turn(true, signal));
  expect(await countImmediate(settled)).toBe(5);
  expect(await countImmediate([pace.turn(false, signal)])).toBe(1);
});

test("who is not probed any more does not wait", async () => {
  const stop = new AbortController();
  const waiting = createProbePace(() => 0, 0.001).turn(true, stop.signal);
  stop.abort(new Error("over"));
  await expect(waiting).rejects.toThrow("over");
});
