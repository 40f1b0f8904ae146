// Expectations from seldon-facts §5.7: autoscaler, componentSpecs[].replicas, the predictor's, spec.replicas, 1; first that is set.
import { expect, test } from "vitest";
import type { PredictorSpec, SeldonDeploymentObject } from "../../domain/index.ts";
import { scalePreview } from "./scale-preview.ts";

test("spec.replicas changes only what has no number of its own", () => {
  const predictors = [{ name: "main" }, { name: "canary", replicas: 1 }];
  expect(scalePreview(deployment(predictors, 1), deployment(predictors, 3))).toEqual([
    "– pods of main: 1 → 3, spec.replicas decides",
    "– pods of canary: stay 1, spec.predictors[canary].replicas decides",
  ]);
});

test("a predictor's number changes its pods but those with one of their own and those of an autoscaler", () => {
  const componentSpecs = [
    { spec: { containers: [{ name: "scorer" }] } },
    { replicas: 4, spec: { containers: [{ name: "scaler" }] } },
    { hpaSpec: {}, spec: { containers: [{ name: "router" }] } },
  ];
  const scaled = (replicas: number): SeldonDeploymentObject =>
    deployment([{ name: "main", replicas, componentSpecs }, { name: "canary" }], 1);
  expect(scalePreview(scaled(1), scaled(2), "main")).toEqual([
    "– pods of main from componentSpecs[0] with scorer: 1 → 2, spec.predictors[main].replicas decides",
    "– pods of main from componentSpecs[1] with scaler: stay 4, spec.predictors[main].componentSpecs[1].replicas decides",
    "– pods of main from componentSpecs[2] with router: unchanged, an autoscaler decides",
  ]);
});

test("a number where there was none is compared with Kubernetes' default", () => {
  expect(scalePreview(deployment([{ name: "main" }]), deployment([{ name: "main", replicas: 2 }]))).toEqual([
    "– pods of main: 1 → 2, spec.predictors[main].replicas decides",
  ]);
});

test("0 takes the explainer along, and requests fail", () => {
  const explained = (replicas: number): SeldonDeploymentObject =>
    deployment([{ name: "main", replicas, explainer: { type: "AnchorTabular", replicas: 2 } }]);
  expect(scalePreview(explained(1), explained(0))).toEqual([
    "– pods of main: 1 → 0, spec.predictors[main].replicas decides; without pods, requests to them fail",
    "– explainer pods of main: 2 → 0, spec.predictors[main].replicas decides; without pods, requests to them fail",
  ]);
});

test("an executor in pods of its own follows its own number first", () => {
  const separate = (replicas: number, svcOrchSpec?: { replicas: number }): SeldonDeploymentObject => {
    const { metadata, spec } = deployment([{ name: "main", replicas, ...(svcOrchSpec && { svcOrchSpec }) }]);
    return { metadata, spec: { ...spec, annotations: { "seldon.io/engine-separate-pod": "true" } } };
  };
  expect(scalePreview(separate(1), separate(2)).at(1)).toMatch(/^– executor pods of main: 1 → 2/u);
  expect(scalePreview(separate(1, { replicas: 1 }), separate(2, { replicas: 1 })).at(1)).toBe(
    "– executor pods of main: stay 1, spec.predictors[main].svcOrchSpec.replicas decides",
  );
});

function deployment(predictors: readonly PredictorSpec[], replicas?: number): SeldonDeploymentObject {
  return {
    metadata: { name: "iris", uid: "uid-1", generation: 7 },
    spec: { predictors, ...(replicas !== undefined && { replicas }) },
  };
}
