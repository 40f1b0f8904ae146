// What the zod schema of SeldonDeployment takes, what it drops and what it refuses: the same as the API server's CRD.
import { describe, expect, test } from "vitest";
import { SeldonDeployment } from "./seldon-deployment.ts";

const iris = {
  apiVersion: "machinelearning.seldon.io/v1",
  kind: "SeldonDeployment",
  metadata: { name: "iris" },
  spec: {
    predictors: [
      { name: "default", graph: { name: "classifier", implementation: "SKLEARN_SERVER", modelUri: "gs://b/m" } },
    ],
  },
};

function withGraph(graph: object): unknown {
  return { ...iris, spec: { predictors: [{ name: "default", graph }] } };
}

describe("SeldonDeployment", () => {
  test.each(["v1", "v1alpha2", "v1alpha3"])("takes %s as it is", version => {
    const manifest = { ...iris, apiVersion: `machinelearning.seldon.io/${version}` };
    expect(SeldonDeployment.parse(manifest)).toEqual(manifest);
  });

  test("follows children to any depth", () => {
    const graph = { name: "a", children: [{ name: "b", children: [{ name: "c", children: [] }] }] };
    expect(SeldonDeployment.parse(withGraph(graph))).toEqual(withGraph(graph));
    expect(SeldonDeployment.safeParse(withGraph({ name: "a", children: [{ children: [] }] })).success).toBe(false);
  });

  test("drops fields the CRD does not know, but keeps those of pods", () => {
    const pod = { containers: [{ name: "m", tty: true }], hostNetwork: true };
    const predictor = { ...iris.spec.predictors[0], componentSpecs: [{ spec: pod, componentSpec: {} }], colour: "red" };
    const parsed = SeldonDeployment.parse({ ...iris, spec: { predictors: [predictor], extra: 1 } });
    expect(parsed.spec).not.toHaveProperty("extra");
    expect(parsed.spec.predictors[0]).not.toHaveProperty("colour");
    expect(parsed.spec.predictors[0]?.componentSpecs).toEqual([{ spec: pod }]);
  });

  test("takes words it does not know, annotations of any name and amounts as numbers or text", () => {
    const resources = { limits: { cpu: 1, memory: "2Gi" } };
    const spec = {
      protocol: "V2",
      annotations: { "example.com/team": "a" },
      predictors: [{ ...iris.spec.predictors[0], svcOrchSpec: { resources } }],
    };
    expect(SeldonDeployment.parse({ ...iris, spec })).toEqual({ ...iris, spec });
  });

  test.each([
    ["a parameter that is no string", { name: "m", parameters: [{ name: "n", value: 5, type: "INT" }] }],
    ["a parameter without a type", { name: "m", parameters: [{ name: "n", value: "5" }] }],
    ["a unit without a name", { modelUri: "gs://b/m" }],
    ["methods that are no list", { name: "m", methods: "ROUTE" }],
  ])("refuses %s", (_, graph) => {
    expect(SeldonDeployment.safeParse(withGraph(graph)).success).toBe(false);
  });

  test.each([["90"], [90.5], [2 ** 31], [true]])("refuses traffic %j, which no int32 holds", traffic => {
    const predictors = [{ ...iris.spec.predictors[0], traffic }];
    expect(SeldonDeployment.safeParse({ ...iris, spec: { predictors } }).success).toBe(false);
  });

  test("refuses an annotation that is no string", () => {
    const spec = { ...iris.spec, annotations: { "seldon.io/rest-timeout": 1000 } };
    expect(SeldonDeployment.safeParse({ ...iris, spec }).success).toBe(false);
  });
});
