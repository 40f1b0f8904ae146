// Which container plays a scenario, several at once, and names that there are not.
import { expect, test } from "vitest";
import { endingOf, pullProblem, SCENARIO_ANNOTATION, SCENARIOS, storeProblem, unknownScenarios } from "./index.ts";

test("names are told apart, also those with a number, and what is unknown is told", () => {
  expect(new Set(SCENARIOS.map(({ name }) => name)).size).toBe(SCENARIOS.length);
  expect(unknownScenarios(["slow-conda", "noisy-log=500", "slow-konda"])).toEqual(["slow-konda"]);
});

test("an ending is played by the container that it is about, and by no other of the pod", () => {
  const asked = ["executor-out-of-memory", "pickle-of-other-version"];
  expect(endingOf({ name: "seldon-container-engine" }, asked)?.exit).toEqual({ exitCode: 137, reason: "OOMKilled" });
  expect(endingOf({ name: "scorer", image: "seldonio/sklearnserver:1.17.1" }, asked)?.exit).toEqual({ exitCode: 1 });
  expect(endingOf({ name: "scorer-model-initializer" }, asked)).toBeUndefined();
  expect(endingOf({ name: "istio-proxy" }, asked)).toBeUndefined();
});

test("a store and a registry answer in their own words", () => {
  expect(storeProblem(["slow-conda", "clock-skew"])?.error).toMatch(/^RequestTimeTooSkewed: /);
  const annotations = { [SCENARIO_ANNOTATION]: "slow-conda, image-rate-limit" };
  const said = pullProblem({ name: "scorer", image: "team/scorer:1" }, annotations);
  expect(said).toContain("toomanyrequests: You have reached your pull rate limit");
  expect(pullProblem({ name: "seldon-container-engine" }, annotations)).toBeUndefined();
});
