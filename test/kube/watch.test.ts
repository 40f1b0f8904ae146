// Live collections: following changes through everything that can happen to a connection.
import { expect, test } from "vitest";
import type { ClusterSession, LiveCollection, StreamState } from "../../client/src/kube/port.ts";
import { CONFIG_MAP, configMap, conformance, type ConfigMap } from "./support/cluster.ts";
import { eventually } from "./support/eventually.ts";

/** A collection of the ConfigMaps of a namespace, with what it said on the way. */
interface Followed {
  readonly collection: LiveCollection<ConfigMap>;
  readonly states: StreamState["kind"][];
  readonly calls: { added: string[]; modified: string[]; deleted: string[] }[];
  /** Waits until the collection holds exactly these objects, each with this value of `x`. */
  readonly holds: (expected: Record<string, string>) => Promise<void>;
}

function follow(session: ClusterSession, namespace: string): Followed {
  const states: StreamState["kind"][] = [];
  const calls: Followed["calls"] = [];
  const names = (objects: readonly ConfigMap[]): string[] => objects.map(object => object.metadata.name).sort();
  const collection = session.watchCollection(CONFIG_MAP, {
    namespace,
    // A newer cluster puts its own kube-root-ca.crt into every namespace.
    labelSelector: "test=yes",
    onState: state => states.push(state.kind),
    onChange: ({ added, modified, deleted }) =>
      calls.push({ added: names(added), modified: names(modified), deleted: names(deleted) }),
  });
  const content = (): Record<string, string> =>
    Object.fromEntries(collection.items().map(object => [object.metadata.name, object.data?.["x"] ?? ""]));
  const holds: Followed["holds"] = async expected => {
    const wanted = JSON.stringify(Object.entries(expected).sort());
    await eventually(() => JSON.stringify(Object.entries(content()).sort()) === wanted, content);
  };
  return { collection, states, calls, holds };
}

const labelled = (namespace: string, name: string, x: string): ConfigMap =>
  configMap(namespace, name, { x }, { test: "yes" });

