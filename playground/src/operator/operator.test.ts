// The operator against a real API server: what it stores, how it follows changes, and the server's own words when it refuses.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createClock } from "../kubernetes/clock.ts";
import type { ClusterClient } from "../kubernetes/cluster-client.ts";
import { loadKubeconfig } from "../kubernetes/connection.ts";
import { createHttpsClient } from "../kubernetes/https-client.ts";
import type { KubeObject, ResourceType } from "../kubernetes/objects.ts";
import { deployments, events, namespaces, seldonDeployments, services } from "../kubernetes/resource-types.ts";
import type { Deployment } from "../kubernetes/workload-types.ts";
import { startOperator, type Operator } from "./operator.ts";
import { manifest } from "./testing/manifest.ts";

const kubeconfig = process.env["SELDON_TEST_KUBECONFIG"];

describe.skipIf(kubeconfig === undefined)("the operator on a real API server (needs SELDON_TEST_KUBECONFIG)", () => {
  const namespace = `operator-test-${Date.now().toString(36)}`;
  let client: ClusterClient;
  let operator: Operator;

  beforeAll(async () => {
    client = createHttpsClient(await loadKubeconfig(kubeconfig ?? ""), { userAgent: "manager" });
    await client.create(namespaces, { apiVersion: "v1", kind: "Namespace", metadata: { name: namespace } });
    operator = await startOperator({ client, clock: createClock(1), ingress: "none", namespace });
  });

  afterAll(async () => {
    await operator.close();
    for (const type of [seldonDeployments, deployments, services]) {
      const { items } = await client.list<KubeObject>(type, { namespace });
      for (const { metadata } of items) await client.delete(type, metadata.name, namespace);
    }
    await client.delete(namespaces, namespace);
    client.close();
  });

  it("makes Deployments and Services, and is available once their pods are", async () => {
    await create(
      "ready",
      "predictors: [{ name: main, graph: { name: m, implementation: SKLEARN_SERVER, modelUri: 'gs://b/m' } }]",
    );
    const deployment = await eventually(deployments, "ready-main-0-m", () => true);
    expect(deployment.metadata.ownerReferences?.[0]).toMatchObject({
      kind: "SeldonDeployment",
      name: "ready",
      controller: true,
    });
    const creating = await eventually(seldonDeployments, "ready", sdep => sdep.status?.address !== undefined);
    expect(creating.status).toMatchObject({
      state: "Creating",
      address: { url: `http://ready-main.${namespace}.svc.cluster.local:8000/api/v1.0/predictions` },
    });
    expect(creating.status?.deploymentStatus).toBeUndefined();

    await setReplicas(deployment, { available: 1, wanted: 1 });
    const available = await eventually(seldonDeployments, "ready", sdep => sdep.status?.state === "Available");
    expect(available.status?.deploymentStatus).toEqual({ "ready-main-0-m": { replicas: 1, availableReplicas: 1 } });
    expect(available.status?.replicas).toBe(1);
    expect(Object.keys(available.status?.serviceStatus ?? {}).sort()).toEqual(["ready-main", "ready-main-m"]);
    const conditions = new Map(
      available.status?.conditions?.map(({ type, status, reason }) => [type, `${status} ${reason ?? ""}`]),
    );
    expect(Object.fromEntries(conditions)).toEqual({
      AmbassadorMappingsReady: "True No Ambassador Mappaings defined",
      DeploymentsReady: "True MinimumReplicasAvailable",
      HpasReady: "True No HPAs defined",
      KedaReady: "True No KEDA resources defined",
      PdbsReady: "True No PDBs defined",
      Ready: "True ",
      ServicesReady: "True All services created",
      istioVirtualServicesReady: "True No VirtualServices defined",
    });
    expect(await eventTexts("ready")).toEqual(
      expect.arrayContaining([
        'CreateDeployment: Created Deployment "ready-main-0-m"',
        'CreateService: Created Service "ready-main"',
      ]),
    );
  });

  it("does nothing more once there is nothing to do", async () => {
    const before = await client.list(deployments, { namespace });
    const sdep = await eventually(seldonDeployments, "ready", () => true);
    await client.patch(seldonDeployments, "ready", namespace, { metadata: { annotations: { touched: "yes" } } });
    await eventually(
      seldonDeployments,
      "ready",
      ({ metadata }) => metadata.resourceVersion !== sdep.metadata.resourceVersion,
    );
    await eventually(seldonDeployments, "ready", ({ status }) => status?.state === "Available");
    const after = await client.list(deployments, { namespace });
    expect(after.items.map(versionOf)).toEqual(before.items.map(versionOf));
  });

  it("updates the Deployment when the manifest changes, and takes back what somebody else changed", async () => {
    const graph = { name: "m", implementation: "SKLEARN_SERVER", modelUri: "gs://b/other" };
    await client.patch(seldonDeployments, "ready", namespace, { spec: { predictors: [{ name: "main", graph }] } });
    const argumentsOf = (deployment: Deployment): unknown => deployment.spec.template.spec.initContainers?.[0]?.args;
    const isOther = (deployment: Deployment): boolean =>
      JSON.stringify(argumentsOf(deployment)).includes("gs://b/other");
    const updated = await eventually(deployments, "ready-main-0-m", isOther);
    const pod = structuredClone(updated.spec.template.spec);
    const [initializer] = pod.initContainers ?? [];
    if (initializer) initializer.args = ["gs://b/meddled", "/mnt/models"];
    await client.update(deployments, {
      ...updated,
      spec: { ...updated.spec, template: { ...updated.spec.template, spec: pod } },
    });
    await eventually(
      deployments,
      "ready-main-0-m",
      found => isOther(found) && found.metadata.generation !== updated.metadata.generation,
    );
  });

  it("removes the Deployment of a predictor that is no more", async () => {
    const graph = { name: "other", implementation: "SKLEARN_SERVER", modelUri: "gs://b/m" };
    await client.patch(seldonDeployments, "ready", namespace, { spec: { predictors: [{ name: "next", graph }] } });
    const next = await eventually(deployments, "ready-next-0-other", () => true);
    await setReplicas(next, { available: 1, wanted: 1 });
    const old = await eventually(
      deployments,
      "ready-main-0-m",
      deployment => deployment === undefined || deployment.metadata.deletionTimestamp !== undefined,
      true,
    );
    // No garbage collector here: it stays until its finalizer is taken away.
    if (old) await client.patch(deployments, old.metadata.name, namespace, { metadata: { finalizers: null } });
    await eventually(seldonDeployments, "ready", ({ status }) =>
      Object.keys(status?.serviceStatus ?? {}).every(name => name.startsWith("ready-next")),
    );
  });

  it("fails in the API server's words for the volume that is there twice (S01)", async () => {
    await create(
      "twice",
      `predictors:
        - name: main
          componentSpecs: [{ spec: { containers: [{ name: m }], volumes: [{ name: m-provision-location, emptyDir: {} }] } }]
          graph: { name: m, implementation: XGBOOST_SERVER, modelUri: "s3://models/m" }`,
    );
    const failed = await eventually(seldonDeployments, "twice", sdep => sdep.status?.state === "Failed");
    const text =
      'Deployment.apps "twice-main-0-m" is invalid: spec.template.spec.volumes[2].name: Duplicate value: "m-provision-location"';
    expect(failed.status?.description).toBe(text);
    expect(await eventTexts("twice")).toContain(`InternalError: ${text}`);
  });

  it("fails for a server without an image for the protocol (F18)", async () => {
    await create(
      "imageless",
      "predictors: [{ name: main, graph: { name: m, implementation: TRITON_SERVER, modelUri: 's3://models/m' } }]",
    );
    const failed = await eventually(seldonDeployments, "imageless", sdep => sdep.status?.state === "Failed");
    expect(failed.status?.description).toBe(
      'Deployment.apps "imageless-main-0-m" is invalid: spec.template.spec.containers[0].image: Required value',
    );
  });

  it("says that a Deployment has given up", async () => {
    await create(
      "stuck",
      "predictors: [{ name: main, graph: { name: m, implementation: SKLEARN_SERVER, modelUri: 'gs://b/m' } }]",
    );
    const deployment = await eventually(deployments, "stuck-main-0-m", () => true);
    await setReplicas(deployment, { available: 0, wanted: 1 });
    const failed = await eventually(seldonDeployments, "stuck", sdep => sdep.status?.state === "Failed");
    expect(failed.status?.description).toBe("Deployment is no longer progressing and not available.");
  });

  it("leaves SeldonDeployments of other operators alone", async () => {
    const sdep = manifest(
      "predictors: [{ name: main, graph: { name: m, implementation: SKLEARN_SERVER } }]",
      "foreign",
      namespace,
    );
    const labels = { "seldon.io/controller-id": "other" };
    await client.create(seldonDeployments, { ...sdep, metadata: { name: "foreign", namespace, labels } });
    await create("after", "predictors: [{ name: main, graph: { name: m, implementation: SKLEARN_SERVER } }]");
    await eventually(deployments, "after-main-0-m", () => true);
    expect(await client.get(deployments, "foreign-main-0-m", namespace)).toBeUndefined();
  });

  async function create(name: string, spec: string): Promise<void> {
    const sdep = manifest(spec, name, namespace);
    await client.create(seldonDeployments, { ...sdep, metadata: { name, namespace } });
  }

  async function eventually<T extends KubeObject>(
    type: ResourceType<T>,
    name: string,
    isFine: (object: T) => boolean,
  ): Promise<T>;
  async function eventually<T extends KubeObject>(
    type: ResourceType<T>,
    name: string,
    isFine: (object: T | undefined) => boolean,
    mayBeGone: true,
  ): Promise<T | undefined>;
  async function eventually<T extends KubeObject>(
    type: ResourceType<T>,
    name: string,
    isFine: (object: T) => boolean,
    mayBeGone = false,
  ): Promise<T | undefined> {
    for (;;) {
      const object = await client.get(type, name, namespace);
      if (!object && mayBeGone) return undefined;
      if (object && isFine(object)) return object;
      await new Promise(resolve => setTimeout(resolve, 20));
    }
  }

  // What a Deployment controller would write; the API server alone has none.
  async function setReplicas(deployment: Deployment, counts: { available: number; wanted: number }): Promise<void> {
    const { available, wanted } = counts;
    const isAvailable = available === wanted;
    const found = await eventually(deployments, deployment.metadata.name, () => true);
    await client.updateStatus(deployments, {
      ...found,
      status: {
        replicas: wanted,
        readyReplicas: available,
        availableReplicas: available,
        unavailableReplicas: wanted - available,
        conditions: [
          {
            type: "Available",
            status: isAvailable ? "True" : "False",
            reason: isAvailable ? "MinimumReplicasAvailable" : "MinimumReplicasUnavailable",
          },
          {
            type: "Progressing",
            status: isAvailable ? "True" : "False",
            reason: isAvailable ? "NewReplicaSetAvailable" : "ProgressDeadlineExceeded",
          },
        ],
      },
    });
  }

  async function eventTexts(name: string): Promise<string[]> {
    const { items } = await client.list(events, { namespace });
    const own = items.filter(event => event.involvedObject.name === name);
    expect(own.every(event => event.source?.component === "seldon-controller-manager")).toBe(true);
    return own.map(event => `${event.reason ?? ""}: ${event.message ?? ""}`);
  }

  function versionOf({ metadata }: KubeObject): string {
    return `${metadata.name} ${metadata.resourceVersion ?? ""}`;
  }
});
