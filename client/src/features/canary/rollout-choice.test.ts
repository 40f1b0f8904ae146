// What a guided canary begins with, and what is wrong with what somebody typed.
import { expect, test } from "vitest";
import { ROLLOUT_DEFAULTS } from "../../domain/canary/index.ts";
import { sample } from "../../../../test/support/canary-samples.ts";
import { choiceFor, planOfChoice, STEPS_ANNOTATION } from "./rollout-choice.ts";

const NOTHING = { steps: undefined, holdSeconds: undefined, gates: {} };
const OBJECT = sample("main:90 canary:10");

test("without settings it is the usual, without the steps that are behind", () => {
  expect(choiceFor("canary", OBJECT, NOTHING, ROLLOUT_DEFAULTS)).toEqual({
    canary: "canary",
    steps: [25, 50, 100],
    holdSeconds: 120,
    maxErrorPercent: 1,
    maxP95Ms: null,
    maxP99Ms: null,
    minRequests: 50,
    maxRestarts: 0,
  });
});

test("settings go before the usual, and the deployment's annotation before both", () => {
  const settings = { steps: [20, 60], holdSeconds: 30, gates: { maxP95Ms: 200 } };
  const choice = choiceFor("canary", OBJECT, settings, ROLLOUT_DEFAULTS);
  expect(choice).toMatchObject({ steps: [20, 60], holdSeconds: 30, maxP95Ms: 200, maxErrorPercent: null });
  const annotated = { ...OBJECT, metadata: { ...OBJECT.metadata, annotations: { [STEPS_ANNOTATION]: "15, 45,100" } } };
  expect(choiceFor("canary", annotated, settings, ROLLOUT_DEFAULTS).steps).toEqual([15, 45, 100]);
});

test("a form becomes a plan, and an empty gate none", () => {
  const choice = choiceFor("canary", OBJECT, NOTHING, ROLLOUT_DEFAULTS);
  expect(planOfChoice({ ...choice, maxErrorPercent: 5, maxRestarts: null }, "to-main")).toEqual({
    canary: "canary",
    policy: "to-main",
    steps: [25, 50, 100],
    holdSeconds: 120,
    gates: { minRequests: 50, maxErrorRate: 0.05 },
  });
});

test.each([
  [{ steps: [] }, "The steps are"],
  [{ steps: [5, 12.5] }, "The steps are"],
  [{ steps: [Number.NaN] }, "The steps are"],
  [{ holdSeconds: 0 }, "Each step"],
  [{ maxErrorPercent: 120 }, "The errors"],
  [{ minRequests: -1 }, "Requests and restarts"],
])("%j is refused", (wrong, reason) => {
  const choice = choiceFor("canary", OBJECT, NOTHING, ROLLOUT_DEFAULTS);
  expect(planOfChoice({ ...choice, ...wrong }, "proportional")).toMatch(new RegExp(`^${reason}`));
});
