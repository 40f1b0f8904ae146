// Shares in words (seldon-facts §2.2, §5.5, §11.6, §11.19).
import { expect, test } from "vitest";
import type { PredictorSpec, RoutingObject } from "./objects.ts";
import { relate } from "./relate.ts";
import { sampleDeployment, samplePredictor } from "./sample-cluster.ts";
import { traffic } from "./traffic.ts";

function words(predictors: readonly PredictorSpec[], routes: readonly RoutingObject[] = []): string[] {
  const [tree] = relate({ seldonDeployments: [sampleDeployment(predictors)], routes });
  return tree ? traffic(tree).map(share => share.words) : [];
}

const MAIN = samplePredictor({ name: "main", traffic: 75 });
const CANARY = samplePredictor({ name: "canary", traffic: 25 });

function route(...weights: readonly (readonly [subset: string, weight: number])[]): RoutingObject {
  const destinations = weights.map(([subset, weight]) => ({
    destination: { host: `iris-${subset}.models.svc.cluster.local`, subset },
    weight,
  }));
  return {
    kind: "VirtualService",
    metadata: { name: "iris", ownerReferences: [{ kind: "SeldonDeployment", name: "iris", uid: "iris" }] },
    spec: { http: [{ route: destinations }, { route: [] }] },
  };
}

test("a single predictor gets everything, beside a shadow, too", () => {
  expect(words([samplePredictor()])).toEqual(["all traffic"]);
  expect(words([samplePredictor({ traffic: 80 }), samplePredictor({ name: "s", shadow: true, traffic: 20 })])).toEqual([
    "all traffic",
    "shadow of 20 %",
  ]);
});

test("several share as the manifest says, and absent counts as 0", () => {
  expect(words([MAIN, CANARY])).toEqual(["75 % of traffic", "25 % of traffic"]);
  expect(words([samplePredictor({ traffic: 100 }), samplePredictor({ name: "b" })])).toEqual([
    "100 % of traffic",
    "0 % of traffic",
  ]);
});

test("a route that lags behind is told", () => {
  expect(words([MAIN, CANARY], [route(["main", 90], ["canary", 10])])).toEqual([
    "75 % of traffic wanted, 90 % now",
    "25 % of traffic wanted, 10 % now",
  ]);
  expect(words([MAIN, CANARY], [route(["main", 75], ["canary", 25])])).toEqual(["75 % of traffic", "25 % of traffic"]);
});

test("a shadow without a share is called just that: ingresses differ in what it means", () => {
  expect(words([MAIN, samplePredictor({ name: "s", shadow: true })])).toEqual(["all traffic", "shadow"]);
});

test("a route of an unexpected shape changes nothing", () => {
  const odd = { ...route(), spec: { http: "none" } };
  expect(words([MAIN, CANARY], [odd])).toEqual(["75 % of traffic", "25 % of traffic"]);
});
