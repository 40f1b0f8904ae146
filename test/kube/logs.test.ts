// Logs: every line once, whatever happens to the connection or the container.
import { expect, test } from "vitest";
import type { ClusterSession, LogOptions, StreamState } from "../../client/src/kube/port.ts";
import type { Program } from "../../playground/src/kubelet/program.ts";
import { conformance } from "./support/cluster.ts";
import { eventually } from "./support/eventually.ts";
import { POD, useNode } from "./support/node.ts";

interface Reading {
  readonly lines: string[];
  readonly states: StreamState["kind"][];
  readonly done: Promise<unknown>;
}

function read(session: ClusterSession, namespace: string, pod: string, options: LogOptions = {}): Reading {
  const lines: string[] = [];
  const states: StreamState["kind"][] = [];
  const take = async (): Promise<void> => {
    const log = session.log(
      { namespace, pod, container: "main" },
      { ...options, onState: state => states.push(state.kind) },
    );
    for await (const batch of log) lines.push(...batch.map(line => line.text));
  };
  const done = take();
  // Cases that do not end the log have it ended by their session.
  done.catch(() => {});
  return { lines, states, done };
}

/** Says `line N` in bursts, `count` times altogether, and then waits or exits. */
function counter(count: number, exitCode?: number): Program {
  return async context => {
    for (let line = 0; line < count; line += 1) {
      context.log(`line ${line}`);
      if (line % 10 === 9) await context.sleep(0.4);
    }
    if (exitCode !== undefined) return { exitCode };
    await new Promise<void>(resolve => context.stopped.addEventListener("abort", () => resolve(), { once: true }));
    return { exitCode: 143 };
  };
}

const numbered = (count: number, from = 0): string[] =>
  Array.from({ length: count }, (_, index) => `line ${from + index}`);

