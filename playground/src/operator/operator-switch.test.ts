// The operator in its pods: which of them it runs in, and that a rollout of its Deployment does not end it.
import { expect, test } from "vitest";
import { runProgram, type ProgramRun } from "../programs/testing/run-program.ts";
import { createOperatorSwitch, type OperatorSwitch } from "./operator-switch.ts";

const UP = "starting manager";

/** A switch, and how many operators run by it. */
async function counted(): Promise<{ readonly operator: OperatorSwitch; readonly running: () => number }> {
  let running = 0;
  const operator = await createOperatorSwitch(() => {
    running += 1;
    return Promise.resolve({
      close: () => {
        running -= 1;
        return Promise.resolve();
      },
    });
  });
  return { operator, running: () => running };
}

async function says(pod: ProgramRun, words: string): Promise<void> {
  await expect.poll(() => pod.lines.join("\n"), { timeout: 10_000, interval: 5 }).toContain(words);
}

test("a pod that comes while another runs takes over when that one ends", async () => {
  const { operator, running } = await counted();
  const old = runProgram(operator.program);
  await says(old, UP);
  const surge = runProgram(operator.program);
  await says(surge, "Intializing operator");
  old.stop();
  expect(await old.exit).toEqual({ exitCode: 0 });
  await says(surge, UP);
  expect([operator.isRunning, running()]).toEqual([true, 1]);
  operator.log("reconciled");
  expect([old.lines.includes("reconciled"), surge.lines.includes("reconciled")]).toEqual([false, true]);

  surge.stop();
  await surge.exit;
  expect([operator.isRunning, running()]).toEqual([false, 0]);
});

test("a pod that ends while another leads leaves that one alone", async () => {
  const { operator, running } = await counted();
  const old = runProgram(operator.program);
  await says(old, UP);
  const second = runProgram(operator.program);
  await says(second, "Intializing operator");
  await new Promise(resolve => setImmediate(() => setImmediate(resolve)));
  second.stop();
  expect(await second.exit).toEqual({ exitCode: 0 });
  operator.log("reconciled");
  expect([operator.isRunning, running(), old.lines.includes("reconciled")]).toEqual([true, 1, true]);
  old.stop();
  await old.exit;
});

test("what breaks it ends all its pods, and the next ones until it is undone", async () => {
  const { operator, running } = await counted();
  const pods = [runProgram(operator.program), runProgram(operator.program)];
  await Promise.race(pods.map(pod => says(pod, UP)));
  await new Promise(resolve => setImmediate(() => setImmediate(resolve)));
  await operator.breakWith("no matches");
  expect(await Promise.all(pods.map(pod => pod.exit))).toEqual([{ exitCode: 1 }, { exitCode: 1 }]);
  const next = runProgram(operator.program);
  expect(await next.exit).toEqual({ exitCode: 1 });
  expect(next.lines.at(-1)).toContain("no matches");
  expect([operator.isRunning, running()]).toEqual([false, 0]);

  await operator.breakWith(undefined);
  const mended = runProgram(operator.program);
  await says(mended, UP);
  expect([operator.isRunning, running()]).toEqual([true, 1]);
  await operator.close();
  mended.stop();
  await mended.exit;
  expect(running()).toBe(0);
});
