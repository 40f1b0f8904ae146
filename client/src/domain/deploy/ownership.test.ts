import { expect, test } from "vitest";
import type { PlainMap } from "./plain.ts";
import { conflictsOf, conflictsToAsk, sourceOwnerOf } from "./ownership.ts";

const predictor = (traffic: number): object => ({ name: "a", traffic, graph: { name: "m" } });
const live = { metadata: { labels: { team: "a" } }, spec: { protocol: "seldon", predictors: [predictor(70)] } };
const ours = { metadata: { labels: { team: "b" } }, spec: { protocol: "v2", predictors: [predictor(80)] } };

/** The answer of Kubernetes 1.20.2 after a canary of ours by Update on top of kubectl apply (measured). */
const status = {
  message:
    'Apply failed with 3 conflicts: conflicts with "kubectl-client-side-apply" using machinelearning.seldon.io/v1:\n- .metadata.labels.team\n- .spec.protocol\nconflicts with "seldon-deployments" using machinelearning.seldon.io/v1:\n- .spec.predictors',
  reason: "Conflict",
  code: 409,
  details: {
    causes: [
      ["kubectl-client-side-apply", ".metadata.labels.team"],
      ["kubectl-client-side-apply", ".spec.protocol"],
      ["seldon-deployments", ".spec.predictors"],
    ].map(([owner, field]) => ({
      reason: "FieldManagerConflict",
      message: `conflict with "${owner ?? ""}" using machinelearning.seldon.io/v1`,
      ...(field !== undefined && { field }),
    })),
  },
};

test("a conflict says whose the field is, what stands there and what we would write", () => {
  const conflicts = conflictsOf(status, live, ours);
  expect(conflicts.map(({ owner, path, isOurs }) => [owner, path.join("."), isOurs])).toEqual([
    ["kubectl-client-side-apply", "metadata.labels.team", false],
    ["kubectl-client-side-apply", "spec.protocol", false],
    ["seldon-deployments", "spec.predictors", true],
  ]);
  expect(conflicts[1]).toMatchObject({ live: "seldon", ours: "v2" });
  expect(conflicts[2]?.differences).toEqual([{ path: ["spec", "predictors", 0, "traffic"], before: 70, after: 80 }]);
});

test("only what others own is asked about", () => {
  const conflicts = conflictsOf(status, live, ours);
  expect(conflictsToAsk(conflicts)).toMatchObject([{ owner: "kubectl-client-side-apply", who: "kubectl apply" }]);
  expect(conflictsToAsk(conflicts.filter(({ owner }) => owner === "seldon-deployments"))).toEqual([]);
});

test("newer API servers name subresource and time; keys and selectors are found", () => {
  const object = {
    metadata: { annotations: { "seldon.io/x": "1" } },
    spec: { template: { spec: { containers: [{ name: "b" }, { name: "a", image: "i:1" }] } } },
  };
  const causes = [
    {
      reason: "FieldManagerConflict",
      message: 'conflict with "kubectl" with subresource "scale" using apps/v1 at 2026-11-21T14:20:20Z',
      field: '.spec.template.spec.containers[name="a"].image',
    },
    {
      reason: "FieldManagerConflict",
      message: 'conflict with "argocd-controller"',
      field: ".metadata.annotations.seldon.io/x",
    },
  ];
  expect(conflictsOf({ details: { causes } }, object, object)).toMatchObject([
    {
      owner: "kubectl",
      subresource: "scale",
      at: "2026-11-21T14:20:20Z",
      path: ["spec", "template", "spec", "containers", 1, "image"],
    },
    { owner: "argocd-controller", path: ["metadata", "annotations", "seldon.io/x"] },
  ]);
});

test("a conflict over a Secret shows no value", () => {
  const secret = (a: string): PlainMap => ({ apiVersion: "v1", kind: "Secret", data: { a } });
  const causes = [{ reason: "FieldManagerConflict", message: 'conflict with "kubectl" using v1', field: ".data.a" }];
  const found = conflictsOf({ details: { causes } }, secret("c2VjcmV0"), secret("b3RoZXI="));
  expect(found).toMatchObject([{ live: "(hidden)", ours: "(hidden, changes)" }]);
  expect(JSON.stringify(found)).not.toMatch(/c2VjcmV0|b3RoZXI/);
});

test("a conflict of versions is none of field managers", () => {
  expect(conflictsOf({ reason: "Conflict", message: "the object has been modified" }, live, ours)).toEqual([]);
});

test.each([
  [
    "Argo CD",
    "churn",
    { annotations: { "argocd.argoproj.io/tracking-id": "churn:machinelearning.seldon.io/SeldonDeployment:ml/m" } },
  ],
  ["Argo CD", "churn", { labels: { "argocd.argoproj.io/instance": "churn" } }],
  ["Flux", "apps", { labels: { "kustomize.toolkit.fluxcd.io/name": "apps" } }],
  [
    "Flux",
    "m",
    {
      labels: { "helm.toolkit.fluxcd.io/name": "m", "app.kubernetes.io/managed-by": "Helm" },
      annotations: { "meta.helm.sh/release-name": "m" },
    },
  ],
  ["Helm", "m", { annotations: { "meta.helm.sh/release-name": "m" } }],
  ["Helm", undefined, { labels: { "app.kubernetes.io/managed-by": "Helm" } }],
  ["Argo CD", undefined, { managedFields: [{ manager: "argocd-controller", fieldsV1: { "f:spec": {} } }] }],
])("%s is recognised (%s)", (tool, name, metadata) => {
  expect(sourceOwnerOf({ metadata })).toMatchObject({ tool, name });
});

test.each([
  { labels: { "app.kubernetes.io/instance": "churn", "app.kubernetes.io/managed-by": "seldon-core" } },
  { managedFields: [{ manager: "argocd-controller", fieldsV1: { "f:metadata": {} } }, { manager: "kubectl" }] },
])("nobody else's: %j", metadata => {
  expect(sourceOwnerOf({ metadata })).toBeUndefined();
});