conformance("Logs", cluster => {
  const node = useNode(cluster);

  test("a log is read from its start, from its end, and from a time", async () => {
    const session = await cluster.connect();
    const namespace = await cluster.namespace();
    await node.run(session, namespace, "a", counter(25));
    await eventually(async () => {
      const all = read(session, namespace, "a");
      await all.done;
      return all.lines.length === 25;
    });
    const tail = read(session, namespace, "a", { tailLines: 3 });
    await tail.done;
    expect(tail.lines).toEqual(numbered(3, 22));
    const future = read(session, namespace, "a", { since: Date.now() + 60_000 });
    await future.done;
    expect(future.lines).toEqual([]);
    for await (const [line] of session.log({ namespace, pod: "a", container: "main" }, { tailLines: 1 })) {
      expect(line?.time).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d+(?:Z|[+-]\d\d:\d\d)$/u);
    }
  });

  test("a followed log ends with its container, the last line included", async () => {
    const session = await cluster.connect();
    const namespace = await cluster.namespace();
    await node.run(session, namespace, "a", counter(200, 0), { restartPolicy: "Never" });
    const followed = read(session, namespace, "a", { isFollowed: true });
    await followed.done;
    expect(followed.lines).toEqual(numbered(200));
    expect(followed.states).toEqual(["live"]);
  });

  test("connections cut in the middle lose no line and double none", async () => {
    const { proxy, kubeconfig } = await cluster.wire();
    const session = await cluster.connect({ kubeconfig });
    const namespace = await cluster.namespace();
    await node.run(session, namespace, "a", counter(600, 0), { restartPolicy: "Never" });
    const followed = read(session, namespace, "a", { isFollowed: true });
    for (let cuts = 0; cuts < 6; cuts += 1) {
      const before = followed.lines.length;
      await eventually(() => followed.lines.length > before + 30 || followed.lines.length === 600);
      proxy.cut();
    }
    await followed.done;
    expect(followed.lines).toEqual(numbered(600));
    expect(followed.states).toContain("stale");
  });

  test("a half-open connection is noticed", async () => {
    const { proxy, kubeconfig } = await cluster.wire();
    const session = await cluster.connect({ kubeconfig, timing: { connect: 500, request: 500, heartbeat: 300 } });
    const namespace = await cluster.namespace();
    await node.run(session, namespace, "a", counter(300, 0), { restartPolicy: "Never" });
    const followed = read(session, namespace, "a", { isFollowed: true });
    await eventually(() => followed.lines.length > 50);
    proxy.freeze();
    await eventually(() => followed.states.includes("stale"));
    await proxy.restore();
    await followed.done;
    expect(followed.lines).toEqual(numbered(300));
  });

  test("a server restart in the middle loses no line and doubles none", async ctx => {
    const { server } = cluster.target;
    if (!server) return ctx.skip("the cluster is not ours to stop");
    const session = await cluster.connect();
    const namespace = await cluster.namespace();
    await node.run(session, namespace, "a", counter(1_500), { restartPolicy: "Never" });
    const followed = read(session, namespace, "a", { isFollowed: true });
    await eventually(() => followed.lines.length > 50);
    await server.halt();
    await eventually(() => followed.states.includes("stale"));
    await server.resume();
    await eventually(
      () => followed.lines.length >= 1_500,
      () => followed.lines.length,
    );
    expect(followed.lines).toEqual(numbered(1_500));
    expect(followed.states.at(-1)).toBe("live");
  });

  test("a container that crashes is read to its end, and again by its earlier log", async () => {
    const session = await cluster.connect();
    const namespace = await cluster.namespace();
    let starts = 0;
    const program: Program = context => {
      starts += 1;
      return counter(starts === 1 ? 50 : 20, starts === 1 ? 1 : undefined)(context);
    };
    await node.run(session, namespace, "a", program);
    const followed = read(session, namespace, "a", { isFollowed: true });
    await eventually(() => starts === 2);
    const earlier = read(session, namespace, "a", { isPrevious: true });
    await earlier.done;
    expect(earlier.lines).toEqual(numbered(50));
    await followed.done;
    expect(followed.lines).toEqual(numbered(50));
  });

  test("a pod that is deleted ends its log in good order", async () => {
    const session = await cluster.connect();
    const namespace = await cluster.namespace();
    await node.run(session, namespace, "a", counter(20));
    const followed = read(session, namespace, "a", { isFollowed: true });
    await eventually(() => followed.lines.length === 20);
    await session.delete({ type: POD, namespace, name: "a" });
    await followed.done;
    expect(followed.lines).toEqual(numbered(20));
  });

  test("stopping to take ends the request; aborting rejects with cancelled and crashes nothing", async () => {
    const session = await cluster.connect();
    const namespace = await cluster.namespace();
    await node.run(session, namespace, "a", counter(20));
    for await (const batch of session.log({ namespace, pod: "a", container: "main" }, { isFollowed: true })) {
      expect(batch.length).toBeGreaterThan(0);
      break;
    }
    const abort = new AbortController();
    const followed = read(session, namespace, "a", { isFollowed: true, signal: abort.signal });
    await eventually(() => followed.lines.length === 20);
    abort.abort();
    await expect(followed.done).rejects.toMatchObject({ reason: "cancelled" });
    await new Promise(resolve => setTimeout(resolve, 100));
  });

  test("a reader that is slow is not run over", async () => {
    const session = await cluster.connect();
    const namespace = await cluster.namespace();
    const flood: Program = context => {
      for (let line = 0; line < 50_000; line += 1) context.log(`line ${line}`);
      return Promise.resolve({ exitCode: 0 });
    };
    await node.run(session, namespace, "a", flood, { restartPolicy: "Never", isQuick: true });
    await eventually(async () =>
      JSON.stringify((await session.get({ type: POD, namespace, name: "a" }))["status"]).includes("terminated"),
    );
    let count = 0;
    let batches = 0;
    for await (const batch of session.log({ namespace, pod: "a", container: "main" })) {
      count += batch.length;
      batches += 1;
      if (batches % 4 === 0) await new Promise(resolve => setTimeout(resolve, 1));
    }
    expect(count).toBe(50_000);
  });

  test("a container that does not run yet, and one that does not exist, are told apart from a broken connection", async () => {
    const session = await cluster.connect();
    const namespace = await cluster.namespace();
    await expect(read(session, namespace, "none").done).rejects.toMatchObject({ reason: "not-found" });
    await node.run(session, namespace, "a", counter(1));
    const other = session.log({ namespace, pod: "a", container: "other" })[Symbol.asyncIterator]();
    await expect(other.next()).rejects.toMatchObject({ reason: "invalid" });
    await expect(read(session, namespace, "a", { isPrevious: true }).done).rejects.toThrow(
      /previous terminated container "main" in pod "a" not found/u,
    );
  });
});
