// One patch for all shares: seed 001's three patches are refused where ours pass, and nobody's change is run over.
import { describe, expect, test } from "vitest";
import { conflictWords } from "./conflict.ts";
import { patchOf } from "./patch.ts";
import { planGesture, type PlanOptions } from "./plan.ts";
import { patched, planned, predictorsOf, sample, sampleSplit } from "../../../../test/support/canary-samples.ts";
import { splitOf } from "./split.ts";
import { webhookRefusals } from "../../../../test/support/traffic-rules.ts";

const OPTIONS: PlanOptions = { policy: "proportional", targets: ["istio"] };

function shift(object: ReturnType<typeof sample>, percent: number): ReturnType<typeof patchOf> {
  const gesture = { kind: "set", predictor: "canary", percent } as const;
  return patchOf(object, planned(planGesture(splitOf(predictorsOf(object)), gesture, OPTIONS)));
}

describe("the gradual rollout of seed 001", () => {
  // Its own patches, on its own deployment of main 90 and canary 10 (S32).
  test.each([5, 25, 100])("is refused at %i where one predictor is patched, and passes in one gesture", percent => {
    const object = sample("main:90 canary:10");
    const oneSided = patched(object, {
      operations: [{ op: "replace", path: "/spec/predictors/1/traffic", value: percent }],
    });
    expect(webhookRefusals(predictorsOf(oneSided))).toEqual(["Traffic must sum to 100 for multiple predictors"]);
    const ours = patched(object, shift(object, percent));
    expect(webhookRefusals(predictorsOf(ours))).toEqual([]);
    expect(predictorsOf(ours).map(({ traffic }) => traffic)).toEqual([100 - percent, percent]);
  });
});

test("the patch in full", () => {
  expect(shift(sample("main:90 canary:10"), 25)).toEqual({
    isTestingVersion: false,
    operations: [
      { op: "test", path: "/spec/predictors/0/name", value: "main" },
      { op: "test", path: "/spec/predictors/0/traffic", value: 90 },
      { op: "test", path: "/spec/predictors/1/name", value: "canary" },
      { op: "test", path: "/spec/predictors/1/traffic", value: 10 },
      { op: "replace", path: "/spec/predictors/0/traffic", value: 75 },
      { op: "replace", path: "/spec/predictors/1/traffic", value: 25 },
    ],
  });
});

test("an absent share makes the patch test the version, and is added", () => {
  const { operations, isTestingVersion } = shift(sample("main:100 canary"), 5);
  expect(isTestingVersion).toBe(true);
  expect(operations[0]).toEqual({ op: "test", path: "/metadata/resourceVersion", value: "41" });
  expect(operations.at(-1)).toEqual({ op: "add", path: "/spec/predictors/1/traffic", value: 5 });
});

describe("a change by somebody else in between", () => {
  const read = "main:90 canary:10 s!";
  test.each([
    [
      "main:80 canary:20 s!",
      ["Somebody changed main from 90 % to 80 %.", "Somebody changed canary from 10 % to 20 %."],
    ],
    ["canary:10 main:90 s!", ["Somebody changed the order of the predictors to canary, main, s."]],
    ["main:90 next:10 s!", ["Somebody added next with 10 %.", "Somebody removed canary, which had 10 %."]],
    ["main:90 canary:10 s", ["Somebody made s no longer a shadow."]],
    [
      "main canary:100 s!",
      ["Somebody changed main from 90 % to no `traffic`.", "Somebody changed canary from 10 % to 100 %."],
    ],
  ])("to %s fails the patch as a whole and is told", (now, words) => {
    expect(() => patched(sample(now), shift(sample(read), 25))).toThrow();
    expect(conflictWords(sampleSplit(read), sampleSplit(now))).toEqual(words);
  });

  test("of something else changes nothing of the split", () => {
    expect(conflictWords(sampleSplit(read), sampleSplit(read))).toEqual([]);
  });

  test("two at once: the second fails whole, and the sum stays 100", () => {
    const object = sample("a:50 b:30 canary:20");
    const [first, second] = [shift(object, 25), shift(object, 40)];
    const after = patched(object, first);
    expect(() => patched(after, second)).toThrow();
    expect(webhookRefusals(predictorsOf(after))).toEqual([]);
  });
});

test("annotations are made with their mapping where there is none", () => {
  const edits = [
    { op: "set", path: ["metadata", "annotations", "seldon-deployments/canary-plan"], value: "x" },
  ] as const;
  const { operations } = patchOf(sample("a:100"), { edits, reads: [] });
  expect(operations).toEqual([
    { op: "add", path: "/metadata/annotations", value: { "seldon-deployments/canary-plan": "x" } },
  ]);
  const object = { metadata: { annotations: { other: "1" } } };
  expect(patchOf(object, { edits, reads: [] }).operations).toEqual([
    { op: "add", path: "/metadata/annotations/seldon-deployments~1canary-plan", value: "x" },
  ]);
});
