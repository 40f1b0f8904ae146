// Gestures on splits: what everybody gets, how it is said, and properties of all plans.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { applyEdits, inverseEdits } from "./edits.ts";
import { inversePatchOf, patchOf } from "./patch.ts";
import { planGesture, trafficEdits, type Gesture, type PlanOptions } from "./plan.ts";
import {
  arbitraryDeployment,
  patched,
  planned,
  predictorsOf,
  sample,
  sampleSplit,
} from "../../../../test/support/canary-samples.ts";
import { livePredictors, splitOf, splitWords } from "./split.ts";
import { webhookRefusals } from "../../../../test/support/traffic-rules.ts";

const OPTIONS: PlanOptions = { policy: "proportional", targets: ["istio"] };

function result(text: string, gesture: Gesture, options: Partial<PlanOptions> = {}): string {
  const plan = planGesture(sampleSplit(text), gesture, { ...OPTIONS, ...options });
  return plan.kind === "plan" ? splitWords(plan.after) : plan.reason;
}

describe("gestures", () => {
  test.each<[string, Gesture, string]>([
    ["main:90 canary:10", { kind: "set", predictor: "canary", percent: 25 }, "main 75 %, canary 25 %"],
    ["main:90 canary:10", { kind: "shift", predictor: "canary", by: 10 }, "main 80 %, canary 20 %"],
    ["main:95 canary:5", { kind: "shift", predictor: "canary", by: -10 }, "main 100 %, canary 0 %"],
    ["main:5 canary:95", { kind: "shift", predictor: "canary", by: 10 }, "main 0 %, canary 100 %"],
    ["main:90 canary:10", { kind: "promote", predictor: "canary" }, "main 0 %, canary 100 %"],
    ["main:90 canary:10", { kind: "abort", predictor: "canary" }, "main 100 %, canary 0 %"],
    ["main:90 canary:10", { kind: "even" }, "main 50 %, canary 50 %"],
    ["a:100 b c", { kind: "even" }, "a 34 %, b 33 %, c 33 %"],
    ["main:100 canary", { kind: "set", predictor: "canary", percent: 5 }, "main 95 %, canary 5 %"],
    ["main:90 s:50! canary:10", { kind: "set", predictor: "canary", percent: 50 }, "main 50 %, canary 50 %"],
  ])("%s, %o", (text, gesture, expected) => expect(result(text, gesture)).toBe(expected));

  test("several others keep their proportions, or leave it to the main one", () => {
    const gesture: Gesture = { kind: "set", predictor: "c", percent: 40 };
    expect(result("a:60 b:30 c:10", gesture)).toBe("a 40 %, b 20 %, c 40 %");
    expect(result("a:60 b:30 c:10", gesture, { policy: "to-main" })).toBe("a 30 %, b 30 %, c 40 %");
    expect(result("a:60 b:30 c:10", gesture, { policy: "to-main", main: "b" })).toBe("a 60 %, b 0 %, c 40 %");
  });

  test("a main predictor without enough leaves the rest to the others", () => {
    const gesture: Gesture = { kind: "set", predictor: "c", percent: 80 };
    expect(result("a:20 b:60 d:15 c:5", gesture, { policy: "to-main" })).toBe("a 0 %, b 16 %, d 4 %, c 80 %");
  });

  test("where the others have nothing, main takes the rest", () => {
    const gesture: Gesture = { kind: "set", predictor: "c", percent: 70 };
    expect(result("a:0 b:0 c:100", gesture)).toBe("a 30 %, b 0 %, c 70 %");
    expect(result("a:100 b c", { kind: "set", predictor: "a", percent: 70 })).toBe("a 70 %, b 30 %, c 0 %");
    expect(result("a:0 b:0 c:100", gesture, { main: "b" })).toBe("a 0 %, b 30 %, c 70 %");
  });

  test("sliders give all shares", () => {
    const shares = new Map([
      ["a", 20],
      ["b", 80],
    ]);
    expect(result("a:100 b:0", { kind: "shares", shares })).toBe("a 20 %, b 80 %");
    expect(result("a:100 b:0 c", { kind: "shares", shares })).toBe("No share is given for c.");
    expect(result("a:100 c", { kind: "shares", shares })).toBe("There is no predictor b that takes requests.");
    expect(result("a:50 b:50", { kind: "shares", shares: shares.set("a", 30) })).toBe(
      "The shares add up to 110, not 100.",
    );
  });

  test.each<[string, Gesture, string]>([
    ["a:100", { kind: "even" }, "a is the only predictor that takes requests, so it gets all of them."],
    ["a s!", { kind: "even" }, "a is the only predictor that takes requests, so it gets all of them."],
    ["s!", { kind: "even" }, "There is no predictor that could take requests."],
    ["a:50 b:50", { kind: "promote", predictor: "c" }, "There is no predictor c."],
    ["a:50 a:50", { kind: "even" }, "Two predictors are called a, so nobody can say which is meant."],
    [
      "a:50 b:50 s!",
      { kind: "promote", predictor: "s" },
      "s is a shadow: it gets copies of requests and takes no share.",
    ],
    [
      "a:50 b:50",
      { kind: "set", predictor: "a", percent: 12.5 },
      "A share is a whole number from 0 to 100, and 12.5 is not.",
    ],
    [
      "a:50 b:50",
      { kind: "set", predictor: "a", percent: 101 },
      "A share is a whole number from 0 to 100, and 101 is not.",
    ],
  ])("%s refuses %o", (text, gesture, reason) => expect(result(text, gesture)).toBe(reason));
});