conformance("Watching", cluster => {
  test("a collection begins with the list and follows every change", async () => {
    const session = await cluster.connect();
    const namespace = await cluster.namespace();
    await session.create(CONFIG_MAP, labelled(namespace, "a", "1"));
    const { collection, calls, states, holds } = follow(session, namespace);
    await collection.ready();
    expect(calls).toEqual([{ added: ["a"], modified: [], deleted: [] }]);
    expect(collection.get("a", namespace)?.metadata.managedFields).toBeUndefined();

    await session.create(CONFIG_MAP, labelled(namespace, "b", "1"));
    await holds({ a: "1", b: "1" });
    await session.mergePatch({ type: CONFIG_MAP, namespace, name: "a" }, { data: { x: "2" } });
    await holds({ a: "2", b: "1" });
    await session.delete({ type: CONFIG_MAP, namespace, name: "b" });
    await holds({ a: "2" });
    // What no longer matches the selector is gone, too.
    await session.mergePatch({ type: CONFIG_MAP, namespace, name: "a" }, { metadata: { labels: { test: "no" } } });
    await holds({});
    expect(states).toEqual(["live"]);
  });

  test("an empty list is told once, and nothing is told after closing", async () => {
    const session = await cluster.connect();
    const namespace = await cluster.namespace();
    const { collection, calls } = follow(session, namespace);
    await collection.ready();
    expect(calls).toEqual([{ added: [], modified: [], deleted: [] }]);
    collection.close();
    await session.create(CONFIG_MAP, labelled(namespace, "a", "1"));
    await new Promise(resolve => setTimeout(resolve, 200));
    expect(calls).toHaveLength(1);
  });

  test("many changes are handed over in few calls, each object once", async () => {
    const session = await cluster.connect({ timing: { batch: 300 } });
    const namespace = await cluster.namespace();
    const { collection, calls, holds } = follow(session, namespace);
    await collection.ready();
    const names = Array.from({ length: 60 }, (_, index) => `c${index}`);
    await Promise.all(names.map(name => session.create(CONFIG_MAP, labelled(namespace, name, "1"))));
    await Promise.all(
      names.map(name => session.mergePatch({ type: CONFIG_MAP, namespace, name }, { data: { x: "2" } })),
    );
    await holds(Object.fromEntries(names.map(name => [name, "2"])));
    await eventually(() => calls.flatMap(call => call.added).length === names.length);
    expect(calls.length).toBeLessThan(20);
    expect(new Set(calls.flatMap(call => call.added)).size).toBe(names.length);
  });

  test("a cut connection is resumed where it was, without listing again and without a word", async () => {
    const namespace = await cluster.namespace();
    const { relay, kubeconfig } = await cluster.relay();
    const session = await cluster.connect({ kubeconfig });
    const admin = await cluster.connect();
    const { collection, states, holds, calls } = follow(session, namespace);
    await collection.ready();
    await admin.create(CONFIG_MAP, labelled(namespace, "a", "1"));
    await holds({ a: "1" });
    const lists = (): number => relay.requests.filter(({ url }) => !url.searchParams.has("watch")).length;
    const listsBefore = lists();

    relay.intercept(({ url }) => (url.searchParams.has("watch") ? "cut" : undefined));
    relay.cut();
    await admin.create(CONFIG_MAP, labelled(namespace, "b", "1"));
    await admin.delete({ type: CONFIG_MAP, namespace, name: "a" });
    relay.intercept(undefined);
    await holds({ b: "1" });
    expect(lists()).toBe(listsBefore);
    await eventually(() => calls.flatMap(call => call.deleted).includes("a"));
    expect(states.at(-1)).toBe("live");

    relay.cut();
    const watches = relay.requests.filter(({ url }) => url.searchParams.has("watch"));
    expect(watches.every(({ url }) => url.searchParams.get("allowWatchBookmarks") === "true")).toBe(true);
    await admin.mergePatch({ type: CONFIG_MAP, namespace, name: "b" }, { data: { x: "2" } });
    await holds({ b: "2" });
  });

  test("a watch that the server ends in good order goes on from its bookmark", async () => {
    const namespace = await cluster.namespace();
    const { relay, kubeconfig } = await cluster.relay();
    const session = await cluster.connect({ kubeconfig, timing: { watchLength: 4_000 } });
    const admin = await cluster.connect();
    const { collection, states, holds } = follow(session, namespace);
    await collection.ready();
    const watched = (): string[] =>
      relay.requests.flatMap(({ url }) =>
        url.searchParams.has("watch") ? [url.searchParams.get("resourceVersion") ?? ""] : [],
      );
    // Of no interest to the collection: only a bookmark can tell it that the history has gone on.
    for (let count = 0; count < 5; count += 1) await admin.create(CONFIG_MAP, configMap(namespace, `other${count}`));
    await eventually(() => watched().length === 2, watched);
    expect(watched()[1]).not.toBe(watched()[0]);
    await admin.create(CONFIG_MAP, labelled(namespace, "a", "1"));
    await holds({ a: "1" });
    expect(states).toEqual(["live"]);
  });

  test("when the history is gone (410) it lists again and tells only what has changed", async () => {
    const namespace = await cluster.namespace();
    const { relay, kubeconfig } = await cluster.relay();
    const session = await cluster.connect({ kubeconfig });
    const admin = await cluster.connect();
    for (const name of ["a", "b", "c"]) await admin.create(CONFIG_MAP, labelled(namespace, name, "1"));
    const { collection, calls, holds } = follow(session, namespace);
    await collection.ready();
    await eventually(() => relay.requests.some(({ url }) => url.searchParams.has("watch")));

    let isFirst = true;
    relay.intercept(({ url }) => {
      if (!url.searchParams.has("watch") || !isFirst) return undefined;
      isFirst = false;
      url.searchParams.set("resourceVersion", "1");
      return { path: url.pathname + url.search };
    });
    relay.cut();
    await admin.delete({ type: CONFIG_MAP, namespace, name: "a" });
    await admin.mergePatch({ type: CONFIG_MAP, namespace, name: "b" }, { data: { x: "2" } });
    await holds({ b: "2", c: "1" });
    await eventually(
      () => calls.length > 1 && calls.flatMap(call => call.deleted).includes("a"),
      () => calls,
    );
    const later = calls.slice(1);
    expect(later.flatMap(call => call.added)).toEqual([]);
    expect(later.flatMap(call => call.modified)).toEqual(["b"]);
    expect(later.flatMap(call => call.deleted)).toEqual(["a"]);
  });

  test("without a cluster it is stale, says since when and why, and recovers by itself", async () => {
    const namespace = await cluster.namespace();
    const { proxy, kubeconfig } = await cluster.wire();
    const session = await cluster.connect({ kubeconfig });
    const admin = await cluster.connect();
    await admin.create(CONFIG_MAP, labelled(namespace, "a", "1"));
    const { collection, states, holds } = follow(session, namespace);
    await collection.ready();
    const before = Date.now();
    await proxy.refuse();
    await eventually(
      () => collection.state.kind === "stale",
      () => collection.state,
    );
    expect(collection.state).toMatchObject({ error: { reason: "unreachable" } });
    if (collection.state.kind === "stale") expect(collection.state.since).toBeLessThanOrEqual(Date.now());
    if (collection.state.kind === "stale") expect(collection.state.since).toBeGreaterThan(before - 60_000);
    expect(collection.get("a", namespace)).toBeDefined();
    await admin.delete({ type: CONFIG_MAP, namespace, name: "a" });
    await proxy.restore();
    await holds({});
    expect(states.at(0)).toBe("live");
    expect(states.at(-1)).toBe("live");
  });

  test("a cluster that is away from the start is told at once, and found when it comes", async () => {
    const namespace = await cluster.namespace();
    const { proxy, kubeconfig } = await cluster.wire();
    await proxy.refuse();
    const session = await cluster.connect({ kubeconfig, timing: { backOffMin: 5_000, backOffMax: 60_000 } });
    const { collection, states } = follow(session, namespace);
    await eventually(() => collection.state.kind === "stale");
    await proxy.restore();
    collection.retryNow();
    await collection.ready();
    expect(states).toEqual(["stale", "live"]);
  });

  test("a half-open connection is noticed, though nothing breaks", async () => {
    const namespace = await cluster.namespace();
    const { proxy, kubeconfig } = await cluster.wire();
    const session = await cluster.connect({ kubeconfig, timing: { connect: 500, request: 500, heartbeat: 300 } });
    const admin = await cluster.connect();
    const { collection, holds } = follow(session, namespace);
    await collection.ready();
    proxy.freeze();
    await admin.create(CONFIG_MAP, labelled(namespace, "a", "1"));
    await eventually(() => collection.state.kind === "stale");
    await proxy.restore();
    await holds({ a: "1" });
    expect(collection.state.kind).toBe("live");
  });

  test("a quiet watch stays open", async () => {
    const namespace = await cluster.namespace();
    const { relay, kubeconfig } = await cluster.relay();
    const session = await cluster.connect({ kubeconfig, timing: { request: 500, connect: 500, heartbeat: 200 } });
    const { collection, states } = follow(session, namespace);
    await collection.ready();
    await new Promise(resolve => setTimeout(resolve, 2_000));
    expect(states).toEqual(["live"]);
    expect(relay.requests.filter(({ url }) => url.searchParams.has("watch"))).toHaveLength(1);
  });

  test("a slow connection is waited for", async () => {
    const namespace = await cluster.namespace();
    const { proxy, kubeconfig } = await cluster.wire();
    const session = await cluster.connect({ kubeconfig, timing: { request: 1_000 } });
    const admin = await cluster.connect();
    const big = "x".repeat(20_000);
    for (const name of ["a", "b"]) {
      await admin.create(CONFIG_MAP, configMap(namespace, name, { x: name, big: `${big}${name}` }, { test: "yes" }));
    }
    await session.serverVersion();
    proxy.slowDown(20_000);
    const { collection } = follow(session, namespace);
    await collection.ready();
    expect(collection.items().map(item => item.data?.["big"]?.length)).toEqual([20_001, 20_001]);
  });

  test("a server restart in the middle leaves no gap", async ctx => {
    const { server } = cluster.target;
    if (!server) return ctx.skip("the cluster is not ours to stop");
    const namespace = await cluster.namespace();
    const session = await cluster.connect();
    for (const name of ["a", "b"]) await session.create(CONFIG_MAP, labelled(namespace, name, "1"));
    const { collection, calls, states, holds } = follow(session, namespace);
    await collection.ready();
    await server.halt();
    await eventually(() => collection.state.kind === "stale");
    await server.resume();
    await eventually(() => collection.state.kind === "live");
    await session.mergePatch({ type: CONFIG_MAP, namespace, name: "a" }, { data: { x: "2" } });
    await session.delete({ type: CONFIG_MAP, namespace, name: "b" });
    await holds({ a: "2" });
    await eventually(() => calls.flatMap(call => call.deleted).length === 1);
    expect(calls.flatMap(call => call.added)).toEqual(["a", "b"]);
    expect(states.at(-1)).toBe("live");
  });

  test("what may not be watched is said to be so", async () => {
    const viewer = await cluster.connect({ kubeconfig: cluster.target.viewer });
    const type = { group: "", version: "v1", plural: "secrets", kind: "Secret", isNamespaced: true };
    const collection = viewer.watchCollection(type, { namespace: "kube-system" });
    await eventually(() => collection.state.kind === "stale");
    expect(collection.state).toMatchObject({ error: { reason: "forbidden" } });
    collection.close();
    await expect(collection.ready()).rejects.toMatchObject({ reason: "cancelled" });
  });

  test("aborting the signal ends a collection, closing the session ends all", async () => {
    const session = await cluster.connect();
    const namespace = await cluster.namespace();
    const abort = new AbortController();
    const changes: unknown[] = [];
    const one = session.watchCollection(CONFIG_MAP, {
      namespace,
      signal: abort.signal,
      onChange: change => changes.push(change),
    });
    await one.ready();
    abort.abort();
    const other = follow(await cluster.connect(), namespace);
    await other.collection.ready();
    await session.create(CONFIG_MAP, labelled(namespace, "a", "1"));
    await other.holds({ a: "1" });
    expect(changes).toHaveLength(1);
    await session.close();
    await expect(session.list(CONFIG_MAP, { namespace })).rejects.toMatchObject({ reason: "cancelled" });
  });
});
