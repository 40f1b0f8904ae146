// What the explorer shows of a cluster, row by row, from a playground that lives.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import type { ExplorerSource } from "../../client/src/features/explorer/explorer-source.ts";
import type { Row } from "../../client/src/features/explorer/row.ts";
import { childRows, rootRows } from "../../client/src/features/explorer/rows.ts";
import { createKubeGateway } from "../../client/src/kube/index.ts";
import { createRemoteGateway } from "../../client/src/kube/remote/index.ts";
import type {
  ClusterSession,
  KubeContext,
  KubeGateway,
  KubeGatewayOptions,
  KubeObject,
} from "../../client/src/kube/port.ts";
import {
  DEPLOYMENTS,
  SELDON_DEPLOYMENTS,
  usageWords,
  WatchedClusters,
  type JudgedDeployment,
} from "../../client/src/live/index.ts";
import { startApiServer, type ApiServer } from "../../playground/src/api-server/start.ts";
import { startPlayground, type Playground } from "../../playground/src/playground.ts";
import { applyManifest, createNamespace, objectsOf } from "./support/manifests.ts";

const SPEED = 60;

const folder = mkdtempSync(path.join(tmpdir(), "seldon-watched-"));
const closing: (() => Promise<void> | void)[] = [];

afterAll(async () => {
  for (const close of closing.toReversed()) await close();
  rmSync(folder, { recursive: true, force: true });
});

interface ShownRow {
  readonly row: Row;
  readonly depth: number;
}

/** The clusters of a kubeconfig file as the explorer sees them. */
interface Viewer {
  readonly gateway: KubeGateway;
  readonly clusters: WatchedClusters;
  readonly changes: (ReadonlySet<string> | undefined)[];
  /** Everything that can be expanded is. */
  all(): Promise<readonly ShownRow[]>;
  rows(): Promise<string[]>;
  row(label: string): Promise<Row>;
}

interface LookOptions {
  readonly namespaces?: readonly string[];
  /** As the extension has it. */
  readonly inThread?: boolean;
}

const WORKER = new URL("../../client/src/thread/worker.ts", import.meta.url);

async function look(kubeconfig: string, options: LookOptions = {}): Promise<Viewer> {
  const port: KubeGatewayOptions = {
    sources: () => ({ kubeconfig: [kubeconfig], separateFiles: [] }),
    isTrusted: () => Promise.resolve(true),
    timing: { backOffMin: 50, backOffMax: 200, batch: 20 },
  };
  const gateway = options.inThread === true ? createRemoteGateway(port, WORKER) : createKubeGateway(port);
  const clusters = new WatchedClusters({
    gateway: () => Promise.resolve(gateway),
    namespaces: () => options.namespaces ?? [],
    now: () => Date.now(),
  });
  const changes: (ReadonlySet<string> | undefined)[] = [];
  clusters.onChange((_, keys) => changes.push(keys));
  const { contexts } = await clusters.contexts();
  await clusters.watch(contexts[0]?.name ?? "");
  closing.push(() => {
    clusters.close();
    return gateway.close();
  });
  const all = async (): Promise<ShownRow[]> => {
    const source = sourceOf(contexts, clusters, await treesOf(clusters));
    const below = (rows: readonly Row[], depth: number): ShownRow[] =>
      rows.flatMap(row => [{ row, depth }, ...below(childRows(source, row.target) ?? [], depth + 1)]);
    return below(rootRows(source), 0);
  };
  return {
    gateway,
    clusters,
    changes,
    all,
    rows: async () => (await all()).map(({ row, depth }) => `${"  ".repeat(depth)}${row.label} | ${row.description}`),
    async row(label) {
      const found = (await all()).find(({ row }) => row.label === label);
      if (!found) throw new Error(`There is no row ${label}.`);
      return found.row;
    },
  };
}

type Trees = ReadonlyMap<string, JudgedDeployment | undefined>;

