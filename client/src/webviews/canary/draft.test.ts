// Sliders always add up to 100.
import fc from "fast-check";
import { expect, test } from "vitest";
import type { CanaryPredictor } from "../../../../schemas/src/index.ts";
import { draftOf, isSameDraft, withShare } from "./draft.ts";

const predictor = (name: string, asked: number, isShadow = false): CanaryPredictor => ({
  ...{ name, asked, isShadow, isMain: name === "main", routed: asked },
});

test("shadows have no slider, and one that moves takes from the others", () => {
  const draft = draftOf([predictor("main", 90), predictor("copy", 100, true), predictor("canary", 10)]);
  expect([...draft]).toEqual([
    ["main", 90],
    ["canary", 10],
  ]);
  expect([...withShare(draft, "canary", 25.4, "proportional")]).toEqual([
    ["main", 75],
    ["canary", 25],
  ]);
});

test("an only predictor keeps everything", () => {
  const draft = draftOf([predictor("main", 100)]);
  expect(isSameDraft(withShare(draft, "main", 40, "proportional"), draft)).toBe(true);
});

test("whatever is moved how often, the sum stays 100", () => {
  const moves = fc.array(fc.tuple(fc.nat(2), fc.double({ min: -20, max: 120, noNaN: true }), fc.boolean()));
  fc.assert(
    fc.property(moves, all => {
      const names = ["main", "a", "b"];
      let draft = draftOf([predictor("main", 80), predictor("a", 15), predictor("b", 5)]);
      for (const [index, percent, isToMain] of all) {
        draft = withShare(draft, names[index] ?? "", percent, isToMain ? "to-main" : "proportional");
        expect([...draft.values()].reduce((sum, share) => sum + share, 0)).toBe(100);
        expect([...draft.values()].every(share => Number.isInteger(share) && share >= 0)).toBe(true);
      }
    }),
  );
});
