// What follows a promotion, shadows switched on and off, and undoing, each as one plan.
import { describe, expect, test } from "vitest";
import {
  patched,
  planned,
  predictorsOf,
  reasonOf,
  sample,
  sampleSplit,
} from "../../../../test/support/canary-samples.ts";
import { webhookRefusals } from "../../../../test/support/traffic-rules.ts";
import type { PredictorSpec } from "../health/objects.ts";
import { applyEdits, inverseEdits } from "./edits.ts";
import { patchOf } from "./patch.ts";
import { planGesture, type PlanOptions } from "./plan.ts";
import { finishPromotion, removePredictors, type PromotionChoice } from "./promotion.ts";
import { planUndo, remember, rememberedFrom, withRemembered } from "./remember.ts";
import { planShadow } from "./shadow.ts";
import { splitOf } from "./split.ts";

const CHOICE: PromotionChoice = { promoted: "canary", isRenamed: true, takesReplicas: true, targets: ["istio"] };
const OPTIONS: PlanOptions = { policy: "proportional", targets: ["istio"] };

function withPredictors(text: string, changes: readonly Partial<PredictorSpec>[]): ReturnType<typeof sample> {
  const object = sample(text);
  return { ...object, spec: { predictors: predictorsOf(object).map((old, index) => ({ ...old, ...changes[index] })) } };
}

describe("finishing a promotion", () => {
  test("renames the canary, gives it main's replicas, and removes main", () => {
    const object = withPredictors("main:0 canary:100", [{ replicas: 3 }, { replicas: 1 }]);
    const plan = planned(finishPromotion(object, CHOICE));
    expect(plan.edits).toEqual([
      { op: "set", path: ["spec", "predictors", 1, "replicas"], value: 3 },
      { op: "set", path: ["spec", "predictors", 1, "name"], value: "main" },
      { op: "remove", path: ["spec", "predictors", 0] },
    ]);
    const after = patched(object, patchOf(object, plan));
    expect(predictorsOf(after)).toEqual([{ ...predictorsOf(object)[1], name: "main", replicas: 3 }]);
    expect(webhookRefusals(predictorsOf(after))).toEqual([]);
    expect(plan.words).toContain("Replicas of canary go from 1 to 3, as main has.");
    expect(plan.words.at(-1)).toContain("Its pods are made anew under that name");
    expect(applyEdits(applyEdits(object, plan.edits), inverseEdits(object, plan.edits))).toEqual(object);
  });

  test("finds replicas by who decides on them (seldon-facts §5.7)", () => {
    const finish = (changes: readonly Partial<PredictorSpec>[]): readonly unknown[] => {
      const plan = planned(
        finishPromotion(withPredictors("main:0 canary:100", changes), { ...CHOICE, isRenamed: false }),
      );
      return plan.edits.slice(0, -1).map(edit => [edit.path.slice(3).join("."), edit.op === "set" ? edit.value : null]);
    };
    expect(finish([{}, { replicas: 2 }])).toEqual([["replicas", 1]]);
    expect(finish([{ replicas: 4 }, {}])).toEqual([["replicas", 4]]);
    expect(finish([{ componentSpecs: [{ replicas: 5 }] }, { componentSpecs: [{}] }])).toEqual([
      ["componentSpecs.0.replicas", 5],
    ]);
    expect(finish([{ replicas: 3 }, { componentSpecs: [{ hpaSpec: { maxReplicas: 5 } }] }])).toEqual([]);
  });

  test("takes all from the others, beside a shadow, whatever the order, and says what comes at once", () => {
    const object = sample("s:10! canary:40 other:20 main:40");
    const plan = planned(finishPromotion(object, { ...CHOICE, main: "main", takesReplicas: false }));
    const after = patched(object, patchOf(object, plan));
    expect(splitOf(predictorsOf(after))).toEqual(sampleSplit("s:10! main:100 other:0"));
    expect(plan.warnings).toContain("canary gets only 40 % so far and would get all at once.");
  });

  test("fails as a whole where what it removes was changed meanwhile", () => {
    const object = sample("main:0 canary:100");
    const patch = patchOf(object, planned(finishPromotion(object, CHOICE)));
    const changed = withPredictors("main:0 canary:100", [{ annotations: { owner: "someone" } }]);
    expect(() => patched(changed, patch)).toThrow();
  });

  test.each([
    ["main:0 canary!", "canary is a shadow. Switch that off first, and give it requests before it takes all."],
    ["canary:100", "There is no other predictor whose place canary could take."],
    ["main:100", "There is no predictor canary."],
  ])("is refused for %s", (text, reason) => {
    expect(finishPromotion(sample(text), CHOICE)).toEqual({ kind: "refused", reason });
  });
});

