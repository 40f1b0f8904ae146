// The deploy engine against API servers: what is applied is what was previewed, whatever goes wrong on the way.
import { describe, expect, onTestFinished, test } from "vitest";
import { planDeploy } from "../../client/src/domain/deploy/index.ts";
import type { ClusterSession, KubeObject } from "../../client/src/kube/port.ts";
import {
  applyAll,
  applyItem,
  findItem,
  previewItem,
  type DeployItem,
  type ItemPreview,
  type ReadyPreview,
} from "../../client/src/live/deploy/index.ts";
import { loadKubeconfig } from "../../playground/src/kubernetes/connection.ts";
import { createHttpsClient } from "../../playground/src/kubernetes/https-client.ts";
import { configMap, conformance, type Cluster } from "./support/cluster.ts";
import type { RelayedRequest } from "./support/http-relay.ts";
import { SELDON_DEPLOYMENT, seldonDeployment } from "./support/seldon-deployment.ts";

conformance("a deploy", cluster => {
  describe("a preview", () => {
    test("of a new object has no live one, and nothing is kept", async () => {
      const { session, item } = await start(cluster, { a: "1" });
      const preview = ready(await previewItem(session, item));
      expect([preview.live, preview.isUnchanged]).toEqual([undefined, false]);
      await expect(session.get(ref(item))).rejects.toMatchObject({ reason: "not-found" });
    });

    test("of what is there already is unchanged, and nothing is sent", async () => {
      const { session, item } = await start(cluster, { a: "1" });
      await apply(session, item);
      const before = await session.get(ref(item));
      const preview = ready(await previewItem(session, item));
      expect(preview.isUnchanged).toBe(true);
      expect(await applyAll(session, [preview])).toEqual({ applied: [], stop: undefined, left: [] });
      expect((await session.get(ref(item))).metadata.resourceVersion).toBe(before.metadata.resourceVersion);
    });

    test("says what the API server refuses, with its causes", async () => {
      const { session, namespace } = await start(cluster);
      const broken = seldonDeployment(namespace, "broken", { replicas: "three" });
      const preview = await previewItem(session, await itemOf(session, broken));
      expect(preview).toMatchObject({ kind: "refused", error: { reason: "invalid" } });
    });

    test("names who owns what it would change, and asks before it is taken over", async () => {
      const { session, namespace } = await start(cluster);
      const other = await otherClient(cluster);
      await other.create(FOR_OTHERS, {
        apiVersion: "machinelearning.seldon.io/v1",
        kind: "SeldonDeployment",
        metadata: { name: "iris", namespace },
        spec: seldonDeployment(namespace, "iris", { replicas: 1 })["spec"],
      });
      const item = await itemOf(session, seldonDeployment(namespace, "iris", { replicas: 3 }));
      const preview = await previewItem(session, item);
      if (preview.kind !== "conflict") throw new Error(`It is ${preview.kind}.`);
      expect(preview.conflicts).toMatchObject([{ path: ["spec", "predictors"], isOurs: false }]);
      const forced = ready(await previewItem(session, item, { isForced: true }));
      const outcome = await applyItem(session, forced);
      expect(outcome).toMatchObject({ kind: "applied", object: { spec: { predictors: [{ replicas: 3 }] } } });
    });

    test("takes over silently what we wrote ourselves by another way", async () => {
      const { session, namespace } = await start(cluster);
      const item = await itemOf(session, seldonDeployment(namespace, "iris", { replicas: 1 }));
      await apply(session, item);
      await session.jsonPatch(ref(item), [{ op: "replace", path: "/spec/predictors/0/replicas", value: 5 }]);
      expect(ready(await previewItem(session, item))).toMatchObject({ isUnchanged: false });
      expect(await apply(session, item)).toMatchObject({ spec: { predictors: [{ replicas: 1 }] } });
    });
  });

  describe("what was previewed is what is applied", () => {
    test("a status that the operator writes meanwhile does not matter", async () => {
      const { session, namespace } = await start(cluster);
      const item = await itemOf(session, seldonDeployment(namespace, "iris"));
      const live = await apply(session, item);
      const changed = await itemOf(session, seldonDeployment(namespace, "iris", { replicas: 2 }));
      const preview = ready(await previewItem(session, changed));
      const other = await otherClient(cluster);
      const { apiVersion, kind, spec } = live;
      const metadata = { name: "iris", namespace, resourceVersion: live.metadata.resourceVersion ?? "" };
      await other.updateStatus(FOR_OTHERS, { apiVersion, kind, metadata, spec, status: { state: "Creating" } });
      expect(await applyItem(session, preview)).toMatchObject({
        kind: "applied",
        object: { spec: { predictors: [{ replicas: 2 }] } },
      });
    });

    test("two editors at once: the second is told what the first has changed, and has changed nothing", async () => {
      const { session, namespace } = await start(cluster);
      await apply(session, await itemOf(session, seldonDeployment(namespace, "iris", { replicas: 1 })));
      const [one, two] = await Promise.all(
        [2, 3].map(async replicas =>
          ready(await previewItem(session, await itemOf(session, seldonDeployment(namespace, "iris", { replicas })))),
        ),
      );
      if (!one || !two) throw new Error("There are two.");
      expect(await applyItem(session, one)).toMatchObject({ kind: "applied" });
      const outcome = await applyItem(session, two);
      expect(outcome).toMatchObject({
        kind: "changed",
        preview: { live: { spec: { predictors: [{ replicas: 2 }] } } },
      });
      expect(await session.get(ref(two.item))).toMatchObject({ spec: { predictors: [{ replicas: 2 }] } });
    });

    test("two editors in the same moment: one of them wins, and the other is told", async () => {
      const { session, namespace } = await start(cluster);
      await apply(session, await itemOf(session, seldonDeployment(namespace, "iris", { replicas: 1 })));
      const previews = await Promise.all(
        [2, 3, 4].map(async replicas =>
          ready(await previewItem(session, await itemOf(session, seldonDeployment(namespace, "iris", { replicas })))),
        ),
      );
      const outcomes = await Promise.all(previews.map(preview => applyItem(session, preview)));
      expect(outcomes.map(({ kind }) => kind).sort()).toEqual(["applied", "changed", "changed"]);
      const winner = previews[outcomes.findIndex(({ kind }) => kind === "applied")];
      expect((await session.get({ type: SELDON_DEPLOYMENT, name: "iris", namespace }))["spec"]).toMatchObject(
        Object(winner?.item.object["spec"]),
      );
    });
  });

  describe("the connection breaks", () => {
    test("after the request was sent: it is found out that it was applied, and it is not sent again", async () => {
      const { relay, session, item } = await behindRelay(cluster);
      const preview = ready(await previewItem(session, item));
      relay.intercept(once(isWrite, "cut-after"));
      const uncertain: string[] = [];
      const outcome = await applyItem(session, preview, { onUncertain: ({ reason }) => void uncertain.push(reason) });
      expect(outcome).toMatchObject({ kind: "applied", object: { data: { a: "1" } } });
      expect(uncertain).toHaveLength(1);
      expect(relay.requests.filter(isWrite)).toHaveLength(1);
    });

    test("before the API server got it: it is found out that it was not applied, and it is sent again", async () => {
      const { relay, session, item } = await behindRelay(cluster);
      const preview = ready(await previewItem(session, item));
      relay.intercept(once(isWrite, "cut"));
      expect(await applyItem(session, preview)).toMatchObject({ kind: "applied", object: { data: { a: "1" } } });
      expect(relay.requests.filter(isWrite)).toHaveLength(2);
    });

    test("and stays broken: that it is not known is said, with what was not begun", async () => {
      const { relay, session, item, namespace } = await behindRelay(cluster);
      const second = await itemOf(session, configMap(namespace, "second", { b: "2" }));
      const previews = [ready(await previewItem(session, item)), ready(await previewItem(session, second))];
      let isGone = false;
      relay.intercept(request => {
        isGone ||= isWrite(request);
        return isGone ? "cut" : undefined;
      });
      const report = await applyAll(session, previews, { patience: 200 });
      expect(report).toMatchObject({ applied: [], stop: { kind: "unknown" } });
      expect(report.left).toEqual([second]);
    });
  });

  test("the API server restarts while it is asked: it is waited for, and the object ends as it was previewed", async ctx => {
    const { server } = cluster.target;
    if (!server) return ctx.skip("the cluster is not ours to stop");
    const { relay, session, item } = await behindRelay(cluster);
    const preview = ready(await previewItem(session, item));
    let restart: Promise<void> | undefined;
    onTestFinished(() => restart);
    relay.intercept(request => {
      if (restart || !isWrite(request)) return undefined;
      restart = server.halt().then(async () => {
        await new Promise(resolve => setTimeout(resolve, 300));
        await server.resume();
      });
      return "cut-after";
    });
    expect(await applyItem(session, preview)).toMatchObject({ kind: "applied", object: { data: { a: "1" } } });
    await restart;
    expect(await session.get(ref(item))).toMatchObject({ data: { a: "1" } });
  });

  test("what is cancelled half-way says which objects are there and which are not", async () => {
    const { session, item, namespace } = await start(cluster, { a: "1" });
    const second = await itemOf(session, configMap(namespace, "second", { b: "2" }));
    const previews = [ready(await previewItem(session, item)), ready(await previewItem(session, second))];
    const abort = new AbortController();
    const report = await applyAll(session, previews, {
      signal: abort.signal,
      onApplied: () => abort.abort(),
    });
    expect(report).toMatchObject({ applied: [{ item }], stop: { kind: "cancelled" } });
    expect(report.left).toEqual([second]);
    await expect(session.get(ref(second))).rejects.toMatchObject({ reason: "not-found" });
  });
});

