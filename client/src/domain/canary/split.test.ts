// What splits ask for, what ingresses make of them (seldon-facts §5.5, §5.6; F20), and what routes say.
import { describe, expect, test } from "vitest";
import { predictorsOf, sample, sampleSplit } from "../../../../test/support/canary-samples.ts";
import type { RoutingObject } from "../health/objects.ts";
import { effectiveShares, ingressTargets, type IngressTarget } from "./ingress.ts";
import { observedSplits } from "./observed.ts";
import { splitRemarks } from "./remarks.ts";
import { desiredShares, mainPredictor } from "./split.ts";

function effective(text: string, target: IngressTarget): string {
  return effectiveShares(sampleSplit(text), target)
    .map(({ predictor, percent }) => `${predictor} ${percent ?? "?"}`)
    .join(", ");
}

test("shadows share nothing, and an only predictor has everything", () => {
  expect(desiredShares(sampleSplit("main:80 s:20!"))).toEqual([{ predictor: "main", percent: 100 }]);
  expect(mainPredictor(sampleSplit("s! a:50 b:50"))?.name).toBe("a");
  expect(mainPredictor(sampleSplit("s! a:50 b:50"), "s")).toBeUndefined();
});

describe("effective shares", () => {
  test.each<[string, IngressTarget, string]>([
    ["main:90 canary:10", "istio", "main 90, canary 10"],
    ["main:90 canary:10", "none", "main ?, canary ?"],
    ["main:90 canary:5", "istio", "main ?, canary ?"],
    ["main:150 canary:-50", "istio", "main ?, canary ?"],
    ["main:100 canary", "istio", "main 100, canary 0"],
    ["main:100 canary:0", "ambassador-v2", "main 100, canary 0"],
    ["main:100 canary:0", "ambassador-v1", "main 50, canary 50"],
    ["main:90 canary:10 old", "ambassador-v1", "main 45, canary 10, old 45"],
    ["main:0 canary:100", "ambassador-v1", "main 0, canary 100"],
    ["s! main:0 canary:100", "ambassador-v1", "main 0, canary 100"],
    ["main:70", "ambassador-v1", "main 100"],
  ])("of %s with %s", (text, target, expected) => expect(effective(text, target)).toBe(expected));

  test("which ingress an operator serves", () => {
    expect(ingressTargets({ env: undefined })).toEqual(["unknown"]);
    expect(ingressTargets({ env: {} })).toEqual(["none"]);
    expect(ingressTargets({ env: { ISTIO_ENABLED: "true", AMBASSADOR_ENABLED: "true" } })).toEqual([
      "istio",
      "ambassador-v2",
    ]);
    const ambassador = { AMBASSADOR_ENABLED: "true", ISTIO_ENABLED: "false" };
    expect(ingressTargets({ env: { ...ambassador, AMBASSADOR_VERSION: "v1" } })).toEqual(["ambassador-v1"]);
    expect(ingressTargets({ env: ambassador, version: "1.14.1" })).toEqual(["ambassador-v1"]);
    expect(ingressTargets({ env: ambassador, version: "v1.17.1" })).toEqual(["ambassador-v2"]);
  });
});

describe("remarks", () => {
  test.each<[string, IngressTarget, readonly string[]]>([
    ["main:90 canary:10", "istio", []],
    ["main:90", "none", ["partial-single"]],
    ["main:90 canary:10", "none", ["no-ingress"]],
    ["main:90 canary:5", "istio", ["wrong-sum"]],
    ["main:150 canary:-50", "istio", ["out-of-range", "out-of-range"]],
    ["main:80 s:20!", "istio", ["main-beside-shadow"]],
    ["main:100 canary", "istio", ["absent", "zero-stays"]],
    ["main:100 canary:0", "ambassador-v1", ["zero-gets-part", "zero-gets-part"]],
    ["main:100 canary:0", "unknown", ["zero-stays"]],
    ["main:100 s!", "istio", ["shadow-gets-all"]],
    ["main:100 s!", "ambassador-v2", ["shadow-gets-nothing"]],
    ["main:100 s:50!", "ambassador-v2", []],
  ])("on %s with %s", (text, target, kinds) =>
    expect(splitRemarks(sampleSplit(text), target).map(({ kind }) => kind)).toEqual(kinds),
  );

  test("the trap of the zero in numbers", () => {
    const [, canary] = splitRemarks(sampleSplit("main:100 canary:0"), "ambassador-v1");
    expect(canary).toMatchObject({ predictor: "canary", isTrap: true });
    expect(canary?.words).toContain("is to get 0 % and will get 50 %");
  });
});