test("removing predictors shares out what they had, as Ambassador v1 needs it", () => {
  const object = sample("main:60 a:30 canary:10 s!");
  const plan = planned(removePredictors(object, ["a", "canary"]));
  expect(splitOf(predictorsOf(patched(object, patchOf(object, plan))))).toEqual(sampleSplit("main:100 s!"));
  expect(plan.words).toEqual(["Removes a, canary with its pods; main gets 100 %."]);
  expect(removePredictors(sample("a:100 s!"), ["a"])).toMatchObject({ kind: "refused" });
});

describe("shadows", () => {
  test("switching on gives its share to the others and says that pods restart", () => {
    const object = sample("main:90 canary:10");
    const plan = planned(planShadow(splitOf(predictorsOf(object)), "canary", true, { ...OPTIONS, mirrorPercent: 20 }));
    const after = patched(object, patchOf(object, plan));
    expect(splitOf(predictorsOf(after))).toEqual(sampleSplit("main:100 canary:20!"));
    expect(webhookRefusals(predictorsOf(after))).toEqual([]);
    expect(plan.words.join(" ")).toContain("The pods of canary restart");
  });

  test("switching off gives it nothing yet, and main all", () => {
    const object = sample("main:80 canary!");
    const plan = planned(planShadow(splitOf(predictorsOf(object)), "canary", false, OPTIONS));
    const after = patched(object, patchOf(object, plan));
    expect(predictorsOf(after).map(({ traffic, shadow }) => [traffic, shadow])).toEqual([
      [100, undefined],
      [0, undefined],
    ]);
    expect(webhookRefusals(predictorsOf(after))).toEqual([]);
    expect(applyEdits(after, inverseEdits(object, plan.edits))).toEqual(object);
  });

  test.each([
    ["a:50 b:50 s!", "a", true, "s is a shadow already, and the webhook allows one only."],
    ["a:100", "a", true, "a is the only predictor, and a shadow needs one that answers."],
    ["a:100 s!", "s", true, "s is a shadow already."],
    ["a:100 b:0", "b", false, "b is no shadow."],
    ["a:50 b:30 s!", "s", false, "The others' shares add up to 80, not 100. Mend that first."],
  ])("%s: %s to %s is refused", (text, name, isShadow, reason) => {
    expect(planShadow(sampleSplit(text), name, isShadow, OPTIONS)).toEqual({ kind: "refused", reason });
  });
});

describe("undo", () => {
  const before = sample("main:100 canary");
  const plan = planned(planGesture(splitOf(predictorsOf(before)), { kind: "even" }, OPTIONS));
  const remembered = remember(plan, 1_000);
  const undo = (text: string): ReturnType<typeof planUndo> => planUndo(sampleSplit(text), remembered, ["istio"]);

  test("works from what was stored, and absent becomes absent again", () => {
    const [stored] = rememberedFrom(JSON.parse(JSON.stringify([remembered, { at: "no" }])));
    expect(stored).toEqual(remembered);
    const after = patched(before, patchOf(before, plan));
    const back = planned(planUndo(splitOf(predictorsOf(after)), remembered, ["istio"]));
    expect(patched(after, patchOf(after, back))).toEqual(before);
  });

  test("says that a later change goes as well, and is refused where predictors have come or gone", () => {
    expect(planned(undo("main:20 canary:80")).words).toContain("The split was changed again since; that goes, too.");
    expect(reasonOf(undo("main:50 next:50"))).toContain("canary takes no requests");
    expect(reasonOf(undo("main:50 canary:50 next"))).toContain("next was not there");
  });

  test("keeps the latest twenty", () => {
    const list = Array.from({ length: 30 }, (_, at) => remember(plan, at)).reduce(withRemembered, rememberedFrom(null));
    expect(list.map(({ at }) => at)).toEqual(Array.from({ length: 20 }, (_, index) => 29 - index));
  });
});