async function start(
  cluster: Cluster,
  data: Record<string, string> = {},
): Promise<{ session: ClusterSession; namespace: string; item: DeployItem }> {
  const [session, namespace] = [await cluster.connect(), await cluster.namespace()];
  return { session, namespace, item: await itemOf(session, configMap(namespace, "first", data)) };
}

async function behindRelay(
  cluster: Cluster,
): Promise<Awaited<ReturnType<typeof start>> & { relay: Awaited<ReturnType<Cluster["relay"]>>["relay"] }> {
  const { relay, kubeconfig } = await cluster.relay();
  const namespace = await cluster.namespace();
  const session = await cluster.connect({ kubeconfig });
  return { relay, session, namespace, item: await itemOf(session, configMap(namespace, "first", { a: "1" })) };
}

/** As a manifest's object becomes one that is sent. */
async function itemOf(session: ClusterSession, object: KubeObject): Promise<DeployItem> {
  const { apiVersion, kind, metadata } = object;
  const written = { apiVersion, kind, name: metadata.name, namespace: metadata.namespace ?? null, value: object };
  const [step] = planDeploy([written], "default", "written").steps;
  const found = step && (await findItem(session, step, object));
  if (found?.kind !== "item") throw new Error(`The API server has no ${kind}.`);
  return found.item;
}