/** As if all rows were expanded. */
async function treesOf(clusters: WatchedClusters): Promise<Trees> {
  const shown = [...clusters.watched].flatMap(([context, cluster]) =>
    cluster.namespaces.flatMap(namespace => cluster.deployments(namespace).map(({ key }) => ({ context, key }))),
  );
  const judged = await Promise.all(shown.map(({ context, key }) => clusters.judged(context, key)));
  return new Map(shown.map(({ context, key }, index) => [`${context}/${key}`, judged[index]]));
}

function sourceOf(contexts: readonly KubeContext[], clusters: WatchedClusters, trees: Trees): ExplorerSource {
  return {
    contexts,
    playgroundFile: undefined,
    cluster: context => clusters.watched.get(context),
    judged: (context, key) => trees.get(`${context}/${key}`),
    problem: () => undefined,
    filter: "",
    sort: "name",
    now: () => Date.now(),
  };
}

const PATIENCE = { timeout: 40_000, interval: 50 };
const eventually = <T>(see: () => Promise<T>): Promise<T> => vi.waitFor(see, PATIENCE);

describe("a playground", () => {
  let playground: Playground;
  let viewer: Viewer;
  let session: ClusterSession;

  beforeAll(async () => {
    playground = await startPlayground({ folder, speed: SPEED, ingress: "istio", port: 0 });
    closing.push(() => playground.close());
    viewer = await look(playground.kubeconfig);
    session = await viewer.gateway.connect("seldon-playground");
  });

  test("has nothing to show at first, and says so", async () => {
    await eventually(async () => {
      expect(await viewer.rows()).toEqual(["seldon-playground | ", "  No SeldonDeployments in this cluster | "]);
    });
  });

  test("shows a deployment from its context down to its containers, as it becomes ready", async () => {
    await createNamespace(session, "scoring");
    await applyManifest(session, "final.yaml", "scoring");
    await eventually(async () => {
      const rows = (await viewer.rows()).map(row => row.replace(/\w+-\w+ \| 2\/2/, "hash-suffix | 2/2"));
      expect(rows).toEqual([
        "seldon-playground | ",
        "  scoring | 1 deployment",
        "    churn | 1/1 ready",
        "      main | all traffic · 1/1 ready",
        "        scorer | MLFLOW_SERVER · running",
        "          hash-suffix | 2/2 ready",
        "            scorer-model-initializer | downloads the model · completed",
        "            scorer | model · running",
        "            seldon-container-engine | executor · running",
        "      Routes | 2 objects",
        "        churn | VirtualService",
        "        churn-main | DestinationRule",
      ]);
    });
  });

  test("tells what a pod takes, where the cluster measures it", async () => {
    const cluster = viewer.clusters.watched.get("seldon-playground");
    const pod = cluster?.deployment("scoring/churn")?.predictors[0]?.pods[0];
    const usage = await cluster?.usage("scoring", pod ?? "", new AbortController().signal);
    // The executor asks for 512Mi, the server for more (seldon-facts §2.4).
    expect(usage?.memory).toBeGreaterThan(256 * 2 ** 20);
    expect(usage && usageWords(usage)).toMatch(/^\d+ m CPU, \d+ MiB memory$/);
    expect(await cluster?.usage("scoring", "no-such-pod", new AbortController().signal)).toBeUndefined();
  });

  test("rolls the reason up to the deployment, from the log of the container that failed (S12)", async () => {
    await createNamespace(session, "wrong");
    await applyManifest(session, "06-wrong-server.yaml", "wrong");
    await eventually(async () => {
      const rows = await viewer.rows();
      expect(rows).toContainEqual(
        expect.stringMatching(/^ {4}churn \| scorer: exit \d+ · model file not in \/mnt\/models( · |$)/),
      );
    });
  });

  test("says what the API server refused (S01)", async () => {
    await createNamespace(session, "twice");
    await applyManifest(session, "01-duplicate-volume.yaml", "twice");
    await eventually(async () => {
      expect(await viewer.rows()).toContainEqual("    churn | model volume is declared twice");
    });
  });

  test("looks the same, row by row, where a thread of its own watches it", async () => {
    const other = await look(playground.kubeconfig, { inThread: true });
    await eventually(async () => {
      const rows = await other.all();
      expect(rows.length).toBeGreaterThan(20);
      expect(rows).toEqual(await viewer.all());
    });
  });

  test("tells only of the deployment that changed", async () => {
    await eventually(async () => {
      expect((await viewer.row("scoring")).description).toBe("1 deployment");
    });
    viewer.changes.length = 0;
    const name = "churn-main-0-scorer";
    await session.mergePatch(
      {
        type: { group: "apps", version: "v1", plural: "deployments", kind: "Deployment", isNamespaced: true },
        name,
        namespace: "scoring",
      },
      { metadata: { annotations: { touched: "yes" } } },
    );
    await eventually(async () => {
      const keys = viewer.changes.flatMap(changed => [...(changed ?? [])]);
      expect(keys).toContain("scoring/churn");
      return Promise.resolve();
    });
  });

  test("judges again as time passes only what still waits", async () => {
    const [cluster] = viewer.clusters.watched.values();
    await eventually(async () => {
      const judged = await viewer.clusters.judged("seldon-playground", "scoring/churn");
      const states = [...(judged?.infos.values() ?? [])].map(info => info.state);
      expect(new Set(states)).toEqual(new Set(["ready"]));
    });
    const before = cluster?.deployment("scoring/churn");
    viewer.changes.length = 0;
    cluster?.timePassed();
    expect(cluster?.deployment("scoring/churn")).toBe(before);
    expect(viewer.changes.some(keys => keys === undefined || keys.has("scoring/churn"))).toBe(false);
  });

  test("greys out what RBAC refuses, and says so", async () => {
    // Kubernetes' own role `view` knows nothing of custom resources.
    await letViewersRead(session);
    const restricted = await look(playground.viewerKubeconfig);
    await eventually(async () => {
      const row = await restricted.row("churn");
      expect(row.tokens).toEqual(expect.arrayContaining(["may-not-delete", "may-not-scale", "may-not-restart"]));
      expect(row.tooltip).toContain("RBAC does not let you: delete SeldonDeployments");
    });
  });

  test("shows only the namespaces that were chosen", async () => {
    const chosen = await look(playground.kubeconfig, { namespaces: ["twice"] });
    await eventually(async () => {
      const rows = await chosen.rows();
      expect(rows.filter(row => /^ {2}\S/.test(row))).toEqual(["  twice | 1 deployment · 1 failing"]);
      expect(rows[0]).toBe("seldon-playground | only twice");
    });
  });

  test("a deployment that is deleted goes, with its namespace's row", async () => {
    await session.delete({ type: SELDON_DEPLOYMENTS, name: "churn", namespace: "twice" });
    await eventually(async () => {
      expect((await viewer.rows()).join("\n")).not.toContain("twice");
    });
  });
});