test("a plan says what it does and what it leaves alone", () => {
  const gesture: Gesture = { kind: "set", predictor: "canary", percent: 25 };
  const plan = planned(
    planGesture(sampleSplit("main:85 canary:10 old:5 s!"), gesture, { ...OPTIONS, policy: "to-main" }),
  );
  expect(plan.words).toEqual([
    "Moves main from 85 % to 70 %, canary from 10 % to 25 %.",
    "Leaves old at 5 %.",
    "The shadow s is left out: shadows take no share.",
    "main takes the difference; the others keep what they have.",
    "No pod restarts. Routes follow as soon as every predictor of the deployment is ready, and not before.",
  ]);
  expect(plan.untouched).toEqual(["old"]);
  expect(plan.warnings).toEqual([]);
});

test("zero is explained by what the ingress does with it (F20)", () => {
  const abort = (text: string, targets: PlanOptions["targets"]): readonly string[] =>
    planned(planGesture(sampleSplit(text), { kind: "abort", predictor: "canary" }, { ...OPTIONS, targets })).warnings;
  expect(abort("main:90 canary:10", ["istio"])).toEqual([]);
  expect(abort("main:90 canary:10", ["ambassador-v2"])).toEqual([]);
  expect(abort("main:90 canary:10", ["ambassador-v1"])).toEqual([
    expect.stringContaining("main is to get 100 % and will get 50 %: Ambassador v1 leaves out a weight of 0"),
    expect.stringContaining("canary is to get 0 % and will get 50 %"),
  ]);
  // The first one never carries a weight, so that it may well have nothing.
  expect(abort("canary:10 main:90", ["ambassador-v1"])).toEqual([]);
  expect(abort("main:90 canary:10", ["none"])).toEqual([
    expect.stringContaining("Without an ingress the split has no effect"),
  ]);
});

test("a plan goes into a file that has the predictors in another order", () => {
  const plan = planned(
    planGesture(sampleSplit("main:90 canary:10"), { kind: "promote", predictor: "canary" }, OPTIONS),
  );
  const file = sample("canary:10 main");
  expect(splitWords(splitOf(predictorsOf(sample("canary:100 main:0"))))).toBe("canary 100 %, main 0 %");
  expect(applyEdits(file, trafficEdits(splitOf(predictorsOf(file)), plan.after))).toEqual(sample("canary:100 main:0"));
});