async function apply(session: ClusterSession, item: DeployItem): Promise<KubeObject> {
  const outcome = await applyItem(session, ready(await previewItem(session, item)));
  if (outcome.kind !== "applied") throw new Error(`It is ${outcome.kind}.`);
  return outcome.object;
}

function ready(preview: ItemPreview): ReadyPreview {
  if (preview.kind === "ready") return preview;
  throw new Error(`It is ${preview.kind}: ${preview.error.message}`);
}

function ref({ object, type }: DeployItem): Parameters<ClusterSession["get"]>[0] {
  const { name, namespace = "" } = object.metadata;
  return { type, name, namespace };
}

const { group, version, plural, kind } = SELDON_DEPLOYMENT;
const FOR_OTHERS = { group, version, plural, kind, isNamespaced: true };

/** Somebody else, with another field manager. */
async function otherClient(cluster: Cluster): Promise<ReturnType<typeof createHttpsClient>> {
  const client = createHttpsClient(await loadKubeconfig(cluster.target.admin));
  onTestFinished(() => client.close());
  return client;
}

function isWrite({ method, url }: RelayedRequest): boolean {
  return method === "PATCH" && url.searchParams.get("dryRun") === null;
}

function once<T>(matches: (request: RelayedRequest) => boolean, fate: T): (request: RelayedRequest) => T | undefined {
  let isDone = false;
  return request => {
    if (isDone || !matches(request)) return undefined;
    isDone = true;
    return fate;
  };
}
