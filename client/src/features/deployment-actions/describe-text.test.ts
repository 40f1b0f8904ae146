import { expect, test } from "vitest";
import { health, relate, type SeldonDeploymentNode } from "../../domain/index.ts";
import {
  crashed,
  CREATED,
  sampleDeployment,
  samplePod,
  samplePredictor,
  sampleReplicaSet,
  sampleWorkload,
  waiting,
} from "../../domain/health/sample-cluster.ts";
import { describeText } from "./describe-text.ts";
import { partOf, type InsideTarget } from "./part.ts";

const WORKLOAD = sampleWorkload();
const REPLICA_SET = sampleReplicaSet(WORKLOAD, 1, 0);
const POD = samplePod(
  REPLICA_SET,
  {
    "classifier-model-initializer": crashed(1),
    classifier: waiting("PodInitializing"),
    "seldon-container-engine": waiting("PodInitializing"),
  },
  { phase: "Pending" },
);
const place = { context: "kind-lab", namespace: "models" } as const;

test("describes the chain from the status down to the container that fails", () => {
  const text = described({ kind: "deployment", ...place, name: "iris" });
  expect(text).toContain("SeldonDeployment iris");
  expect(text).toMatch(/Context: +kind-lab/);
  expect(text).toMatch(/Created: +2026-11-21T09:00:00Z \(3m ago\)/);
  expect(text).toMatch(/DeploymentsReady +False +3m +Creating +Waiting ⏎ for it/);
  expect(text).toMatch(/Traffic: +30 % of traffic/);
  expect(text).toContain("classifier: SKLEARN_SERVER · s3://models/iris");
  expect(text).toContain(`Pod ${POD.metadata.name}: Pending, on no node yet`);
  expect(text).toMatch(
    /Init container classifier-model-initializer\n +Image: +seldonio\/rclone-storage-initializer:1.17.1/,
  );
  expect(text).toMatch(/Before: +ended, exit 1, Error/);
  expect(text).toMatch(/Restarts: +3/);
  expect(text).toContain("Predictor next");
  expect(text).toContain("BackOff is what happened");
});

test("describes only what belongs to the row", () => {
  const text = described({ kind: "predictor", ...place, deployment: "iris", predictor: "next" });
  expect(text).toContain("Predictor next");
  expect(text).not.toContain("Predictor default");
  expect(text).not.toContain(POD.metadata.name);
});

test("says so where events may not be read", () => {
  expect(described({ kind: "deployment", ...place, name: "iris" }, false)).toMatch(/Events\n +Not known/);
});

function described(target: InsideTarget, hasEvents = true): string {
  const tree = sampleTree();
  const part = partOf(tree, target);
  if (!part) throw new Error("The sample has no such part.");
  const now = CREATED + 200_000;
  const events = hasEvents ? ["BackOff is what happened"] : undefined;
  return describeText({ tree, part, infos: health(tree, { now }), context: target.context, now, events });
}

function sampleTree(): SeldonDeploymentNode {
  const conditions = [
    {
      type: "DeploymentsReady",
      status: "False",
      reason: "Creating",
      message: "Waiting\nfor it",
      lastTransitionTime: "2026-11-21T09:00:10Z",
    },
  ];
  const predictors = [samplePredictor({ traffic: 30 }), samplePredictor({ name: "next", traffic: 70 })];
  const [tree] = relate({
    seldonDeployments: [sampleDeployment(predictors, { state: "Creating", conditions })],
    deployments: [WORKLOAD],
    replicaSets: [REPLICA_SET],
    pods: [POD],
    events: [],
    services: [],
    routes: [],
  });
  if (!tree) throw new Error("The sample makes one tree.");
  return tree;
}
