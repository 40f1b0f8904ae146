// A followed log of the extension, from the cluster's processes to the text that is shown: no line lost, none doubled.
import { expect, onTestFinished, test } from "vitest";
import type { FollowedPod } from "../../client/src/features/logs/followed-pods.ts";
import { podOfJob } from "../../client/src/features/logs/followed-pods.ts";
import { LogStream, type LogStreamOptions } from "../../client/src/features/logs/log-stream.ts";
import type { PodObject } from "../../client/src/domain/index.ts";
import type { ClusterSession, KubeObject, ResourceType } from "../../client/src/kube/port.ts";
import type { Program } from "../../playground/src/kubelet/program.ts";
import { conformance } from "./support/cluster.ts";
import { eventually } from "./support/eventually.ts";
import { POD, useNode } from "./support/node.ts";

const PODS: ResourceType<KubeObject & PodObject> = { ...POD };

interface Shown {
  readonly stream: LogStream;
  text(): string;
  /** The lines of containers, without their stamps and sources. */
  lines(): string[];
  remarks(): string[];
}

/** Follows all pods with a label, as the extension follows those of a deployment. */
async function follow(
  session: ClusterSession,
  namespace: string,
  options: Partial<LogStreamOptions> = {},
): Promise<Shown> {
  let text = "";
  const errors: unknown[] = [];
  const streams: LogStream[] = [];
  const onChange = (): void => streams.forEach(stream => stream.update());
  const pods = session.watchCollection(PODS, { namespace, labelSelector: "app=a", onChange });
  await pods.ready();
  const stream = new LogStream({
    title: "a",
    scope: "several-pods",
    session: () => Promise.resolve(session),
    pods: () => pods.items().map((pod): FollowedPod => podOfJob("a", pod)),
    onError: error => errors.push(error),
    sink: {
      append: more => {
        text += more;
      },
      replace: all => {
        text = all;
      },
    },
    ...options,
  });
  streams.push(stream);
  onTestFinished(() => {
    stream.close();
    pods.close();
    expect(errors).toEqual([]);
  });
  const all = (): string[] => text.split("\n").slice(0, -1);
  return {
    stream,
    text: () => text,
    lines: () => all().flatMap(line => line.split(" │ ").slice(1)),
    remarks: () => all().filter(line => line.startsWith("── ")),
  };
}

const LABELS = { labels: { app: "a" } };

/** Says `line N` in bursts, and then waits or exits. */
function counter(count: number, exitCode?: number, from = 0): Program {
  return async context => {
    for (let line = from; line < from + count; line += 1) {
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

conformance("Followed logs", cluster => {
  const node = useNode(cluster);

  test("a pod's replacement is read from its start, while the old one is read to its end", async () => {
    const session = await cluster.connect();
    const namespace = await cluster.namespace();
    await node.run(session, namespace, "a-first", counter(300), LABELS);
    const shown = await follow(session, namespace);
    await eventually(() => shown.lines().length > 30);
    await node.run(session, namespace, "a-second", counter(200, undefined, 1_000), LABELS);
    await eventually(
      () => shown.lines().length === 500,
      () => shown.lines().length,
    );
    await session.delete({ type: POD, namespace, name: "a-first" });
    await eventually(
      () => shown.remarks().includes("── pod a-first is gone ──"),
      () => shown.remarks(),
    );
    const lines = shown.lines();
    expect(lines.filter(line => /^line \d{1,3}$/.test(line))).toEqual(numbered(300));
    expect(lines.filter(line => /^line \d{4}$/.test(line))).toEqual(numbered(200, 1_000));
    expect(shown.text()).toMatch(/^\d\d:\d\d:\d\d\.\d{3} \[1\] first\/main +│ line 0$/m);
    expect(shown.text()).toMatch(/^\d\d:\d\d:\d\d\.\d{3} \[2\] second\/main +│ line 1000$/m);
  });

  test("every process of a container that keeps crashing is read once, and each end is told", async () => {
    const session = await cluster.connect();
    const namespace = await cluster.namespace();
    let starts = 0;
    const program: Program = context => {
      starts += 1;
      return counter(60, starts < 4 ? starts : undefined, starts * 1_000)(context);
    };
    await node.run(session, namespace, "a-first", program, { ...LABELS, isQuick: true });
    const shown = await follow(session, namespace);
    await eventually(
      () => starts === 4 && shown.lines().length >= 240,
      () => [starts, shown.lines().length, shown.remarks()],
    );
    expect(shown.lines()).toEqual([1, 2, 3, 4].flatMap(start => numbered(60, start * 1_000)));
    const ends = shown.remarks().filter(remark => remark.includes("ended"));
    expect(ends.map(end => /exit \d/.exec(end)?.[0])).toEqual(["exit 1", "exit 2", "exit 3"]);
  });

  test("a connection that breaks is told, and what is missing comes when it is back", async () => {
    const { proxy, kubeconfig } = await cluster.wire();
    const session = await cluster.connect({ kubeconfig });
    const namespace = await cluster.namespace();
    await node.run(session, namespace, "a-first", counter(400), LABELS);
    const shown = await follow(session, namespace);
    await eventually(() => shown.lines().length > 50);
    proxy.cut();
    await eventually(
      () => shown.lines().length >= 400,
      () => shown.lines().length,
    );
    expect(shown.lines()).toEqual(numbered(400));
    expect(shown.remarks().filter(remark => remark.startsWith("── connect")).length % 2).toBe(0);
  });

  test("while paused nothing is taken, and nothing is missing afterwards", async () => {
    const session = await cluster.connect();
    const namespace = await cluster.namespace();
    await node.run(session, namespace, "a-first", counter(300), LABELS);
    const shown = await follow(session, namespace);
    await eventually(() => shown.lines().length > 10);
    shown.stream.pause();
    await eventually(() => shown.remarks().some(remark => remark.includes("paused")));
    await new Promise(resolve => setTimeout(resolve, 300));
    const before = shown.lines().length;
    await new Promise(resolve => setTimeout(resolve, 500));
    expect(shown.lines().length).toBe(before);
    shown.stream.resume();
    await eventually(
      () => shown.lines().length >= 300,
      () => shown.lines().length,
    );
    expect(shown.lines()).toEqual(numbered(300));
  });

  test("of a firehose the last lines are shown and the others are counted", async () => {
    const session = await cluster.connect();
    const namespace = await cluster.namespace();
    const count = 120_000;
    const flood: Program = context => {
      for (let line = 0; line < count; line += 1) context.log(`line ${line}`);
      return Promise.resolve({ exitCode: 0 });
    };
    await node.run(session, namespace, "a-first", flood, { ...LABELS, restartPolicy: "Never", isQuick: true });
    await eventually(async () =>
      JSON.stringify((await session.get({ type: POD, namespace, name: "a-first" }))["status"]).includes("terminated"),
    );
    const shown = await follow(session, namespace, { filter: {} });
    await eventually(
      () => shown.lines().at(-1) === `line ${count - 1}`,
      () => shown.lines().length,
    );
    const lines = shown.lines();
    const leftOut = Number(
      /^── ([\d,]+) earlier lines no longer shown ──/.exec(shown.text())?.[1]?.replaceAll(",", ""),
    );
    expect(lines).toEqual(numbered(lines.length, count - lines.length));
    expect(lines.length).toBeGreaterThanOrEqual(39_990);
    expect(lines.length).toBeLessThanOrEqual(50_000);
    // One remark at the head and one at the end stand between them.
    expect(leftOut + lines.length - count).toBeGreaterThanOrEqual(0);
    expect(leftOut + lines.length - count).toBeLessThanOrEqual(2);
  });
});
