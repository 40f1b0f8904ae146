// Expectations from seldon-facts §5.7.
import { describe, expect, test } from "vitest";
import type { PredictorSpec, SeldonDeploymentObject } from "../../domain/index.ts";
import { replicasProblem, scalePatch, scalePlan } from "./scale-plan.ts";

describe("of a deployment", () => {
  test("without any other number, spec.replicas decides over all", () => {
    const { places, notes } = scalePlan(deployment([{ name: "a" }, { name: "b" }], 2));
    expect(places.map(({ words, effect, current }) => [words, effect, current])).toEqual([
      ["spec.replicas", "every predictor", 2],
    ]);
    expect(notes).toEqual([]);
  });

  test("with a predictor's number, spec.replicas has no effect there, and the predictor's is offered", () => {
    const { places, notes } = scalePlan(deployment([{ name: "a", replicas: 3 }]));
    expect(places.map(({ words }) => words)).toEqual(["spec.predictors[a].replicas"]);
    expect(notes).toEqual(["spec.replicas has no effect on a: a predictor's own number comes first."]);
  });

  test("says over which predictors spec.replicas still decides", () => {
    const { places } = scalePlan(deployment([{ name: "a", replicas: 3 }, { name: "b" }]));
    expect(places.map(({ words }) => words)).toEqual(["spec.replicas", "spec.predictors[a].replicas"]);
    expect(places[0]?.effect).toContain(": b");
  });

  test("offers a componentSpec's number where it comes before the predictor's", () => {
    const componentSpecs = [{ replicas: 4, spec: { containers: [{ name: "classifier" }] } }];
    const { places } = scalePlan(deployment([{ name: "a", replicas: 3, componentSpecs }]));
    expect(places.map(({ path, effect }) => [path, effect])).toEqual([
      ["/spec/predictors/0/componentSpecs/0/replicas", "the pods with classifier"],
    ]);
  });

  test.each([{ hpaSpec: { maxReplicas: 3 } }, { kedaSpec: { maxReplicaCount: 3 } }])(
    "offers nothing where an autoscaler decides: %j",
    autoscaler => {
      const { places, notes } = scalePlan(
        deployment([{ name: "a", componentSpecs: [{ replicas: 2, ...autoscaler }] }]),
      );
      expect(places).toEqual([]);
      expect(notes.join(" ")).toContain("autoscaler");
    },
  );
});

test("of a predictor without a number, its own is offered", () => {
  const { places } = scalePlan(deployment([{ name: "a" }, { name: "b" }], 2), "b");
  expect(places.map(({ path, current }) => [path, current])).toEqual([["/spec/predictors/1/replicas", undefined]]);
});

test("the patch fails when the object or its spec has changed meanwhile", () => {
  expect(patched([{ name: "a", replicas: 3 }], 5)).toEqual([
    { op: "test", path: "/metadata/uid", value: "uid-1" },
    { op: "test", path: "/metadata/generation", value: 7 },
    { op: "replace", path: "/spec/predictors/0/replicas", value: 5 },
  ]);
});

test("a number that is not there yet is added", () => {
  expect(patched([{ name: "a" }], 0).at(-1)).toEqual({ op: "add", path: "/spec/replicas", value: 0 });
});

test.each(["", "-1", "1.5", "two", "12345"])("%j is no number of replicas", text => {
  expect(replicasProblem(text)).toBeDefined();
});

test("0 is one", () => {
  expect(replicasProblem(" 0 ")).toBeUndefined();
});

function patched(predictors: readonly PredictorSpec[], replicas: number): ReturnType<typeof scalePatch> {
  const plan = scalePlan(deployment(predictors));
  const [place] = plan.places;
  return place ? scalePatch(plan, place, replicas) : [];
}

function deployment(predictors: readonly PredictorSpec[], replicas?: number): SeldonDeploymentObject {
  return {
    metadata: { name: "iris", uid: "uid-1", generation: 7 },
    spec: { predictors, ...(replicas !== undefined && { replicas }) },
  };
}
