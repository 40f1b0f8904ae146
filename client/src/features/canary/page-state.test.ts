// What the traffic panel shows for each state of a deployment and of its guided canary.
import { expect, test } from "vitest";
import * as engine from "../../live/canary/index.ts";
import type { DriverState } from "../../live/canary/index.ts";
import type { Rollout } from "../../../../schemas/src/index.ts";
import { observedSplits } from "../../domain/canary/index.ts";
import { predictorsOf, sample } from "../../../../test/support/canary-samples.ts";
import { shownPlots, shownPredictors, shownProof, shownRemarks, shownRollout } from "./page-state.ts";

const OBJECT = {
  apiVersion: "machinelearning.seldon.io/v1",
  kind: "SeldonDeployment",
  metadata: { name: "iris", namespace: "models" },
  spec: { predictors: predictorsOf(sample("main:90 canary:10 copy:100!")) },
};
const NOTHING_ROUTED = observedSplits("iris", [], []);

function rollout(phase: "running" | "paused" | "finished" | "rolled-back", step: number): Rollout {
  const gates = { maxErrorRate: 0.01, maxP95Ms: 200, minRequests: 50 };
  const choice = { canary: "canary", steps: [25, 50, 100], gates };
  const begun = engine.newRollout(choice, engine.splitOf(OBJECT.spec.predictors), "ann", 0);
  const lastSample = { at: "2026-01-01T00:00:00Z", requests: 80, errors: 4, p95Ms: 120 };
  return {
    ...begun,
    state: { ...begun.state, phase, step, lastSample, ...(phase !== "running" && { reason: "So." }) },
  };
}

test("shadows take no share, and routes that cannot be read are unknown", () => {
  expect(shownPredictors(engine, OBJECT, NOTHING_ROUTED)).toEqual([
    { name: "main", isShadow: false, isMain: true, asked: 90, routed: null },
    { name: "canary", isShadow: false, isMain: false, asked: 10, routed: null },
    { name: "copy", isShadow: true, isMain: false, asked: 100, routed: null },
  ]);
});

test("without an ingress it is said that the split has no effect", () => {
  const [remark] = shownRemarks(engine, OBJECT, ["none"], []);
  expect(remark).toMatchObject({ tone: "warn", words: /Without an ingress the split has no effect/ });
});

test.each<[DriverState, object]>([
  [
    { kind: "driving", rollout: rollout("running", 1), action: { kind: "hold", words: "Watching.", until: 1 } },
    {
      words: "Watching.",
      driver: "This window drives, as ann.",
      steps: [
        { percent: 25, state: "done" },
        { percent: 50, state: "now" },
        { percent: 100, state: "open" },
      ],
      gates: [
        { gate: "Errors at most 1 %", measured: "5 %", tone: "bad" },
        { gate: "p95 at most 200 ms", measured: "120 ms", tone: "good" },
        { gate: "Requests at least 50", measured: "80", tone: "good" },
      ],
      actions: ["pause", "abort-rollout"],
    },
  ],
  [
    { kind: "undriven", rollout: rollout("running", 0) },
    { driver: /Nobody drives, so it is as good as paused/, actions: ["take-over", "pause", "abort-rollout"] },
  ],
  [
    { kind: "watching", rollout: rollout("running", 0), by: "bob", until: 1 },
    { driver: "bob drives.", words: "canary is at 25 %.", actions: ["take-over", "pause", "abort-rollout"] },
  ],
  [
    { kind: "resting", rollout: rollout("paused", 0) },
    { tone: "warn", words: "So.", actions: ["resume", "abort-rollout"] },
  ],
  [
    { kind: "resting", rollout: rollout("rolled-back", 0) },
    { tone: "bad", words: "So.", actions: ["forget"] },
  ],
  [
    { kind: "resting", rollout: rollout("finished", 2) },
    { tone: "good", words: "So.", actions: ["finish", "forget"] },
  ],
])("a rollout that is $kind", (state, shown) => {
  expect(shownRollout(engine, state, "ann")).toMatchObject(shown);
});

test("without a rollout none is shown", () => {
  expect(shownRollout(engine, { kind: "absent" }, "ann")).toBeNull();
});

test("plots have a point for each look, and a gap where there were no requests", () => {
  const metrics = (requests: number): engine.MetricPoint["metrics"] => [
    {
      ...{ predictor: "main", seconds: 2, requests, perSecond: requests / 2, errors: 1, codes: {} },
      ...(requests === 0
        ? { errorRate: undefined, meanMs: undefined, p50Ms: undefined, p95Ms: undefined, p99Ms: undefined }
        : { errorRate: 1 / requests, meanMs: 5, p50Ms: 4, p95Ms: 8, p99Ms: 9 }),
    },
  ];
  const points = [0, 10].map((requests, index) => ({ at: 1000 * (index + 1), metrics: metrics(requests) }));
  expect(shownPlots(points)).toEqual({
    seconds: [1, 2],
    predictors: [{ name: "main", rate: [0, 5], errors: [null, 10], p50: [null, 4], p95: [null, 8], p99: [null, 9] }],
  });
  expect(shownPlots([])).toEqual({ seconds: [], predictors: [] });
});

test("a proof says how far it is, what it found, and what it could not tell", () => {
  expect(shownProof({ done: 3, total: 10 }, undefined)).toMatchObject({
    isRunning: true,
    words: "3 of 10 requests answered.",
  });
  const unclear = { kind: "cannot-tell", reason: "Others send, too." } as const;
  expect(shownProof({ done: 10, total: 10 }, { result: unclear, unanswered: 1, errors: 2 })).toMatchObject({
    tone: "warn",
    words: "Cannot tell. Others send, too. 1 requests got no answer. 2 answers were errors.",
  });
});