async function letViewersRead(session: ClusterSession): Promise<void> {
  const rbac = { group: "rbac.authorization.k8s.io", version: "v1", isNamespaced: false };
  const apiVersion = "rbac.authorization.k8s.io/v1";
  await session.create(
    { ...rbac, plural: "clusterroles", kind: "ClusterRole" },
    {
      apiVersion,
      kind: "ClusterRole",
      metadata: { name: "seldon-readers" },
      rules: [{ apiGroups: ["machinelearning.seldon.io"], resources: ["*"], verbs: ["get", "list", "watch"] }],
    },
  );
  await session.create(
    { ...rbac, plural: "clusterrolebindings", kind: "ClusterRoleBinding" },
    {
      apiVersion,
      kind: "ClusterRoleBinding",
      metadata: { name: "seldon-readers" },
      roleRef: { apiGroup: rbac.group, kind: "ClusterRole", name: "seldon-readers" },
      subjects: [{ apiGroup: rbac.group, kind: "Group", name: "viewers" }],
    },
  );
}

describe("an API server", () => {
  let server: ApiServer;
  const kubeconfig = path.join(folder, "bare-kubeconfig");

  beforeAll(async () => {
    server = await startApiServer();
    closing.push(() => server.close());
    server.writeKubeconfig(kubeconfig, "admin", { context: "bare" });
  });

  test("without Seldon's CRD is said to have no Seldon Core", async () => {
    const viewer = await look(kubeconfig);
    await eventually(async () => {
      expect(await viewer.rows()).toEqual(["bare | no Seldon Core", "  How to install Seldon Core | "]);
    });
  });

  test("that is down is said not to answer, and shows up by itself when it is back", async () => {
    await server.stop();
    const viewer = await look(kubeconfig);
    await eventually(async () => {
      expect(await viewer.rows()).toEqual(["bare | not reachable", "  No answer | retry now"]);
    });
    await server.start();
    viewer.clusters.watched.get("bare")?.retryNow();
    await eventually(async () => {
      expect((await viewer.rows())[0]).toBe("bare | no Seldon Core");
    });
  });

  test("that gives a Deployment to another SeldonDeployment shows it there, and no longer where it was", async () => {
    const { playgroundCrds } = await import("../../playground/src/api-server/crds/playground-crds.ts");
    const api = await startApiServer({ crds: playgroundCrds() });
    closing.push(() => api.close());
    const file = path.join(folder, "moving-kubeconfig");
    api.writeKubeconfig(file, "admin", { context: "moving" });
    const viewer = await look(file);
    const session = await viewer.gateway.connect("moving");
    await createNamespace(session, "scoring");
    const [object] = objectsOf("final.yaml").filter(({ kind }) => kind === "SeldonDeployment");
    if (!object) throw new Error("final.yaml has no SeldonDeployment.");
    for (const name of ["one", "two"]) {
      await session.create(SELDON_DEPLOYMENTS, { ...object, metadata: { name, namespace: "scoring" } });
    }
    const labels = { "seldon-deployment-id": "one", app: "loose" };
    await session.create<KubeObject>(DEPLOYMENTS, {
      apiVersion: "apps/v1",
      kind: "Deployment",
      metadata: { name: "loose", namespace: "scoring", labels },
      spec: {
        selector: { matchLabels: { app: "loose" } },
        template: {
          metadata: { labels: { app: "loose" } },
          spec: { containers: [{ name: "main", image: "scorer:1" }] },
        },
      },
    });
    const orphans = async (name: string): Promise<number | undefined> =>
      (await viewer.clusters.judged("moving", `scoring/${name}`))?.tree.orphans.length;
    await vi.waitFor(async () => expect([await orphans("one"), await orphans("two")]).toEqual([1, 0]), PATIENCE);
    await session.mergePatch(
      { type: DEPLOYMENTS, name: "loose", namespace: "scoring" },
      { metadata: { labels: { "seldon-deployment-id": "two" } } },
    );
    await vi.waitFor(async () => expect([await orphans("one"), await orphans("two")]).toEqual([0, 1]), PATIENCE);
  });

  test("that goes away leaves what was true, with the time, and catches up", async () => {
    const { playgroundCrds } = await import("../../playground/src/api-server/crds/playground-crds.ts");
    const other = await startApiServer({ crds: playgroundCrds() });
    closing.push(() => other.close());
    const file = path.join(folder, "other-kubeconfig");
    other.writeKubeconfig(file, "admin", { context: "other" });
    const viewer = await look(file);
    const session = await viewer.gateway.connect("other");
    await createNamespace(session, "scoring");
    const [object] = objectsOf("final.yaml").filter(({ kind }) => kind === "SeldonDeployment");
    if (!object) throw new Error("final.yaml has no SeldonDeployment.");
    await session.create(SELDON_DEPLOYMENTS, object);
    await eventually(async () => {
      expect((await viewer.rows()).join("\n")).toContain("churn | waiting for the operator");
    });
    await other.stop();
    await eventually(async () => {
      const rows = await viewer.rows();
      expect(rows[0]).toMatch(/^other \| as of \d\d:\d\d:\d\d · connection lost$/);
      expect(rows[1]).toMatch(/^ {2}(No answer|Connection lost) \| retry now$/);
      expect(rows.join("\n")).toContain("churn | waiting for the operator");
    });
    await other.start();
    await eventually(async () => {
      expect((await viewer.rows())[0]).toBe("other | ");
    });
  });
});
