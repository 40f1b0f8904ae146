import { expect, test } from "vitest";
import type { LogLine } from "../../kube/port.ts";
import { readTail } from "./read-tail.ts";

const SOURCE = { namespace: "models", pod: "iris-0", container: "classifier" };

function line(text: string): LogLine {
  return { time: undefined, text };
}

/** As the kubelet gives it: oldest line first, some at a time. */
async function* inBatches(texts: readonly string[], batch = 7): AsyncGenerator<readonly LogLine[]> {
  for (let first = 0; first < texts.length; first += batch) {
    yield await Promise.resolve(texts.slice(first, first + batch).map(line));
  }
}

test.each([
  ["400 lines of 1.5 kB, as the operator writes them", 400, 1_500],
  ["80 lines of more than is kept of each", 80, 6_600],
])("the last line is kept: %s", async (_, count, length) => {
  const texts = Array.from({ length: count }, (_line, index) => `${index} ${"x".repeat(length)}`);
  const lines = await readTail({ log: () => inBatches(texts) }, SOURCE, { tailLines: count });
  expect(lines).toHaveLength(count);
  expect(lines.at(-1)?.startsWith(`${count - 1} `)).toBe(true);
  expect(Math.max(...lines.map(one => one.length))).toBe(Math.min(length + `${count - 1} `.length, 4_096));
});

test("more lines than were asked for leave the newest ones", async () => {
  const texts = Array.from({ length: 100 }, (_, index) => String(index));
  const lines = await readTail({ log: () => inBatches(texts) }, SOURCE, { tailLines: 3 });
  expect(lines).toEqual(["97", "98", "99"]);
});

test("a log that does not end is read to a limit, and keeps the newest of what has come", async () => {
  let batches = 0;
  let isEnded = false;
  async function* log(): AsyncGenerator<readonly LogLine[]> {
    try {
      for (;;) {
        batches += 1;
        yield await Promise.resolve([line(`${batches} ${"x".repeat(1_000_000)}`)]);
      }
    } finally {
      isEnded = true;
    }
  }
  const lines = await readTail({ log }, SOURCE, { tailLines: 3 });
  expect([batches, isEnded]).toEqual([32, true]);
  expect(lines.map(one => one.split(" ")[0])).toEqual(["30", "31", "32"]);
});

test("a log that stops in the middle gives what has come by then", async () => {
  async function* log(
    _source: unknown,
    options?: { signal?: AbortSignal | undefined },
  ): AsyncGenerator<readonly LogLine[]> {
    yield [line("the only line")];
    await new Promise<void>(resolve => options?.signal?.addEventListener("abort", () => resolve(), { once: true }));
  }
  expect(await readTail({ log }, SOURCE, { tailLines: 80, patience: 20 })).toEqual(["the only line"]);
});

test("secrets are masked before anybody reads a line", async () => {
  const texts = ["password=planted-value", "ready"];
  expect(await readTail({ log: () => inBatches(texts) }, SOURCE, { tailLines: 2 })).toEqual([
    "password=••••••",
    "ready",
  ]);
});
