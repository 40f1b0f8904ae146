import { expect, test } from "vitest";
import { guard, type GuardServices } from "./guard.ts";
import { commandFailed, type UserMessage } from "./messages.ts";

function services(): GuardServices & { logged: string[]; shown: UserMessage[] } {
  const logged: string[] = [];
  const shown: UserMessage[] = [];
  return { logged, shown, log: { error: text => logged.push(text) }, show: message => shown.push(message) };
}

test("hands its arguments on and stays silent when all goes well", async () => {
  const used = services();
  const seen: unknown[] = [];
  await guard(used, "sum", (...args: readonly number[]) => seen.push(...args))(1, 2);
  expect(seen).toEqual([1, 2]);
  expect(used.logged).toEqual([]);
});

test("logs a failure with its name and tells the user", async () => {
  const used = services();
  const failing = guard(
    used,
    "seldon.showLog",
    () => Promise.reject(new Error("no channel")),
    reason => commandFailed("Show Log", reason),
  );
  await failing();
  expect(used.logged).toHaveLength(1);
  expect(used.logged[0]).toMatch(/^seldon\.showLog: Error: no channel/);
  expect(used.shown.map(message => message.text)).toEqual([commandFailed("Show Log", "no channel").text]);
});

test("catches what is thrown at once, too, and only logs where there is nobody to tell", async () => {
  const used = services();
  await guard(used, "listener", () => {
    throw new TypeError("odd");
  })();
  expect(used.logged[0]).toMatch(/^listener: TypeError: odd/);
  expect(used.shown).toEqual([]);
});
