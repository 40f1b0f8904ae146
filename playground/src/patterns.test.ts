// Each pattern and protocol on a whole playground: deployed, available, and asked through the ingress as a client asks.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { parse } from "yaml";
import type { ClusterClient } from "./kubernetes/cluster-client.ts";
import { loadKubeconfig } from "./kubernetes/connection.ts";
import { createHttpsClient } from "./kubernetes/https-client.ts";
import { readObject } from "./kubernetes/resource-path.ts";
import { namespaces, podDisruptionBudgets, seldonDeployments } from "./kubernetes/resource-types.ts";
import type { SeldonDeployment } from "./kubernetes/seldon-types.ts";
import { startPlayground, type Playground } from "./playground.ts";
import { parseJson } from "./support/json.ts";

const NAMESPACE = "patterns";
const LIMIT = 120_000;
const MODEL = "implementation: SKLEARN_SERVER, modelUri: 'gs://seldon-models/v1.18.0-dev/sklearn/iris'";

let folder: string;
let playground: Playground;
let client: ClusterClient;

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), "playground-"));
  playground = await startPlayground({ folder, speed: 100, ingress: "istio", port: 0 });
  client = createHttpsClient(await loadKubeconfig(playground.kubeconfig));
  await client.create(namespaces, { apiVersion: "v1", kind: "Namespace", metadata: { name: NAMESPACE } });
}, LIMIT);

afterAll(async () => {
  client.close();
  await playground.close();
  rmSync(folder, { recursive: true });
});

/** Deploys and waits until it is available. */
async function deploy(name: string, spec: string): Promise<SeldonDeployment> {
  const parsed: unknown = parse(spec);
  await client.create(
    seldonDeployments,
    readObject(seldonDeployments, { metadata: { name, namespace: NAMESPACE }, spec: parsed }),
  );
  const state = async (): Promise<string | undefined> =>
    (await client.get(seldonDeployments, name, NAMESPACE))?.status?.state;
  await expect.poll(state, { timeout: LIMIT / 2 }).toBe("Available");
  const found = await client.get(seldonDeployments, name, NAMESPACE);
  if (!found) throw new Error(`${name} is gone.`);
  return found;
}

/** Asks by the ingress, again as long as the route is not there yet. */
async function ask(route: string, body: unknown): Promise<unknown> {
  const url = `${playground.gateway ?? ""}/seldon/${NAMESPACE}/${route}`;
  const post = (): Promise<Response> =>
    fetch(url, { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body) });
  let answer = await post();
  for (let tries = 0; [404, 503].includes(answer.status) && tries < 100; tries += 1) {
    await new Promise(resolve => setTimeout(resolve, 100));
    answer = await post();
  }
  const text = await answer.text();
  expect(answer.status, text).toBe(200);
  return parseJson(text);
}

const row = { data: { ndarray: [[5.1, 3.5, 1.4, 0.2]] } };

test("TensorFlow REST", { timeout: LIMIT }, async () => {
  await deploy(
    "half",
    `{ protocol: tensorflow, predictors: [{ name: p, graph: { name: half, implementation: TENSORFLOW_SERVER, modelUri: "gs://seldon-models/tfserving/half_plus_two" } }] }`,
  );
  expect(await ask("half/v1/models/half:predict", { instances: [1, 2, 5] })).toEqual({ predictions: [2.5, 3, 4.5] });
});

test("Triton under v2", { timeout: LIMIT }, async () => {
  await deploy(
    "triton",
    `{ protocol: v2, predictors: [{ name: p, graph: { name: cifar10, implementation: TRITON_SERVER, modelUri: "gs://seldon-models/triton/tf_cifar10" } }] }`,
  );
  const inputs = [{ name: "input_1", shape: [1, 2], datatype: "FP32", data: [0.5, 0.25] }];
  expect(await ask("triton/v2/models/cifar10/infer", { inputs })).toMatchObject({
    model_name: "cifar10",
    outputs: [{ shape: [1, expect.any(Number)] }],
  });
});

test("HuggingFace under v2", { timeout: LIMIT }, async () => {
  await deploy(
    "mood",
    `{ protocol: v2, predictors: [{ name: p, graph: { name: mood, implementation: HUGGINGFACE_SERVER, parameters: [{ name: task, type: STRING, value: text-classification }] } }] }`,
  );
  const inputs = [{ name: "args", shape: [1], datatype: "BYTES", data: ["what a great day"] }];
  expect(JSON.stringify(await ask("mood/v2/models/mood/infer", { inputs }))).toContain("POSITIVE");
});

