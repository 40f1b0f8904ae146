import { expect, test } from "vitest";
import {
  CREATED,
  ended,
  sampleDeployment,
  samplePod,
  samplePredictor,
  sampleReplicaSet,
  sampleWorkload,
} from "../../domain/health/sample-cluster.ts";
import { health, relate } from "../../domain/index.ts";
import type { Target } from "../../ui/target.ts";
import { podRows, unitRow, type DeploymentRows } from "./deployment-rows.ts";
import type { Row } from "./row.ts";

const WORKLOAD = sampleWorkload();
const SET = sampleReplicaSet(WORKLOAD, 2, 0);
const INIT = "classifier-model-initializer";
const PARENT: Target = { kind: "context", context: "staging" };

/** The row of a pod whose initializer failed. */
function failedPod(): { name: string; row: Row } {
  const pod = samplePod(SET, { [INIT]: ended(1) });
  const objects = { deployments: [WORKLOAD], replicaSets: [SET], pods: [pod] };
  const [tree] = relate({ ...objects, seldonDeployments: [sampleDeployment()] });
  const workload = tree?.predictors[0]?.workloads[0];
  if (!tree || !workload) throw new Error("The sample has a predictor with a workload.");
  const infos = health(tree, { now: CREATED + 300_000, lastLines: () => [] });
  const of: DeploymentRows = { key: "models/iris", tree, infos, context: "staging", denied: [] };
  const [row] = podRows(of, workload, PARENT);
  if (!row) throw new Error("The pod has a row.");
  return { name: pod.metadata.name, row };
}

test("a pod's row leaves out the name of its Deployment, and its tooltip and spoken words have all of it", () => {
  const { name, row } = failedPod();
  expect(name).toBe(`${WORKLOAD.metadata.name}-${row.label}`);
  expect(row.spoken).toContain(`Pod ${name}, failed`);
  expect(row.tooltip.replaceAll("\\", "")).toContain(`Pod **${name}**`);
  expect(row.target).toMatchObject({ kind: "pod", pod: name });
});

test("a password in a model URI is masked wherever the row shows it", () => {
  const graph = { name: "classifier", modelUri: "https://reader:hunter2@models.example/iris" };
  const [tree] = relate({ seldonDeployments: [sampleDeployment([samplePredictor({ graph })])] });
  const predictor = tree?.predictors[0];
  if (!tree || !predictor?.root) throw new Error("The sample has a predictor with a graph.");
  const of: DeploymentRows = { key: "models/iris", tree, infos: new Map(), context: "staging", denied: [] };
  const row = unitRow(of, predictor, [predictor.root]);
  expect(row.tooltip.replaceAll("\\", "")).toContain("reader:••••••@models.example");
  expect([row.description, row.tooltip, row.spoken].join()).not.toContain("hunter2");
});
