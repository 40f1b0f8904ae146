import { expect, test } from "vitest";
import { isUnchanged, meaningDifferences, meaningOf, previewOf } from "./meaning-diff.ts";

/** As Kubernetes 1.20.2 answers for what kubectl applied, shortened (measured). */
const live = {
  apiVersion: "machinelearning.seldon.io/v1",
  kind: "SeldonDeployment",
  metadata: {
    annotations: { "kubectl.kubernetes.io/last-applied-configuration": "{}" },
    creationTimestamp: "2026-11-21T14:20:20Z",
    generation: 1,
    labels: { team: "a" },
    managedFields: [{ manager: "kubectl-client-side-apply", operation: "Update" }],
    name: "iris",
    namespace: "models",
    resourceVersion: "7814",
    uid: "4f7a22dc-9c53-444a-97cc-f543ccda45e3",
  },
  spec: {
    predictors: [
      {
        componentSpecs: [
          { spec: { containers: [{ name: "classifier", ports: [{ containerPort: 9000, protocol: "TCP" }] }] } },
        ],
        graph: { children: [], implementation: "SKLEARN_SERVER", name: "classifier" },
        name: "default",
        traffic: 90,
      },
    ],
  },
  status: { state: "Available" },
};

const manifest = {
  apiVersion: "machinelearning.seldon.io/v1",
  kind: "SeldonDeployment",
  metadata: { name: "iris", labels: { team: "a" } },
  spec: {
    predictors: [
      {
        name: "default",
        traffic: 80,
        graph: { name: "classifier", implementation: "SKLEARN_SERVER", children: [] },
        componentSpecs: [{ spec: { containers: [{ name: "classifier", ports: [{ containerPort: 9000 }] }] } }],
      },
    ],
  },
};

function withTraffic(traffic: number): typeof live {
  const copy = structuredClone(live);
  const [predictor] = copy.spec.predictors;
  if (predictor) predictor.traffic = traffic;
  return { ...copy, metadata: { ...copy.metadata, resourceVersion: "9", generation: 2 } };
}

test("an object means what a person wrote", () => {
  const { spec: _spec, ...rest } = meaningOf(live);
  expect(rest).toEqual({
    apiVersion: "machinelearning.seldon.io/v1",
    kind: "SeldonDeployment",
    metadata: { labels: { team: "a" }, name: "iris", namespace: "models" },
  });
  expect(JSON.stringify(meaningOf(live))).not.toContain("TCP");
});

test("bookkeeping changes nothing, a value does", () => {
  expect(isUnchanged(live, withTraffic(90))).toBe(true);
  expect(isUnchanged(live, withTraffic(80))).toBe(false);
  expect(isUnchanged(undefined, live)).toBe(false);
  expect(meaningDifferences(live, withTraffic(80))).toEqual([
    { path: ["spec", "predictors", 0, "traffic"], before: 90, after: 80 },
  ]);
});

test("printed side by side in the manifest's order, only the changed line differs", () => {
  const { before, after } = previewOf(live, withTraffic(80), manifest);
  const [old, now] = [before, after].map(side => JSON.stringify(side, undefined, 1).split("\n"));
  expect(now?.filter((line, index) => old?.[index] !== line).map(line => line.trim())).toEqual(['"traffic": 80,']);
  const [predictor] = manifest.spec.predictors;
  expect(Object.keys(predictor ?? {})).toEqual(["name", "traffic", "graph", "componentSpecs"]);
  expect(JSON.stringify(after)).toMatch(/"predictors":\[\{"name":"default","traffic":80,"graph":\{"name"/);
});

test("values of a Secret are never shown, and that they change is", () => {
  const secret = { apiVersion: "v1", kind: "Secret", metadata: { name: "s" }, data: { a: "MQ==", b: "Mg==" } };
  const { before, after } = previewOf(secret, { ...secret, data: { a: "MQ==", b: "Mw==", c: "NA==" } });
  expect(before?.["data"]).toEqual({ a: "(hidden)", b: "(hidden)" });
  expect(after["data"]).toEqual({ a: "(hidden)", b: "(hidden, changes)", c: "(hidden)" });
});

test("differences of a Secret have no values either", () => {
  const secret = { apiVersion: "v1", kind: "Secret", metadata: { name: "s" }, data: { a: "MQ==", b: "Mg==" } };
  expect(meaningDifferences(secret, { ...secret, data: { a: "MQ==", b: "Mw==" } })).toEqual([
    { path: ["data", "b"], before: "(hidden)", after: "(hidden, changes)" },
  ]);
});

test("defaults of built-in kinds are left out, other values are not", () => {
  const spec = {
    progressDeadlineSeconds: 600,
    revisionHistoryLimit: 3,
    template: { spec: { restartPolicy: "Always" } },
  };
  expect(meaningOf({ apiVersion: "apps/v1", kind: "Deployment", spec })).toEqual({
    apiVersion: "apps/v1",
    kind: "Deployment",
    spec: { revisionHistoryLimit: 3, template: { spec: {} } },
  });
});