test("a bandit learns from feedback which branch is better", { timeout: LIMIT }, async () => {
  await deploy(
    "bandit",
    `predictors:
      - name: p
        svcOrchSpec: { env: [{ name: SELDON_ENABLE_ROUTING_INJECTION, value: "true" }] }
        componentSpecs:
          - spec: { containers: [{ name: eg, image: "seldonio/mab_epsilon_greedy:1.17.1" }] }
        graph:
          name: eg
          type: ROUTER
          parameters: [{ name: n_branches, type: INT, value: "2" }, { name: epsilon, type: FLOAT, value: "0.1" }]
          children: [{ name: a, ${MODEL} }, { name: b, ${MODEL} }]`,
  );
  const reward = (branch: number, value: number): Promise<unknown> =>
    ask("bandit/api/v1.0/feedback", { request: row, response: { meta: { routing: { eg: branch } } }, reward: value });
  for (let turn = 0; turn < 10; turn += 1) await Promise.all([reward(0, 0), reward(1, 1)]);
  const branches: string[] = [];
  for (let turn = 0; turn < 40; turn += 1) branches.push(JSON.stringify(await ask("bandit/api/v1.0/predictions", row)));
  expect(branches.filter(text => text.includes('"eg":1')).length).toBeGreaterThan(20);
});

test("a combiner of two models, and a random split", { timeout: LIMIT }, async () => {
  await deploy(
    "mean",
    `predictors:
      - name: p
        componentSpecs: [{ spec: { containers: [{ name: mean, image: "acme/combiner:1" }] } }]
        graph: { name: mean, type: COMBINER, children: [{ name: a, ${MODEL} }, { name: b, ${MODEL} }] }`,
  );
  expect(await ask("mean/api/v1.0/predictions", row)).toHaveProperty("data.ndarray.0.0");
  await deploy(
    "split",
    `predictors:
      - name: p
        graph:
          name: split
          implementation: RANDOM_ABTEST
          parameters: [{ name: ratioA, type: FLOAT, value: "0.5" }]
          children: [{ name: a, ${MODEL} }, { name: b, ${MODEL} }]`,
  );
  expect(await ask("split/api/v1.0/predictions", row)).toHaveProperty("data.ndarray.0.0");
});

test("an explainer has a route of its own", { timeout: LIMIT }, async () => {
  await deploy(
    "told",
    `predictors:
      - name: p
        graph: { name: m, ${MODEL} }
        explainer: { type: AnchorTabular, modelUri: "gs://seldon-models/tabular/anchor-explainer" }`,
  );
  expect(await ask("told-explainer/p/api/v1.0/explain", row)).toHaveProperty("data.anchor.0");
});

test(
  "server type kafka: the executor has its topics, and answers HTTP as well (seldon-facts §7.7)",
  { timeout: LIMIT },
  async () => {
    const env = ["BROKER", "INPUT_TOPIC", "OUTPUT_TOPIC"].map(name => `{ name: KAFKA_${name}, value: x }`).join(", ");
    const { status } = await deploy(
      "stream",
      `{ serverType: kafka, predictors: [{ name: p, svcOrchSpec: { env: [${env}] }, graph: { name: m, ${MODEL} } }] }`,
    );
    expect(status?.conditions).toContainEqual(expect.objectContaining({ type: "DeploymentsReady", status: "True" }));
    expect(await ask("stream/api/v1.0/predictions", row)).toHaveProperty("data.ndarray.0.0");
  },
);

test("an autoscaler and a disruption budget are made and reported", { timeout: LIMIT }, async () => {
  const resources = "resources: { requests: { cpu: 100m } }";
  const hpa =
    "hpaSpec: { minReplicas: 1, maxReplicas: 3, metricsv2: [{ type: Resource, resource: { name: cpu, target: { type: Utilization, averageUtilization: 70 } } }] }";
  const { status } = await deploy(
    "elastic",
    `predictors:
      - name: p
        componentSpecs:
          - ${hpa}
            pdbSpec: { maxUnavailable: 1 }
            spec: { containers: [{ name: m, ${resources} }] }
        graph: { name: m, ${MODEL} }`,
  );
  const conditionOf = (type: string): unknown => status?.conditions?.find(condition => condition.type === type);
  expect(conditionOf("HpasReady")).toMatchObject({ status: "True", reason: "All HPAs resources ready" });
  expect(conditionOf("PdbsReady")).toMatchObject({ status: "True", reason: "All PDBs resources ready" });
  expect((await client.list(podDisruptionBudgets, { namespace: NAMESPACE })).items).toHaveLength(1);
});
