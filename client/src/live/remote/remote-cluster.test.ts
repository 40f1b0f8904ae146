// A cluster that a thread of its own keeps, as the extension has it: what comes over is rows, and the trees that somebody follows.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { afterAll, beforeAll, expect, onTestFinished, test, vi } from "vitest";
import { playgroundCrds } from "../../../../playground/src/api-server/crds/playground-crds.ts";
import { startApiServer, type ApiServer } from "../../../../playground/src/api-server/start.ts";
import { createRemoteGateway } from "../../kube/remote/index.ts";
import type { ClusterSession, KubeGateway, KubeObject } from "../../kube/port.ts";
import { DEPLOYMENTS, SELDON_DEPLOYMENTS } from "../resource-types.ts";
import type { WatchedCluster } from "../watched-cluster.ts";
import { WatchedClusters } from "../watched-clusters.ts";

const WORKER = new URL("../../thread/worker.ts", import.meta.url);
const PATIENCE = { timeout: 20_000, interval: 20 };
/** Milliseconds in which everything that is on its way arrives. */
const SETTLED = 500;

type Changes = (ReadonlySet<string> | undefined)[];

const folder = mkdtempSync(path.join(os.tmpdir(), "seldon-test-"));
let server: ApiServer;
let gateway: KubeGateway;
let session: ClusterSession;

beforeAll(async () => {
  server = await startApiServer({ crds: playgroundCrds() });
  const file = path.join(folder, "config");
  server.writeKubeconfig(file, "admin", { context: "x" });
  gateway = remoteGateway(file, WORKER);
  session = await gateway.connect("x");
  for (const name of ["iris", "wine"]) await session.create<KubeObject>(SELDON_DEPLOYMENTS, seldonDeployment(name));
});

afterAll(async () => {
  await gateway.close();
  await server.close();
  rmSync(folder, { recursive: true, force: true });
});

function remoteGateway(file: string, script: URL): KubeGateway {
  const sources = (): { kubeconfig: string[]; separateFiles: string[] } => ({ kubeconfig: [file], separateFiles: [] });
  return createRemoteGateway({ sources, isTrusted: () => Promise.resolve(true), timing: { batch: 20 } }, script);
}

function seldonDeployment(name: string): KubeObject {
  const graph = { name: "classifier", implementation: "SKLEARN_SERVER", modelUri: "s3://models/iris" };
  return {
    apiVersion: "machinelearning.seldon.io/v1",
    kind: "SeldonDeployment",
    metadata: { name, namespace: "default" },
    spec: { predictors: [{ name: "main", graph }] },
  };
}

/** What the operator makes of it. */
function workload(of: string): KubeObject {
  const labels = { "seldon-deployment-id": of, app: of };
  return {
    apiVersion: "apps/v1",
    kind: "Deployment",
    metadata: { name: `${of}-main-0-classifier`, namespace: "default", labels },
    spec: {
      selector: { matchLabels: { app: of } },
      template: { metadata: { labels }, spec: { containers: [{ name: "classifier", image: "server:1" }] } },
    },
  };
}

async function watch(
  of: KubeGateway,
): Promise<{ clusters: WatchedClusters; cluster: WatchedCluster; changes: Changes }> {
  const changes: Changes = [];
  const clusters = new WatchedClusters({ gateway: () => Promise.resolve(of), namespaces: () => [], now: () => 0 });
  onTestFinished(() => clusters.close());
  clusters.onChange((_, keys) => changes.push(keys));
  const cluster = await clusters.look("x");
  return { clusters, cluster, changes };
}

test("rows are there by name, and stay the same objects while they look the same", async () => {
  const { cluster, changes } = await watch(gateway);
  expect(cluster.state.kind).toBe("live");
  const before = cluster.deployments("default");
  expect(before.map(({ name }) => name)).toEqual(["iris", "wine"]);
  changes.length = 0;
  const ref = { type: SELDON_DEPLOYMENTS, namespace: "default", name: "wine" };
  await session.mergePatch(ref, { metadata: { annotations: { seen: "no" } } });
  await session.mergePatch(ref, { metadata: { labels: { team: "fruit" } } });
  await vi.waitFor(
    () => expect(cluster.deployment("default/wine")?.metadata.labels).toEqual({ team: "fruit" }),
    PATIENCE,
  );
  expect(changes).toEqual([new Set(["default/wine"])]);
  expect(cluster.deployments("default")[0]).toBe(before[0]);
});

