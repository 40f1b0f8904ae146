// The three seeds that predict, from manifest to answer: on the playground, and on a real API server that our operator and
// kubelet bring to life. Requests are prepared by the core and sent over a leased forward.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { CaseResult } from "../../client/src/live/predict/index.ts";
import { runTest } from "../../client/src/live/predict/index.ts";
import { startPlayground } from "../../playground/src/playground.ts";
import { accessCluster, type ClusterAccess } from "../support/cluster-access.ts";
import { startLivingApiServer } from "../support/living-api-server.ts";
import { hasRealApiServer } from "../support/real-api-server.ts";
import { SELDON_DEPLOYMENTS } from "../../client/src/live/index.ts";
import { eventually } from "./support/eventually.ts";

interface Target {
  readonly kubeconfig: string;
  stop(): Promise<void>;
}

const SPEED = 60;

async function playground(): Promise<Target> {
  const folder = mkdtempSync(path.join(tmpdir(), "seldon-predict-"));
  const running = await startPlayground({ folder, speed: SPEED, ingress: "istio", port: 0 });
  return {
    kubeconfig: running.kubeconfig,
    async stop() {
      await running.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function livingServer(): Promise<Target> {
  const server = await startLivingApiServer({ speed: SPEED });
  return { kubeconfig: server.admin, stop: () => server.stop() };
}

/** Seed 002, with the model of Seldon's own sample in the place of the tutorial's bucket. */
const WINE = `apiVersion: machinelearning.seldon.io/v1
kind: SeldonDeployment
metadata: { name: mlflow }
spec:
  name: wines
  predictors:
    - name: default
      graph: { name: classifier, implementation: MLFLOW_SERVER, modelUri: "gs://seldon-models/v1.17.1/mlflow/elasticnet_wine" }
      componentSpecs:
        - spec:
            containers:
              - name: classifier
                readinessProbe: { failureThreshold: 200, tcpSocket: { port: http }, initialDelaySeconds: 1, periodSeconds: 5 }
                livenessProbe: { failureThreshold: 200, tcpSocket: { port: http }, initialDelaySeconds: 1, periodSeconds: 5 }
`;

/** Seed 001: a regressor of three features; its \`models:/\` address can never work, so that the model is a public one. */
const COMMODITY = WINE.replace("name: mlflow", "name: commodity-price-predictor").replace(
  "name: wines",
  "name: commodity",
);

/** Seed 004: a model in R, in an image of its own. */
const IRIS = `apiVersion: machinelearning.seldon.io/v1
kind: SeldonDeployment
metadata: { name: r-mlflow-model }
spec:
  predictors:
    - name: default
      graph: { name: r-model, type: MODEL }
      componentSpecs:
        - spec: { containers: [{ name: r-model, image: "acme/r-mlflow-model:1" }] }
`;

function testOf(deployment: string, rows: number[][], expectation: object, transport = "rest"): object {
  const spec = { target: { deployment }, transport, request: { ndarray: rows }, expect: expectation };
  return { apiVersion: "seldon-deployments/v1", kind: "PredictionTest", metadata: { name: deployment }, spec };
}

const WINE_ROW = [5.6, 0.31, 0.37, 1.4, 0.074, 12.0, 96.0, 0.9954, 3.32, 0.58, 9.2];

const TARGETS: readonly { readonly name: string; readonly isHere: boolean; readonly start: () => Promise<Target> }[] = [
  { name: "the playground", isHere: true, start: playground },
  { name: "a real API server (built by \`npm run test:kube\`)", isHere: hasRealApiServer(), start: livingServer },
];

for (const { name, isHere, start } of TARGETS) {
  describe.skipIf(!isHere)(`predictions of the seeds, on ${name}`, () => {
    const namespace = "predictions";
    let target: Target;
    let cluster: ClusterAccess;

    beforeAll(async () => {
      target = await start();
      cluster = await accessCluster(target.kubeconfig);
      for (const manifest of [WINE, COMMODITY, IRIS]) await cluster.apply(manifest, { namespace });
      for (const deployment of ["mlflow", "commodity-price-predictor", "r-mlflow-model"]) {
        const ref = { type: SELDON_DEPLOYMENTS, namespace, name: deployment };
        await eventually(async () => (await cluster.session.get(ref)).status?.state === "Available");
      }
    });
    afterAll(async () => {
      await cluster.close();
      await target.stop();
    });

    async function ask(request: object): Promise<CaseResult[]> {
      const results: CaseResult[] = [];
      const { problems } = await runTest(request, {
        ...{ file: path.join(tmpdir(), "x.predict.yaml"), folder: tmpdir(), session: cluster.session, namespace },
        secrets: () => undefined,
        onResult: result => results.push(result),
      });
      expect(problems).toEqual([]);
      return results;
    }

    test.each([
      ["seed 002, eleven features of a wine", testOf("mlflow", [WINE_ROW], { shape: [1], status: 200 })],
      ["seed 001, three features", testOf("commodity-price-predictor", [[75.5, 3.2, 1.18]], { shape: [1], names: [] })],
      [
        "seed 004, an iris by name",
        testOf("r-mlflow-model", [[5.1, 3.5, 1.4, 0.2]], { prediction: ["setosa"], names: ["prediction"] }),
      ],
      [
        "seed 004 over gRPC",
        testOf("r-mlflow-model", [[5.1, 3.5, 1.4, 0.2]], { prediction: ["setosa"], status: 0 }, "grpc"),
      ],
    ])("%s", async (_, request) => {
      const [result, ...others] = await ask(request);
      expect(others).toEqual([]);
      expect(result).toMatchObject({ outcome: { kind: "answer" }, problems: [], mismatches: [], attempts: 1 });
    });
  });
}
