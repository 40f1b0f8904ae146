// What becomes of everything that a thread was asked for when it ends: threads of these cases do just so much.
import { expect, onTestFinished, test, vi, type Mock } from "vitest";
import type { ClusterSession, KubeGateway, KubeGatewayOptions, KubeObject, ResourceType } from "../port.ts";
import { createRemoteGateway, type Loss } from "./remote-gateway.ts";

const POD: ResourceType = { group: "", version: "v1", plural: "pods", kind: "Pod", isNamespaced: true };
const OBJECT: KubeObject = { apiVersion: "v1", kind: "Pod", metadata: { name: "a", namespace: "n" } };
const REF = { type: POD, namespace: "n", name: "a" };
const FORWARD = {
  ...{ target: { kind: "pod", namespace: "n", name: "a", port: 80 }, host: "127.0.0.1", localPort: 8080 },
  ...{ pod: undefined, leases: 1, error: undefined },
};

interface Begun {
  readonly gateway: KubeGateway;
  readonly onLost: Mock<(loss: Loss) => void>;
  readonly onForwards: () => void;
}

/** @param body what the thread does with a message `m`, and `answer`, which sends a value for it */
function begin(body: string, options: Partial<KubeGatewayOptions> = {}): Begun {
  const script = `
    import { parentPort } from "node:worker_threads";
    const tell = message => parentPort.postMessage(message);
    parentPort.on("message", m => {
      const answer = value => tell({ kind: "result", id: m.id, value });
      if (m.method === "connect") answer({ session: 1, context: { name: "x" } });
      if (m.method === "close") answer(undefined);
      ${body}
    });`;
  const onLost = vi.fn<(loss: Loss) => void>();
  const onForwards = vi.fn<() => void>();
  const gateway = createRemoteGateway(
    {
      sources: () => ({ kubeconfig: [], separateFiles: [] }),
      isTrusted: () => Promise.resolve(true),
      ...{ onLost, onForwards, ...options },
    },
    new URL(`data:text/javascript,${encodeURIComponent(script)}`),
  );
  onTestFinished(() => gateway.close());
  return { gateway, onLost, onForwards };
}

test("a thread that cannot live is told once, what is asked of it fails, and another would hardly live", async () => {
  const { gateway, onLost } = begin("process.exit(1)");
  await expect(gateway.contexts()).rejects.toMatchObject({ name: "KubeError", reason: "unreachable" });
  await expect(gateway.contexts()).rejects.toMatchObject({ name: "KubeError", isOutcomeUnknown: false });
  expect(onLost.mock.calls).toMatchObject([[{ error: { reason: "unreachable" }, mayBeginAnew: false }]]);
});

test("a thread that has lived for a while may be followed by another", async () => {
  vi.useFakeTimers({ toFake: ["Date"] });
  onTestFinished(() => void vi.useRealTimers());
  const { gateway, onLost } = begin('if (m.method === "contexts") process.exit(1)');
  await gateway.connect("x");
  vi.setSystemTime(Date.now() + 31_000);
  await expect(gateway.contexts()).rejects.toThrow();
  expect(onLost.mock.calls).toMatchObject([[{ mayBeginAnew: true }]]);
});

test.each<[string, (session: ClusterSession) => Promise<unknown>, boolean]>([
  ["a creation", session => session.create(POD, OBJECT), true],
  ["an apply", session => session.apply(POD, OBJECT, { isForced: true }), true],
  ["a patch", session => session.mergePatch(REF, {}), true],
  ["a deletion", session => session.delete(REF), true],
  ["a dry run", session => session.apply(POD, OBJECT, { isDryRun: true }), false],
  ["a question", session => session.get(REF), false],
])(
  "%s that is on its way then is no cancellation, and it may have been made: only a write",
  async (_, ask, isUnknown) => {
    const { gateway } = begin('if (m.method !== "connect") process.exit(1)');
    const session = await gateway.connect("x");
    await expect(ask(session)).rejects.toMatchObject({ reason: "unreachable", isOutcomeUnknown: isUnknown });
  },
);

test("a log whose reader is busy then fails when the reader comes back", async () => {
  const { gateway, onLost } = begin(`
    if (m.kind !== "more") return;
    tell({ kind: "lines", id: m.id, lines: [{ time: undefined, text: "one" }] });
    setTimeout(() => process.exit(1), 10);`);
  const session = await gateway.connect("x");
  const log = session.log({ namespace: "n", pod: "a", container: "c" }, { isFollowed: true })[Symbol.asyncIterator]();
  await log.next();
  await vi.waitFor(() => expect(onLost).toHaveBeenCalled(), { timeout: 10_000 });
  await expect(log.next()).rejects.toMatchObject({ reason: "unreachable" });
});

test("what a gateway is asked for when it is closed comes to an end, and that is no loss", async () => {
  const { gateway, onLost } = begin("");
  const session = await gateway.connect("x");
  const collection = session.watchCollection(POD, {});
  const answers = Promise.allSettled([
    session.serverVersion(),
    collection.ready(),
    session.log({ namespace: "n", pod: "a", container: "c" })[Symbol.asyncIterator]().next(),
  ]);
  await gateway.close();
  const cancelled = { status: "rejected", reason: { name: "KubeError", reason: "cancelled" } };
  expect(await answers).toMatchObject([cancelled, cancelled, cancelled]);
  expect(onLost).not.toHaveBeenCalled();
});

test("forwards are gone with their thread: nothing of them fails afterwards", async () => {
  const { gateway, onLost, onForwards } = begin(`
    const info = ${JSON.stringify(FORWARD)};
    if (m.method === "forward") {
      tell({ kind: "forwards", all: [{ ...info, context: "x" }], leases: new Map() });
      answer({ lease: 1, info });
    }
    if (m.method === "arrival") answer({ arrival: 1, pod: "a" });
    if (m.method === "ended") process.exit(1);`);
  const session = await gateway.connect("x");
  const lease = await session.forward({ kind: "pod", namespace: "n", name: "a", port: 80 });
  expect(gateway.forwards()).toHaveLength(1);
  const { ended } = await lease.arrival(1234);
  await expect(ended).resolves.toMatchObject({ name: "KubeError", reason: "unreachable" });
  expect(onLost).toHaveBeenCalledOnce();
  expect(gateway.forwards()).toEqual([]);
  expect(onForwards).toHaveBeenCalledTimes(2);
  await expect(lease.release()).resolves.toBeUndefined();
});
