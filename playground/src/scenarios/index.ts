// All scenarios, and which of them a container is to play.
import { ENDINGS, type Ending } from "./endings.ts";
import { PULL_PROBLEMS } from "./images.ts";
import { namesIn, SCENARIO_ANNOTATION, type Scenario, type ScenarioPlace } from "./scenario.ts";
import { STORE_PROBLEMS, type StoreProblem } from "./stores.ts";

export { namesIn, SCENARIO_ANNOTATION, type Scenario } from "./scenario.ts";

/** What programs do by themselves. `noisy-log` may carry a number: `noisy-log=500` lines a second. */
const IN_PROGRAMS: readonly Scenario[] = [
  {
    ...{ name: "initializer-killed-late", place: "initializer", entries: ["F01"] },
    effect: "the initializer is killed once when it has copied everything, and runs again: no failure",
  },
  {
    ...{ name: "slow-conda", place: "model", entries: ["S16"] },
    effect: "creating the conda environment takes three times as long",
  },
  {
    ...{ name: "ignores-sigterm", place: "model", entries: ["S16"] },
    effect: "the server does not end when it is told to, so that it is killed after its grace period",
  },
  {
    ...{ name: "worker-timeout", place: "model", entries: ["F34"] },
    effect: "the server's worker hangs and is killed, again and again",
  },
  {
    ...{ name: "slow-answers", place: "model", entries: ["F14"] },
    effect: "the server takes 5 seconds for each answer",
  },
  {
    ...{ name: "crash-after-start", place: "model", entries: [] },
    effect: "the server exits with code 1 a while after it began to serve",
  },
  {
    ...{ name: "noisy-log", place: "model", entries: [] },
    effect: "the server logs many lines a second while it serves",
  },
  {
    ...{ name: "mesh-refuses-probes", place: "executor", entries: ["F36"] },
    effect: "a mesh answers the executor's liveness probe with 403",
  },
  {
    ...{ name: "disk-pressure", place: "pod", entries: ["F54"] },
    effect: "the node runs out of disk and evicts the pod",
  },
];

/** Every scenario, those of stores and images first. */
export const SCENARIOS: readonly Scenario[] = [
  ...listed(STORE_PROBLEMS, "initializer"),
  ...listed(PULL_PROBLEMS, "image"),
  ...Object.entries(ENDINGS).map(([name, { place, entries, effect }]) => ({ name, place, entries, effect })),
  ...IN_PROGRAMS,
];

/** The names that nobody knows, such as misspelt ones. */
export function unknownScenarios(names: Iterable<string>): string[] {
  return [...names].filter(asked => !SCENARIOS.some(({ name }) => name === asked.split("=", 1)[0]));
}

/** For logs and events. */
export function unknownScenarioText(name: string): string {
  const known = SCENARIOS.map(scenario => scenario.name).join(", ");
  return `playground: there is no scenario ${JSON.stringify(name)}. There are: ${known}`;
}

/** What a container of this name and image is in a pod of Seldon's. */
function placeOf(name: string, image: string): ScenarioPlace | undefined {
  if (name === "seldon-container-engine") return "executor";
  if (name === "istio-proxy") return undefined;
  if (name.endsWith("-model-initializer")) return "initializer";
  return image.includes("alibi") ? "explainer" : "model";
}

/** How a container is to end, where one of the scenarios says so. */
export function endingOf(
  { name, image = "" }: { readonly name: string; readonly image?: string },
  names: Iterable<string>,
): Ending | undefined {
  const place = placeOf(name, image);
  return [...names].map(asked => ENDINGS[asked]).find(ending => ending?.place === place && ending !== undefined);
}

/** What the store does to the initializer. */
export function storeProblem(names: Iterable<string>): StoreProblem | undefined {
  return [...names].map(asked => STORE_PROBLEMS[asked]).find(problem => problem !== undefined);
}

/** What containerd says when it is to pull a container's image; `undefined` where it pulls it. Only a model's image is asked about. */
export function pullProblem(
  { name, image = "" }: { readonly name: string; readonly image?: string },
  annotations: Readonly<Record<string, string>> | undefined,
): string | undefined {
  if (placeOf(name, image) !== "model") return undefined;
  const asked = namesIn(annotations?.[SCENARIO_ANNOTATION]);
  return asked
    .map(each => PULL_PROBLEMS[each])
    .find(problem => problem !== undefined)
    ?.error(image);
}

function listed(
  problems: Readonly<Record<string, { readonly entries: readonly string[]; readonly effect: string }>>,
  place: ScenarioPlace,
): Scenario[] {
  return Object.entries(problems).map(([name, { entries, effect }]) => ({ name, place, entries, effect }));
}
