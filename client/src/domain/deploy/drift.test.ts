import { expect, test } from "vitest";
import { health } from "../health/health.ts";
import { driftOf, driftWords, missingFrom, newestFailure, withoutMarkup, worstDrift } from "./drift.ts";

const manifest = {
  metadata: { name: "iris", labels: { team: "a" } },
  spec: { predictors: [{ name: "main", traffic: 90, graph: { name: "clf", children: [] } }] },
};

/** What API servers and other tools add is nobody's drift (seldon-facts §2: only the port's protocol is defaulted). */
const live = {
  ...manifest,
  metadata: { ...manifest.metadata, uid: "4f7a22dc", labels: { team: "a", "argocd.argoproj.io/instance": "ml" } },
  status: { state: "Available" },
};

test("a manifest all of whose values are live lacks nothing", () => {
  expect(missingFrom(live, manifest)).toEqual([]);
});

test("the smallest values that differ are found", () => {
  const other = { ...live, spec: { predictors: [{ name: "main", traffic: 80, graph: { name: "clf" } }] } };
  expect(missingFrom(other, manifest)).toEqual([
    ["spec", "predictors", 0, "traffic"],
    ["spec", "predictors", 0, "graph", "children"],
  ]);
});

test("a list that is longer in the cluster is another list", () => {
  const [main] = manifest.spec.predictors;
  const canary = { ...live, spec: { predictors: [main, { name: "canary", traffic: 10 }] } };
  expect(missingFrom(canary, manifest)).toEqual([["spec", "predictors"]]);
});

test("keys that objects inherit are no values", () => {
  expect(missingFrom({}, { toString: "x" })).toEqual([["toString"]]);
});

test("what differs goes before what fails", () => {
  expect(driftOf(0, undefined)).toEqual({ kind: "in-sync" });
  expect(driftOf(0, "no model")).toEqual({ kind: "failing", reason: "no model" });
  expect(driftOf(2, "no model")).toEqual({ kind: "drifted", fields: 2 });
});

test("a failure that the operator reports is the newest revision's", () => {
  const object = {
    apiVersion: "machinelearning.seldon.io/v1",
    kind: "SeldonDeployment",
    metadata: { name: "iris", namespace: "ml", uid: "1", generation: 1 },
    spec: { predictors: [] },
    status: { state: "Failed", description: "no such image" },
  };
  const lists = { predictors: [], orphans: [], routes: [], services: [], events: [] };
  const tree = { kind: "seldon-deployment", object, ...lists, knowsWorkloads: true } as const;
  expect(newestFailure(tree, health(tree, { now: 0 }))).toContain("no such image");
  const fine = { ...tree, object: { ...object, status: { state: "Available" } } };
  expect(newestFailure(fine, health(fine, { now: 0 }))).toBeUndefined();
});

test("every state has its words", () => {
  expect(driftWords({ kind: "in-sync" }, "ml in kind-lab")).toBe("In sync with ml in kind-lab");
  expect(driftWords({ kind: "drifted", fields: 1 }, "")).toBe("Drifted: 1 field differs");
  expect(driftWords({ kind: "drifted", fields: 3 }, "")).toBe("Drifted: 3 fields differ");
  expect(driftWords({ kind: "not-deployed" }, "")).toBe("Not deployed");
  expect(driftWords({ kind: "failing", reason: "no model" }, "")).toBe(
    "Deployed, and the newest revision is failing: no model",
  );
  expect(driftWords({ kind: "unknown", why: "no answer" }, "")).toBe("Not known: no answer");
});

test("for several objects stands what most needs a look", () => {
  expect(worstDrift([])).toBeUndefined();
  expect(worstDrift([{ kind: "in-sync" }, { kind: "not-deployed" }])).toEqual({ kind: "not-deployed" });
  expect(worstDrift([{ kind: "drifted", fields: 1 }, { kind: "in-sync" }, { kind: "drifted", fields: 2 }])).toEqual({
    kind: "drifted",
    fields: 3,
  });
});

test("what a cluster says becomes no link and no icon", () => {
  expect(withoutMarkup("[look](command:evil) $(check) [0](1)")).toBe("[look] (command:evil) $ (check) [0] (1)");
});
