// What a conformance case works with: sessions, namespaces and broken wires, all cleaned up when the case ends.
import { randomBytes } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, onTestFinished } from "vitest";
import { parse, stringify } from "yaml";
import { createRemoteGateway } from "../../../client/src/kube/remote/index.ts";
import type {
  ClusterSession,
  KubeGatewayOptions,
  KubeObject,
  ResourceType,
  Timing,
} from "../../../client/src/kube/port.ts";
import { startHttpRelay, type HttpRelay } from "./http-relay.ts";
import { targetKinds, type Target } from "./targets.ts";
import { startTcpProxy, type TcpProxy } from "./tcp-proxy.ts";

/** A ConfigMap is the smallest object that every cluster has. */
export interface ConfigMap extends KubeObject {
  data?: Record<string, string>;
}
export const CONFIG_MAP: ResourceType<ConfigMap> = {
  group: "",
  version: "v1",
  plural: "configmaps",
  kind: "ConfigMap",
  isNamespaced: true,
};
export const NAMESPACE: ResourceType = {
  group: "",
  version: "v1",
  plural: "namespaces",
  kind: "Namespace",
  isNamespaced: false,
};

export interface Cluster {
  readonly target: Target;
  /** A session over the given kubeconfig, by default the administrator's. */
  connect(options?: ConnectOptions): Promise<ClusterSession>;
  /** A new namespace. */
  namespace(): Promise<string>;
  /** The administrator's kubeconfig, reached over a wire that can be broken. */
  wire(): Promise<{ proxy: TcpProxy; kubeconfig: string }>;
  /** The administrator's kubeconfig over plain HTTP and a relay that writes down requests. */
  relay(): Promise<{ relay: HttpRelay; kubeconfig: string }>;
  /** A kubeconfig with changes to the administrator's cluster and user entries. */
  kubeconfig(change: { cluster?: object; user?: object }): string;
}

export interface ConnectOptions {
  readonly kubeconfig?: string;
  readonly timing?: Partial<Timing>;
  readonly options?: Partial<KubeGatewayOptions>;
}

/** Quick enough for tests, and slow enough for a busy machine. */
const WORKER = new URL("../../../client/src/thread/worker.ts", import.meta.url);

const TIMING: Partial<Timing> = {
  connect: 5_000,
  request: 5_000,
  backOffMin: 50,
  backOffMax: 500,
  heartbeat: 1_000,
  batch: 20,
};

/** Declares a topic's cases for every cluster there is. */
export function conformance(topic: string, define: (cluster: Cluster) => void): void {
  for (const kind of targetKinds()) {
    describe(`${topic}, with ${kind.name}`, () => {
      let target: Target | undefined;
      beforeAll(async () => {
        target = await kind.start();
      });
      afterAll(() => target?.close());
      define(createCluster(() => {
        if (!target) throw new Error(`${kind.name} has not been started.`);
        return target;
      }));
    });
  }
}

function createCluster(target: () => Target): Cluster {
  const connect: Cluster["connect"] = async ({ kubeconfig, timing, options } = {}) => {
    const port = {
      sources: () => ({ kubeconfig: [kubeconfig ?? target().admin], separateFiles: [] }),
      isTrusted: () => Promise.resolve(true),
      timing: { ...TIMING, ...timing },
      ...options,
    };
    // As the extension has it; the adapter without a thread is what seldon-predict and many other tests use.
    const gateway = createRemoteGateway(port, WORKER);
    onTestFinished(() => gateway.close());
    const { contexts, problems } = await gateway.contexts();
    const [context] = contexts;
    if (!context) throw new Error(`No context: ${JSON.stringify(problems)}`);
    return gateway.connect(context.name);
  };
  const kubeconfig: Cluster["kubeconfig"] = change => {
    const folder = mkdtempSync(path.join(os.tmpdir(), "seldon-kube-"));
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    const file = path.join(folder, "config");
    const { cluster, user } = entriesOf(target().admin);
    const context = { name: "test", context: { cluster: "test", user: "test" } };
    const changed = {
      apiVersion: "v1",
      kind: "Config",
      clusters: [{ name: "test", cluster: { ...cluster, ...change.cluster } }],
      users: [{ name: "test", user: change.user ?? user }],
      contexts: [context],
      "current-context": "test",
    };
    writeFileSync(file, stringify(changed), { mode: 0o600 });
    return file;
  };
  return {
    get target() {
      return target();
    },
    connect,
    kubeconfig,
    async namespace() {
      const name = `kube-${randomBytes(4).toString("hex")}`;
      const session = await connect();
      await session.create(NAMESPACE, { apiVersion: "v1", kind: "Namespace", metadata: { name } });
      onTestFinished(() => session.delete({ type: NAMESPACE, name }).catch(() => {}));
      return name;
    },
    async wire() {
      const { server } = entriesOf(target().admin);
      const proxy = await startTcpProxy(Number(new URL(server).port));
      onTestFinished(() => proxy.close());
      return { proxy, kubeconfig: kubeconfig({ cluster: { server: `https://127.0.0.1:${proxy.port}` } }) };
    },
    async relay() {
      const { server, authority } = entriesOf(target().admin);
      const relay = await startHttpRelay(server, authority);
      onTestFinished(() => relay.close());
      return {
        relay,
        kubeconfig: kubeconfig({ cluster: { server: relay.url, "certificate-authority-data": undefined } }),
      };
    },
  };
}

/** What the suite needs to know of a kubeconfig with one cluster and one user. */
export function entriesOf(file: string): {
  cluster: object;
  user: object;
  server: string;
  authority: string;
  token: string;
} {
  const document: unknown = parse(readFileSync(file, "utf8"));
  const cluster = at(document, "clusters", 0, "cluster");
  const user = at(document, "users", 0, "user");
  if (typeof cluster !== "object" || cluster === null || typeof user !== "object" || user === null) {
    throw new Error(`${file} has no cluster or no user.`);
  }
  return {
    cluster,
    user,
    server: String(at(cluster, "server")),
    authority: Buffer.from(String(at(cluster, "certificate-authority-data")), "base64").toString("utf8"),
    token: String(at(user, "token")),
  };
}

function at(value: unknown, ...keys: readonly (string | number)[]): unknown {
  return keys.reduce(
    (found, key) => (typeof found === "object" && found !== null ? Reflect.get(found, key) : undefined),
    value,
  );
}

/** A ConfigMap to be created. */
export function configMap(
  namespace: string,
  name: string,
  data: Record<string, string> = {},
  labels: Record<string, string> = {},
): ConfigMap {
  return { apiVersion: "v1", kind: "ConfigMap", metadata: { name, namespace, labels }, data };
}
