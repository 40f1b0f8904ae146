import { expect, test } from "vitest";
import type { LogLine } from "../../kube/port.ts";
import { readTail } from "./read-tail.ts";

const SOURCE = { namespace: "models", pod: "iris-0", container: "classifier" };

function line(text: string): LogLine {
  return { time: undefined, text };
}

test("a program that writes megabytes into its lines is read to the limit and no further", async () => {
  let batches = 0;
  let isEnded = false;
  async function* log(): AsyncGenerator<readonly LogLine[]> {
    try {
      for (;;) {
        batches += 1;
        yield [line("x".repeat(100_000))];
        await Promise.resolve();
      }
    } finally {
      isEnded = true;
    }
  }
  const lines = await readTail({ log }, SOURCE, { tailLines: 80 });
  expect([batches, isEnded]).toEqual([6, true]);
  expect(Math.max(...lines.map(({ length }) => length))).toBe(4_096);
});

test("secrets are masked before anybody reads a line", async () => {
  async function* log(): AsyncGenerator<readonly LogLine[]> {
    yield await Promise.resolve([line("password=planted-value"), line("ready")]);
  }
  expect(await readTail({ log }, SOURCE, {})).toEqual(["password=••••••", "ready"]);
});
