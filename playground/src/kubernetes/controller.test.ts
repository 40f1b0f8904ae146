// The work queue: one key at a time, each once, failures again later.
import { afterEach, describe, expect, it } from "vitest";
import { type Clock, createClock } from "./clock.ts";
import { ApiError } from "./cluster-client.ts";
import { controllerKeyOf, runController, type KeySource } from "./controller.ts";
import { createHttpsClient } from "./https-client.ts";

const client = createHttpsClient({ server: "https://127.0.0.1:1" });
let stop = new AbortController();
afterEach(() => {
  stop.abort();
  stop = new AbortController();
});

interface Run {
  readonly add: (key: string) => void;
  readonly problems: string[];
  readonly done: Promise<void>;
}

function run(
  reconcile: (key: string) => Promise<number | undefined>,
  ready = Promise.resolve(),
  clock: Clock = createClock(1000),
  workers = 1,
): Run {
  let add: (key: string) => void = () => undefined;
  const source: KeySource = {
    start: (_client, enqueue) => {
      add = enqueue;
      return { ready, stop: () => undefined };
    },
  };
  const problems: string[] = [];
  const done = runController({
    name: "test",
    client,
    clock,
    signal: stop.signal,
    watches: [source],
    reconcile,
    workers,
    report: problem => problems.push(problem),
  });
  return { add: key => add(key), problems, done };
}

async function until(isTrue: () => boolean): Promise<void> {
  while (!isTrue()) await new Promise(resolve => setTimeout(resolve, 2));
}

describe("a controller", () => {
  it("works on one key at a time, and takes changes that come together as one", async () => {
    const log: string[] = [];
    const controller = run(async key => {
      log.push(`begin ${key}`);
      await new Promise(resolve => setTimeout(resolve, 10));
      log.push(`end ${key}`);
      return undefined;
    });
    for (const key of ["ns/a", "ns/a", "ns/b", "ns/a"]) controller.add(key);
    await until(() => log.length === 4);
    expect(log).toEqual(["begin ns/a", "end ns/a", "begin ns/b", "end ns/b"]);
  });

  it("works on several keys at a time with more workers, but never twice on the same", async () => {
    const log: string[] = [];
    const controller = run(
      async key => {
        log.push(`begin ${key}`);
        await new Promise(resolve => setTimeout(resolve, 10));
        log.push(`end ${key}`);
        return undefined;
      },
      Promise.resolve(),
      createClock(1000),
      2,
    );
    controller.add("ns/a");
    await until(() => log.length === 1);
    for (const key of ["ns/a", "ns/b", "ns/c"]) controller.add(key);
    await until(() => log.length === 8);
    expect(log.slice(0, 2)).toEqual(["begin ns/a", "begin ns/b"]);
    const ofA = log.filter(line => line.endsWith("ns/a"));
    expect(ofA).toEqual(["begin ns/a", "end ns/a", "begin ns/a", "end ns/a"]);
  });

  it("works on a key again that changed meanwhile", async () => {
    let count = 0;
    const controller = run(async () => {
      count += 1;
      if (count === 1) controller.add("ns/a");
      return Promise.resolve(undefined);
    });
    controller.add("ns/a");
    await until(() => count === 2);
  });

  it("tries again what failed, other keys in between", async () => {
    const log: string[] = [];
    const controller = run(key => {
      log.push(key);
      return log.length === 1 ? Promise.reject(new Error("no luck")) : Promise.resolve(undefined);
    });
    controller.add("ns/a");
    controller.add("ns/b");
    await until(() => log.length === 3);
    expect(log).toEqual(["ns/a", "ns/b", "ns/a"]);
    expect(controller.problems).toEqual(["test failed on ns/a: no luck"]);
  });

  it("comes back after the simulated seconds it was asked for", async () => {
    let count = 0;
    const controller = run(() => {
      count += 1;
      return Promise.resolve(count === 1 ? 5 : undefined);
    });
    controller.add("ns/a");
    await until(() => count === 2);
  });

  it("waits once for each key, however often it was asked to come back later", async () => {
    const waiting = new Set<number>();
    let count = 0;
    const controller = run(
      () => {
        count += 1;
        return Promise.resolve(count === 5 ? 1 : 60);
      },
      Promise.resolve(),
      {
        speed: 1,
        now: () => 0,
        sleep: (seconds, signal) =>
          new Promise((_resolve, reject) => {
            waiting.add(seconds);
            signal?.addEventListener("abort", () => {
              waiting.delete(seconds);
              reject(new Error("The wait was ended."));
            });
          }),
      },
    );
    for (let calls = 1; calls <= 10; calls += 1) {
      controller.add("ns/a");
      await until(() => count === calls);
    }
    expect([...waiting]).toEqual([1]);
    stop.abort();
    expect(waiting.size).toBe(0);
  });

  it("says nothing of what a namespace refuses that is on its way out", async () => {
    const status = {
      kind: "Status" as const,
      apiVersion: "v1" as const,
      metadata: {},
      status: "Failure" as const,
      code: 403,
      reason: "Forbidden",
      details: { causes: [{ reason: "NamespaceTerminating", field: "metadata.namespace" }] },
    };
    let count = 0;
    const controller = run(() => {
      count += 1;
      return count === 1 ? Promise.reject(new ApiError(status)) : Promise.resolve(undefined);
    });
    controller.add("ns/a");
    await until(() => count === 2);
    expect(controller.problems).toEqual([]);
  });

  it("waits for the first lists, and ends when told to", async () => {
    let isWorking = false;
    let open: () => void = () => undefined;
    const controller = run(
      () => {
        isWorking = true;
        return Promise.resolve(undefined);
      },
      new Promise(resolve => (open = resolve)),
    );
    controller.add("ns/a");
    await new Promise(resolve => setTimeout(resolve, 10));
    expect(isWorking).toBe(false);
    open();
    await until(() => isWorking);
    stop.abort();
    await controller.done;
  });

  it("finds the key of an object's controller", () => {
    const owner = { apiVersion: "apps/v1", kind: "ReplicaSet", name: "rs", uid: "1" };
    const pod = {
      apiVersion: "v1",
      kind: "Pod",
      metadata: {
        name: "p",
        namespace: "ns",
        ownerReferences: [
          { ...owner, kind: "Node" },
          { ...owner, controller: true },
        ],
      },
    };
    expect(controllerKeyOf(pod, "ReplicaSet")).toEqual(["ns/rs"]);
    expect(controllerKeyOf(pod, "Node")).toEqual([]);
  });
});
