// What belongs to what, with the traps of seldon-facts §5.1, §5.2 and §11.14.
import { expect, test } from "vitest";
import type { DeploymentObject } from "./objects.ts";
import { relate } from "./relate.ts";
import {
  READY,
  sampleDeployment,
  samplePod,
  samplePredictor,
  sampleReplicaSet,
  sampleWorkload,
} from "./sample-cluster.ts";
import type { SeldonDeploymentNode } from "./tree.ts";

function only(trees: readonly SeldonDeploymentNode[]): SeldonDeploymentNode {
  const [tree] = trees;
  if (!tree) throw new Error("No tree.");
  return tree;
}

function namesByPredictor(tree: SeldonDeploymentNode): Record<string, string[]> {
  return Object.fromEntries(
    tree.predictors.map(({ spec, workloads }) => [spec.name, workloads.map(({ object }) => object.metadata.name)]),
  );
}

test("a tree goes from the deployment down to containers with roles", () => {
  const workload = sampleWorkload();
  const set = sampleReplicaSet(workload, 1, 1);
  const pod = samplePod(set, { classifier: READY });
  const tree = only(
    relate({ seldonDeployments: [sampleDeployment()], deployments: [workload], replicaSets: [set], pods: [pod] }),
  );
  const [predictor] = tree.predictors;
  const containers = predictor?.workloads[0]?.pods[0]?.containers ?? [];
  expect(containers.map(({ name, role, unit }) => [name, role, unit])).toEqual([
    ["classifier-model-initializer", "initializer", "classifier"],
    ["classifier", "model", "classifier"],
    ["seldon-container-engine", "executor", undefined],
  ]);
  expect(predictor?.root?.workloads).toEqual(predictor?.workloads);
});

test("an executor in a pod of its own is found by its owner, and by its label where it has none", () => {
  const labels = { "seldon-deployment-id": "iris-default", "seldon-app": "iris-default" };
  const template = { spec: { containers: [{ name: "seldon-container-engine", args: ["--predictor", "default"] }] } };
  const orchestrator: DeploymentObject = {
    metadata: { ...sampleWorkload().metadata, name: "iris-default-svc-orch", uid: "orch", labels },
    spec: { template },
  };
  const { ownerReferences: _owner, ...unowned } = orchestrator.metadata;
  for (const found of [orchestrator, { ...orchestrator, metadata: unowned }]) {
    const tree = only(relate({ seldonDeployments: [sampleDeployment()], deployments: [sampleWorkload(), found] }));
    expect(tree.predictors[0]?.workloads.map(({ role }) => role)).toEqual(["component", "executor"]);
  }
});

test("predictors whose names begin alike, and hashed names, are told apart by the executor's argument", () => {
  const predictors = [samplePredictor({ name: "a" }), samplePredictor({ name: "a-b" })];
  const hashed = sampleWorkload("a", { name: "seldon-0123456789abcdef0123456789abcdef" });
  const tree = only(
    relate({ seldonDeployments: [sampleDeployment(predictors)], deployments: [sampleWorkload("a-b"), hashed] }),
  );
  expect(namesByPredictor(tree)).toEqual({
    a: ["seldon-0123456789abcdef0123456789abcdef"],
    "a-b": ["iris-a-b-0-classifier"],
  });
});

test("without the argument the label version decides, and then the longer name", () => {
  const predictors = [samplePredictor({ name: "a" }), samplePredictor({ name: "a-b", labels: { version: "two" } })];
  const bare = (name: string, labels: Record<string, string>): DeploymentObject => ({
    metadata: { ...sampleWorkload().metadata, name, uid: name, labels },
  });
  const deployments = [bare("x", { version: "two" }), bare("iris-a-b-1-model", {}), bare("iris-a-0-model", {})];
  const tree = only(relate({ seldonDeployments: [sampleDeployment(predictors)], deployments }));
  expect(namesByPredictor(tree)).toEqual({ a: ["iris-a-0-model"], "a-b": ["x", "iris-a-b-1-model"] });
});

test("a name of the predictor's Service that the user chose is known (seldon.io/svc-name)", () => {
  const predictor = samplePredictor({ annotations: { "seldon.io/svc-name": "answers" } });
  const workload: DeploymentObject = {
    metadata: { ...sampleWorkload().metadata, name: "seldon-ff", labels: { "seldon-app": "answers" } },
  };
  const tree = only(relate({ seldonDeployments: [sampleDeployment([predictor])], deployments: [workload] }));
  expect(tree.orphans).toEqual([]);
});

test("the explainer's label on a main Deployment makes it no explainer", () => {
  const main = sampleWorkload();
  const labelled = {
    ...main,
    metadata: { ...main.metadata, labels: { ...main.metadata.labels, "seldon.io/explainer": "true" } },
  };
  const explainer: DeploymentObject = {
    metadata: { ...main.metadata, name: "iris-default-explainer", uid: "e", labels: { "seldon.io/explainer": "true" } },
    spec: { template: { spec: { containers: [{ name: "iris-default-explainer" }] } } },
  };
  const tree = only(relate({ seldonDeployments: [sampleDeployment()], deployments: [labelled, explainer] }));
  expect(tree.predictors[0]?.workloads.map(({ role }) => role)).toEqual(["component", "explainer"]);
});

test("what is left of a removed predictor is kept apart (F70)", () => {
  const tree = only(relate({ seldonDeployments: [sampleDeployment()], deployments: [sampleWorkload("canary")] }));
  expect(namesByPredictor(tree)).toEqual({ default: [] });
  expect(tree.orphans).toHaveLength(1);
});

test("without rights to ReplicaSets pods are found by label and hash", () => {
  const workload = sampleWorkload();
  const pod = samplePod(sampleReplicaSet(workload, 1, 1), { classifier: READY });
  const labels = { app: workload.metadata.name, "pod-template-hash": "1" };
  const labelled = { ...pod, metadata: { ...pod.metadata, labels } };
  const tree = only(relate({ seldonDeployments: [sampleDeployment()], deployments: [workload], pods: [labelled] }));
  expect(tree.predictors[0]?.workloads[0]?.pods.map(({ isNewest }) => isNewest)).toEqual([true]);
});

test("TensorFlow's second container belongs to the unit (seldon-facts §3.4)", () => {
  const graph = { name: "mnist", implementation: "TENSORFLOW_SERVER", modelUri: "gs://m" };
  const workload = sampleWorkload();
  const set = sampleReplicaSet(workload, 1, 0);
  const pod = samplePod(set, {});
  const spec = {
    initContainers: [{ name: "tfserving-model-initializer" }],
    containers: [{ name: "mnist" }, { name: "tfserving" }, { name: "logger" }],
  };
  const tree = only(
    relate({
      seldonDeployments: [sampleDeployment([samplePredictor({ graph })])],
      deployments: [workload],
      replicaSets: [set],
      pods: [{ ...pod, spec }],
    }),
  );
  const containers = tree.predictors[0]?.workloads[0]?.pods[0]?.containers ?? [];
  expect(containers.map(({ role, unit }) => [role, unit])).toEqual([
    ["initializer", "mnist"],
    ["model", "mnist"],
    ["model", "mnist"],
    ["sidecar", undefined],
  ]);
});