test("a tree comes to those that follow it, with its nodes as one where they stand twice, and no longer than they do", async () => {
  const { clusters, cluster } = await watch(gateway);
  const iris = cluster.follow("default/iris");
  await iris.ready();
  expect(iris.judged?.infos.get(iris.judged.tree)).toMatchObject({ words: "waiting for the operator" });
  await session.create<KubeObject>(DEPLOYMENTS, workload("iris"));
  await vi.waitFor(() => expect(iris.judged?.tree.predictors[0]?.workloads).toHaveLength(1), PATIENCE);
  const [predictor] = iris.judged?.tree.predictors ?? [];
  const [node] = predictor?.workloads ?? [];
  expect(predictor?.root?.workloads[0]).toBe(node);
  expect(node && iris.judged?.infos.get(node)).toBeDefined();
  const last = iris.judged;
  iris.dispose();
  await session.delete({ type: DEPLOYMENTS, namespace: "default", name: "iris-main-0-classifier" });
  await vi.waitFor(async () => {
    const judged = await clusters.judged("x", "default/iris");
    expect(judged?.tree.predictors[0]?.workloads).toEqual([]);
  }, PATIENCE);
  expect(iris.judged).toBe(last);
});

test("two that follow the same tree have the same, until the last of them has enough", async () => {
  const { cluster } = await watch(gateway);
  const one = cluster.follow("default/iris");
  const other = cluster.follow("default/iris");
  await Promise.all([one.ready(), other.ready()]);
  expect(one.judged).toBe(other.judged);
  one.dispose();
  one.dispose();
  await session.create<KubeObject>(DEPLOYMENTS, workload("iris"));
  await vi.waitFor(() => expect(other.judged?.tree.predictors[0]?.workloads).toHaveLength(1), PATIENCE);
});

test("nothing has a tree that is not there", async () => {
  const { clusters } = await watch(gateway);
  expect(await clusters.judged("x", "default/rose")).toBeUndefined();
});

test("a cluster that is not watched any more tells nothing", async () => {
  const { clusters, changes } = await watch(gateway);
  clusters.forget("x");
  changes.length = 0;
  await session.create<KubeObject>(SELDON_DEPLOYMENTS, seldonDeployment("rose"));
  await session.delete({ type: SELDON_DEPLOYMENTS, namespace: "default", name: "rose" });
  await pause(SETTLED);
  expect(changes).toEqual([]);
});

test("what a thread has told stays when it ends, with the reason, and no tree is waited for any more", async () => {
  const summary = { key: "n/a", namespace: "n", name: "a", info: { state: "ready", words: "1/1 ready" } };
  const news = {
    snapshot: { state: { kind: "live" }, scope: undefined, namespaces: ["n"] },
    ...{ summaries: JSON.stringify([summary]), gone: [], trees: [] },
  };
  const script = `
    import { parentPort } from "node:worker_threads";
    parentPort.on("message", m => {
      if (m.method === "connect") parentPort.postMessage({ kind: "result", id: m.id, value: { session: 1, context: { name: "x" } } });
      if (m.kind === "move-in") parentPort.postMessage({ kind: "from-resident", id: m.id, message: ${JSON.stringify(news)} });
      if (m.message?.kind === "follow") process.exit(1);
    });`;
  const brief = remoteGateway("", new URL(`data:text/javascript,${encodeURIComponent(script)}`));
  onTestFinished(() => brief.close());
  const { cluster } = await watch(brief);
  const tree = cluster.follow("n/a");
  await expect(tree.ready()).rejects.toMatchObject({ name: "KubeError", reason: "unreachable" });
  expect(cluster.state).toMatchObject({ kind: "stale", error: { reason: "unreachable" } });
  expect(cluster.deployments("n")).toMatchObject([{ name: "a" }]);
  await expect(cluster.follow("n/b").ready()).rejects.toMatchObject({ reason: "unreachable" });
});

test("a context whose credential cannot be used has failed, and the others go on", async () => {
  const file = path.join(folder, "broken");
  server.writeKubeconfig(file, "admin", { context: "x" });
  const text = readFileSync(file, "utf8");
  writeFileSync(file, text.replace(/^(\s+)(server: .*)$/mu, '$1$2\n$1proxy-url: "::no address"'));
  const broken = remoteGateway(file, WORKER);
  onTestFinished(() => broken.close());
  const { cluster } = await watch(broken);
  expect(cluster.state).toMatchObject({ kind: "failed", error: { name: "KubeError", reason: "unauthorized" } });
  expect((await broken.contexts()).contexts).toHaveLength(1);
});
