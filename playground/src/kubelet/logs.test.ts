// Logs of container instances, and which of them the kubelet serves for a request.
import { describe, expect, test } from "vitest";
import { type ContainerRuntime, createContainerRuntime } from "./container-runtime.ts";
import { findLog, parseLogRequest } from "./log-server.ts";
import { type ContainerLog, createContainerLog } from "./logs.ts";

const noon = Date.parse("2026-03-01T12:00:00.120Z");

function filledLog(): ContainerLog {
  let now = noon;
  const log = createContainerLog(() => now);
  log.append("one");
  log.append("two\nthree\n");
  now += 5000;
  log.append("four");
  return log;
}

test("stamps have nine digits and never repeat, so that a client can resume without a gap", () => {
  expect(filledLog().read({ timestamps: true })).toEqual([
    "2026-03-01T12:00:00.120000000Z one\n",
    "2026-03-01T12:00:00.120000001Z two\n",
    "2026-03-01T12:00:00.120000002Z three\n",
    "2026-03-01T12:00:05.120000000Z four\n",
  ]);
});

test("tail and since choose lines", () => {
  const log = filledLog();
  expect(log.read({ tailLines: 2 })).toEqual(["three\n", "four\n"]);
  expect(log.read({ tailLines: 0 })).toEqual([]);
  expect(log.read({ since: noon + 1000 })).toEqual(["four\n"]);
});

async function collect(portions: AsyncIterable<string>, seen: string[]): Promise<string[]> {
  for await (const portion of portions) seen.push(portion);
  seen.push("end");
  return seen;
}

test("who follows gets what there is and every new line until the end", async () => {
  const log = filledLog();
  const stop = new AbortController();
  const [all, recent]: [string[], string[]] = [[], []];
  const ended = collect(log.portions({}, new AbortController().signal), all);
  const stopped = collect(log.portions({ tailLines: 0 }, stop.signal), recent);
  log.append("five");
  await expect.poll(() => [all.join(""), recent.join("")]).toEqual(["one\ntwo\nthree\nfour\nfive\n", "five\n"]);
  stop.abort();
  expect(await stopped).toEqual(["five\n", "end"]);
  log.append("six");
  log.end();
  log.append("after the end");
  expect((await ended).slice(-2)).toEqual(["six\n", "end"]);
  expect(await collect(log.portions({ tailLines: 1 }, new AbortController().signal), [])).toEqual(["six\n", "end"]);
});

test("what is not followed ends with the last line", async () => {
  expect(await collect(filledLog().portions({ since: noon + 1000 }, undefined), [])).toEqual(["four\n", "end"]);
});

test("who does not take what comes holds nothing but the log itself, and goes on with the oldest line kept", async () => {
  const log = createContainerLog(() => noon);
  const portions = log.portions({}, new AbortController().signal);
  log.append("first");
  expect(await portions.next()).toEqual({ done: false, value: "first\n" });
  const line = "x".repeat(100_000);
  for (let index = 0; index < 150; index += 1) log.append(`${index} ${line}`);
  const { value } = await portions.next();
  expect(value?.length).toBeLessThan(210_000);
  expect(Number(value?.split(" ", 1)[0])).toBeGreaterThan(40);
});

test("no more than 10 MB are kept", () => {
  const log = createContainerLog(() => noon);
  const line = "x".repeat(100_000);
  for (let index = 0; index < 150; index += 1) log.append(`${index} ${line}`);
  const lines = log.read({});
  expect(lines.length).toBeLessThan(110);
  expect(lines.at(-1)).toMatch(/^149 /);
});

describe("which instance's log", () => {
  function runtime(state: Partial<ContainerRuntime>): ContainerRuntime {
    return { ...createContainerRuntime({ name: "c" }, false, "ContainerCreating"), ...state };
  }
  const current = filledLog();
  const previous = filledLog();
  const instance = {
    id: "containerd://1",
    log: current,
    startedAt: "",
    exit: new Promise<never>(() => {}),
    stop: () => {},
    files: { read: () => undefined, write: () => {}, list: () => [], isMounted: () => false },
  };
  const ended = { terminated: { exitCode: 1 } };

  test("a running container has its own, and that of the instance before", () => {
    const container = runtime({
      state: { running: { startedAt: "" } },
      lastState: ended,
      instance,
      previousLog: previous,
    });
    expect(findLog("p", container, false)).toBe(current);
    expect(findLog("p", container, true)).toBe(previous);
  });

  test("while it waits to be started again, both are of the instance that ended last", () => {
    const container = runtime({
      state: { waiting: { reason: "CrashLoopBackOff" } },
      lastState: ended,
      instance,
      previousLog: previous,
    });
    expect(findLog("p", container, false)).toBe(current);
    expect(findLog("p", container, true)).toBe(current);
  });

  test.each([
    ["ContainerCreating", 'container "c" in pod "p" is waiting to start: ContainerCreating'],
    ["PodInitializing", 'container "c" in pod "p" is waiting to start: PodInitializing'],
    ["ErrImagePull", 'container "c" in pod "p" is waiting to start: image can\'t be pulled'],
    ["ImagePullBackOff", 'container "c" in pod "p" is waiting to start: trying and failing to pull image'],
  ])("there is none for %s", (reason, text) => {
    expect(findLog("p", runtime({ state: { waiting: { reason } } }), false)).toBe(text);
  });

  test("nor of an instance before the first", () => {
    const container = runtime({ state: { running: { startedAt: "" } }, instance });
    expect(findLog("p", container, true)).toBe('previous terminated container "c" in pod "p" not found');
  });
});

test("the query is read, and what is no number refused", () => {
  const query = (text: string): ReturnType<typeof parseLogRequest> => parseLogRequest(new URLSearchParams(text), noon);
  expect(query("follow=true&previous=true&timestamps=true&tailLines=5&sinceSeconds=60&limitBytes=10")).toEqual({
    isFollowed: true,
    isPrevious: true,
    limitBytes: 10,
    options: { timestamps: true, tailLines: 5, since: noon - 60_000 },
  });
  expect(query("sinceTime=2026-03-01T12:00:00Z")).toMatchObject({ options: { since: noon - 120 } });
  expect(query("tailLines=many")).toBe("invalid tailLines: many");
});