const arbitraryGesture = (names: readonly string[]): fc.Arbitrary<Gesture> => {
  const predictor = fc.constantFrom(...names);
  return fc.oneof(
    fc.record({ kind: fc.constant<"set">("set"), predictor, percent: fc.integer({ min: 0, max: 100 }) }),
    fc.record({ kind: fc.constant<"shift">("shift"), predictor, by: fc.constantFrom(10, -10, 1, -37) }),
    fc.record({ kind: fc.constant<"promote">("promote"), predictor }),
    fc.record({ kind: fc.constant<"abort">("abort"), predictor }),
    fc.constant<Gesture>({ kind: "even" }),
  );
};

const arbitraryCase = arbitraryDeployment.chain(object => {
  const live = livePredictors(splitOf(predictorsOf(object)));
  const names = live.map(({ name }) => name);
  return fc.record({
    object: fc.constant(object),
    gesture: arbitraryGesture(names),
    policy: fc.constantFrom<PlanOptions["policy"]>("proportional", "to-main"),
    main: fc.option(fc.constantFrom(...names), { nil: undefined }),
  });
});

describe("every plan", () => {
  const forAll = (check: (of: { object: ReturnType<typeof sample>; plan: ReturnType<typeof planOf> }) => void): void =>
    fc.assert(
      fc.property(arbitraryCase, one => check({ object: one.object, plan: planOf(one) })),
      { numRuns: 300 },
    );
  const planOf = ({ object, gesture, policy, main }: typeof arbitraryCase extends fc.Arbitrary<infer T> ? T : never) =>
    planned(planGesture(splitOf(predictorsOf(object)), gesture, { policy, main, targets: ["istio"] }));

  test("gives whole shares from 0 to 100 that add up to 100, in the same order, and leaves shadows alone", () => {
    forAll(({ object, plan }) => {
      const shares = livePredictors(plan.after).map(({ traffic = Number.NaN }) => traffic);
      expect(shares.reduce((sum, share) => sum + share, 0)).toBe(100);
      expect(shares.every(share => Number.isInteger(share) && share >= 0 && share <= 100)).toBe(true);
      expect(plan.after.map(({ name }) => name)).toEqual(predictorsOf(object).map(({ name }) => name));
      expect(plan.after.filter(({ isShadow }) => isShadow)).toEqual(plan.before.filter(({ isShadow }) => isShadow));
    });
  });

  test("names every predictor, those that it does not touch as well", () => {
    forAll(({ plan }) => {
      const told = plan.words.join(" ");
      if (!told.startsWith("No share changes.")) {
        for (const { name } of plan.after) expect(told).toContain(name);
      }
      const live = livePredictors(plan.after).map(({ name }) => name);
      expect(live).toEqual(expect.arrayContaining([...plan.untouched]));
    });
  });

  test("is what its patch makes of the object, which the webhook then accepts", () => {
    forAll(({ object, plan }) => {
      const after = patched(object, patchOf(object, plan));
      expect(splitOf(predictorsOf(after))).toEqual(plan.after);
      expect(webhookRefusals(predictorsOf(after))).toEqual([]);
      expect(after).toEqual(applyEdits(object, plan.edits));
    });
  });

  test("is taken back exactly, what was absent included", () => {
    forAll(({ object, plan }) => {
      const after = patched(object, patchOf(object, plan));
      expect(patched(after, inversePatchOf(object, after, plan))).toEqual(object);
      expect(applyEdits(applyEdits(object, plan.edits), inverseEdits(object, plan.edits))).toEqual(object);
    });
  });

  test("tests every name, and every share or else the object's version", () => {
    forAll(({ object, plan }) => {
      const { operations, isTestingVersion } = patchOf(object, plan);
      const tests = operations.filter(({ op }) => op === "test").map(({ path }) => path);
      predictorsOf(object).forEach(({ traffic, shadow }, index) => {
        expect(tests).toContain(`/spec/predictors/${index}/name`);
        if (shadow === true) return;
        if (traffic === undefined) expect(isTestingVersion).toBe(true);
        else expect(tests).toContain(`/spec/predictors/${index}/traffic`);
      });
      expect(tests.includes("/metadata/resourceVersion")).toBe(isTestingVersion);
    });
  });
});
