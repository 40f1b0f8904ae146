import { expect, test } from "vitest";
import { objectToApply, planDeploy, type DeployObject } from "./order.ts";

function object(kind: string, name: string | null, namespace: string | null = null): DeployObject {
  const apiVersions: Record<string, string> = {
    SeldonDeployment: "machinelearning.seldon.io/v1",
    Deployment: "apps/v1",
    ClusterRole: "rbac.authorization.k8s.io/v1",
    Kustomization: "kustomize.config.k8s.io/v1beta1",
    InferenceService: "serving.kserve.io/v1beta1",
  };
  return { apiVersion: apiVersions[kind] ?? "v1", kind, name, namespace, value: {} };
}

test("what others need goes first, and each kind keeps its order", () => {
  const objects = [
    object("SeldonDeployment", "a"),
    object("Deployment", "minio"),
    object("ConfigMap", "conf"),
    object("Secret", "s2"),
    object("Secret", "s1"),
    object("Namespace", "models"),
    object("ServiceAccount", "sa"),
  ];
  const { steps, refused } = planDeploy(objects, "models");
  expect(steps.map(({ kind, name }) => `${kind.kind} ${name}`)).toEqual([
    "Namespace models",
    "ServiceAccount sa",
    "Secret s2",
    "Secret s1",
    "ConfigMap conf",
    "Deployment minio",
    "SeldonDeployment a",
  ]);
  expect(steps[0]?.namespace).toBeUndefined();
  expect(steps.at(-1)?.namespace).toBe("models");
  expect(refused).toEqual([]);
});

test("kinds that are not applied are named", () => {
  const objects = [object("ClusterRole", "x"), object("Kustomization", "k"), object("InferenceService", "i")];
  const { steps, refused } = planDeploy(objects, "models");
  expect(steps).toEqual([]);
  expect(refused.map(({ why }) => why)).toEqual([
    "ClusterRole holds for the whole cluster. Whoever runs the cluster applies it, with kubectl apply.",
    "A Kustomization is built first: kubectl apply -k FOLDER.",
    "InferenceService (serving.kserve.io/v1beta1) is not among the kinds that a deploy applies. Use kubectl apply for it.",
  ]);
});

test("an object without a name, and one that stands there twice, are left out", () => {
  const objects = [
    object("Secret", null),
    object("Secret", "a"),
    object("Secret", "a"),
    object("Secret", "a", "other"),
  ];
  const { steps, refused } = planDeploy(objects, "models");
  expect(steps.map(({ namespace }) => namespace)).toEqual(["models", "other"]);
  expect(refused).toHaveLength(2);
});

test("another namespace in the manifest is a question until it is answered", () => {
  const objects = [object("Secret", "a", "team-b"), object("SeldonDeployment", "m", "models")];
  const open = planDeploy(objects, "models");
  expect(open.questions).toMatchObject([{ written: "team-b", chosen: "models" }]);
  expect(planDeploy(objects, "models", "written").steps.map(({ namespace }) => namespace)).toEqual([
    "team-b",
    "models",
  ]);
  const chosen = planDeploy(objects, "models", "chosen");
  expect(chosen.steps.map(({ namespace }) => namespace)).toEqual(["models", "models"]);
  expect(chosen.questions).toEqual([]);
});

test("what is sent has no nulls and nothing that is the server's", () => {
  const value = {
    kind: "SeldonDeployment",
    metadata: {
      name: "a",
      namespace: "b",
      uid: "1",
      creationTimestamp: null,
      resourceVersion: "7",
      labels: { x: "y" },
    },
    spec: { protocol: null, predictors: [{ name: "p", graph: { name: "g", children: [], parameters: null } }] },
    status: { state: "Available" },
  };
  expect(objectToApply(value, "models")).toEqual({
    kind: "SeldonDeployment",
    metadata: { name: "a", namespace: "models", labels: { x: "y" } },
    spec: { predictors: [{ name: "p", graph: { name: "g", children: [] } }] },
  });
  expect(objectToApply({ kind: "Namespace", metadata: { name: "n" } }, undefined)).toEqual({
    kind: "Namespace",
    metadata: { name: "n" },
  });
});
