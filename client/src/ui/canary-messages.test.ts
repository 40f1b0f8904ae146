// Messages say what happened and what was left alone.
import { expect, test } from "vitest";
import { fileWasNotChanged, rolloutIsOver, shiftConflict, splitIsChanged } from "./canary-messages.ts";

const TARGET = { kind: "deployment", context: "lab", namespace: "models", name: "iris" } as const;

test("a conflict names what somebody else did", () => {
  expect(shiftConflict("iris", ["Somebody changed canary from 10 % to 30 %."]).text).toBe(
    "Nothing was changed because iris is not as it was shown any more. Somebody changed canary from 10 % to 30 %. Look at it again, then repeat the gesture.",
  );
  expect(shiftConflict("iris", []).text).toContain("It was changed by somebody else.");
});

test("a change can be undone, and a promotion finished, from its message", () => {
  const message = splitIsChanged("iris", "main 0 %, canary 100 %", ["lab", "iris.yaml"], TARGET, TARGET);
  expect(message.text).toBe("Traffic of iris is now main 0 %, canary 100 %, in lab and iris.yaml.");
  expect(message.actions.map(({ title }) => title)).toEqual(["Make It the Main Predictor…", "Undo"]);
});

test("a file that was not changed says what holds for the cluster", () => {
  expect(fileWasNotChanged("iris.yaml", "It has syntax errors.", true).text).toContain("The cluster is changed");
  expect(fileWasNotChanged("iris.yaml", "It has syntax errors.", false).text).toContain("Nothing was changed.");
});

test.each([
  ["rolled back", "was rolled back: 30 of 90 answers were errors.", ["Show Report"]],
  ["finished", "has finished: 30 of 90 answers were errors.", ["Make It the Main Predictor…", "Show Report"]],
  ["paused", "is paused: 30 of 90 answers were errors.", ["Show Report"]],
] as const)("a rollout that is %s", (outcome, words, actions) => {
  const message = rolloutIsOver("iris", "canary", outcome, "30 of 90 answers were errors.", TARGET);
  expect(message.text).toBe(`The guided canary of canary on iris ${words}`);
  expect(message.actions.map(({ title }) => title)).toEqual(actions);
});
