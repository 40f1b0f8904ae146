// States of the cluster that are taken back: it is well again, whatever somebody has mended by hand meanwhile.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { ClusterClient } from "../kubernetes/cluster-client.ts";
import { loadKubeconfig } from "../kubernetes/connection.ts";
import { createHttpsClient } from "../kubernetes/https-client.ts";
import type { KubeObject } from "../kubernetes/objects.ts";
import {
  configMaps,
  customResourceDefinitions,
  deployments,
  gateways,
  seldonDeployments,
} from "../kubernetes/resource-types.ts";
import { OPERATOR_NAME } from "../operator/installation.ts";
import { manifest } from "../operator/testing/manifest.ts";
import { startPlayground, type Playground } from "../playground.ts";
import { STATE_CONFIG_MAP, stateConfigMap } from "./watch-states.ts";

const PATIENCE = { timeout: 60_000, interval: 100 };
const SYSTEM = "seldon-system";

let folder: string;
let playground: Playground;
let client: ClusterClient;

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), "states-"));
  playground = await startPlayground({ folder, speed: 100, ingress: "istio", port: 0 });
  client = createHttpsClient(await loadKubeconfig(playground.kubeconfig));
});
afterAll(async () => {
  client.close();
  await playground.close();
  rmSync(folder, { recursive: true });
});

async function operatorIsUp(): Promise<boolean> {
  const found = await client.get(deployments, OPERATOR_NAME, SYSTEM);
  const { observedGeneration, replicas, updatedReplicas, availableReplicas } = found?.status ?? {};
  return (
    observedGeneration === found?.metadata.generation &&
    replicas === 1 &&
    updatedReplicas === 1 &&
    availableReplicas === 1
  );
}

/** Waits until a new SeldonDeployment is validated and reconciled. */
async function expectReconciled(name: string): Promise<void> {
  const spec = "predictors: [{ name: main, graph: { name: m, implementation: SKLEARN_SERVER, modelUri: 'gs://b/m' } }]";
  const wanted = manifest(spec, name, "default");
  const applied = async (): Promise<boolean> => {
    await client.create(seldonDeployments, wanted);
    return true;
  };
  await expect.poll(() => applied().catch(String), PATIENCE).toBe(true);
  const made = async (): Promise<boolean> =>
    (await client.get(deployments, `${name}-main-0-m`, "default")) !== undefined;
  await expect.poll(made, PATIENCE).toBe(true);
}

/** As a manifest of it would be applied again. */
function anew({ metadata, status: _status, ...rest }: KubeObject & { readonly status?: unknown }): KubeObject {
  const { name, namespace } = metadata;
  return { ...rest, metadata: { name, ...(namespace !== undefined && { namespace }) } };
}

test("an operator that is restarted by a rollout goes on in the new pod", async () => {
  await expect.poll(operatorIsUp, PATIENCE).toBe(true);
  const annotations = { "kubectl.kubernetes.io/restartedAt": "2026-03-01T12:00:00Z" };
  await client.patch(deployments, OPERATOR_NAME, SYSTEM, { spec: { template: { metadata: { annotations } } } });
  await expect.poll(operatorIsUp, PATIENCE).toBe(true);
  await expectReconciled("after-rollout");
});

test("what was mended by hand is left as it is, and the rest is undone", async () => {
  const name = "virtualservices.networking.istio.io";
  const definition = await client.get(customResourceDefinitions, name);
  if (!definition) throw new Error("The playground has no Istio.");
  await client.create(configMaps, stateConfigMap(["istio-missing"]));
  const broken = async (): Promise<boolean> =>
    (await client.get(customResourceDefinitions, name)) === undefined && !(await operatorIsUp());
  await expect.poll(broken, PATIENCE).toBe(true);
  await client.create(customResourceDefinitions, anew(definition));

  const { name: state, namespace } = STATE_CONFIG_MAP;
  await client.patch(configMaps, state, namespace, { data: { states: "" } });
  await expect.poll(operatorIsUp, PATIENCE).toBe(true);
  const gateway = async (): Promise<unknown> =>
    (await client.get(gateways, "seldon-gateway", "istio-system"))?.metadata.name;
  await expect.poll(gateway, PATIENCE).toBe("seldon-gateway");
  await expectReconciled("after-mending");
});