describe("observed splits", () => {
  const predictors = predictorsOf(sample("main:75 canary:25 s:10!"));
  const explainer: RoutingObject = {
    kind: "VirtualService",
    metadata: { name: "iris-main-explainer-http" },
    spec: {
      http: [
        {
          match: [{ uri: { prefix: "/seldon/models/iris-explainer/main/" } }],
          route: [
            { destination: { host: "iris-main-explainer.models.svc.cluster.local", subset: "main" }, weight: 100 },
          ],
        },
      ],
    },
  };
  const istio = (main: number, canary: number): RoutingObject => ({
    kind: "VirtualService",
    metadata: { name: "iris" },
    spec: {
      http: [
        {
          match: [{ uri: { prefix: "/seldon/models/iris/" } }],
          route: [
            { destination: { host: "iris-main.models.svc.cluster.local", subset: "main" }, weight: main },
            { destination: { host: "iris-canary.models.svc.cluster.local", subset: "canary" }, weight: canary },
          ],
        },
      ],
    },
  });
  const mapping = (predictor: string, spec: object): RoutingObject => ({
    kind: "Mapping",
    metadata: { name: `seldon-models-iris-${predictor}-rest` },
    spec: { prefix: "/seldon/models/iris/", service: `iris-${predictor}.models:8000`, ...spec },
  });

  test("of Istio, beside an explainer's route", () => {
    expect(observedSplits("iris", predictors, [explainer, istio(75, 25)])).toEqual([
      {
        kind: "VirtualService",
        isInForce: true,
        shares: [
          { predictor: "main", asked: 75, routed: 75 },
          { predictor: "canary", asked: 25, routed: 25 },
        ],
        words: "routed as asked: main 75 %, canary 25 %",
      },
    ]);
    expect(observedSplits("iris", predictors, [explainer])).toEqual([]);
  });

  test("of Istio while it lags behind", () => {
    const [split] = observedSplits("iris", predictors, [istio(90, 10)]);
    expect(split).toMatchObject({
      isInForce: false,
      words: "asked main 75 %, canary 25 %; routed main 90 %, canary 10 %",
    });
  });

  test("of Mappings: the first has no weight, shadows and gRPC are left out", () => {
    const routes = [
      mapping("main", {}),
      mapping("canary", { weight: 25 }),
      mapping("s", { weight: 10, shadow: true }),
      mapping("main", { grpc: true, prefix_regex: true, prefix: "/(seldon.protos.*|inference.*)/.*" }),
      { ...mapping("main", { weight: 1, prefix: "/seldon/models/iris-explainer/main/" }) },
    ];
    expect(observedSplits("iris", predictors, routes)).toMatchObject([
      { kind: "Mapping", isInForce: true, words: "routed as asked: main 75 %, canary 25 %" },
    ]);
  });

  test("of Mappings to Services with hashed names, found by the Mapping's name; one may be missing", () => {
    const routes = [mapping("canary", { weight: 20, service: "seldon-0123abc.models:8000" })];
    expect(observedSplits("iris", predictors, routes)).toMatchObject([
      { words: "asked main 75 %, canary 25 %; routed main no route, canary 20 %" },
    ]);
  });
});
