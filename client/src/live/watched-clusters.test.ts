// What no API server of the playground does on demand; how clusters look is in test/kube/watched-cluster.test.ts.
import { createServer } from "node:http";
import { setTimeout as pause } from "node:timers/promises";
import { expect, onTestFinished, test, vi } from "vitest";
import { scratchFolder } from "../../../test/support/scratch-folder.ts";
import { createKubeGateway } from "../kube/index.ts";
import type { KubeGateway } from "../kube/port.ts";
import { LocalCluster } from "./local-cluster.ts";
import { WatchedClusters } from "./watched-clusters.ts";

interface Refusing {
  readonly gateway: KubeGateway;
  /** How often it has been asked for anything. */
  readonly requests: () => number;
}

/** A cluster that answers everything with one status code. */
async function refusing(status: number): Promise<Refusing> {
  let requests = 0;
  const server = createServer((_, response) => {
    requests += 1;
    response.writeHead(status, { "content-type": "application/json" }).end("{}");
  });
  await new Promise<void>(resolve => void server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void server.close());
  onTestFinished(() => server.closeAllConnections());
  const address = server.address();
  const url = `http://127.0.0.1:${typeof address === "object" && address ? address.port : 0}`;
  const config = {
    clusters: [{ name: "c", cluster: { server: url } }],
    contexts: [{ name: "x", context: { cluster: "c" } }],
  };
  const scratch = scratchFolder({ config: JSON.stringify(config) });
  const gateway = createKubeGateway({
    sources: () => ({ kubeconfig: [`${scratch.path}/config`], separateFiles: [] }),
    isTrusted: () => Promise.resolve(true),
  });
  onTestFinished(() => gateway.close());
  return { gateway, requests: () => requests };
}

async function watchFailing({ gateway }: Refusing, onChange = (): void => {}): Promise<LocalCluster> {
  const session = await gateway.connect("x");
  const cluster = new LocalCluster(session, {
    namespaces: [],
    retryDelay: 10,
    now: () => Date.now(),
    onChange,
  });
  onTestFinished(() => cluster.close());
  await vi.waitFor(() => expect(cluster.state.kind).toBe("failed"));
  return cluster;
}

test("a credential that is refused is not presented again by itself, since a plugin may open a browser for it", async () => {
  const refused = await refusing(401);
  const cluster = await watchFailing(refused);
  expect(cluster.state).toMatchObject({ error: { reason: "unauthorized" } });
  await pause(50);
  const before = refused.requests();
  await pause(200);
  expect(refused.requests()).toBe(before);
  cluster.retryNow();
  await vi.waitFor(() => expect(refused.requests()).toBeGreaterThan(before));
});

test("a cluster that fails is asked again by itself, without saying that it connects each time", async () => {
  const failing = await refusing(403);
  const states: (string | undefined)[] = [];
  const seen: { cluster?: LocalCluster } = {};
  seen.cluster = await watchFailing(failing, () => states.push(seen.cluster?.state.kind));
  states.length = 0;
  const before = failing.requests();
  await vi.waitFor(() => expect(failing.requests()).toBeGreaterThan(before + 3));
  expect(new Set(states)).toEqual(new Set(["failed"]));
});

test("a cluster that is forgotten while it is connected to does not come back", async () => {
  const { gateway } = await refusing(403);
  const clusters = new WatchedClusters({
    gateway: () => Promise.resolve(gateway),
    namespaces: () => [],
    now: () => Date.now(),
  });
  onTestFinished(() => clusters.close());
  const opening = clusters.watch("x");
  clusters.forget("x");
  await opening;
  expect(clusters.watched.has("x")).toBe(false);
  const again = await clusters.watch("x");
  expect(clusters.watched.get("x")).toBe(again);
});
