// What a scenario is: a failure whose cause stands in no manifest, asked for by an annotation of the deployment or its pods.

/** In metadata.annotations, spec.annotations, a predictor's annotations or a componentSpec's metadata; names joined by commas. */
export const SCENARIO_ANNOTATION = "playground.seldon/scenario";

/** Which container of a pod plays it; `image` while it is pulled, `pod` with the pod as a whole. */
export type ScenarioPlace = "initializer" | "model" | "explainer" | "executor" | "image" | "pod";

export interface Scenario {
  readonly name: string;
  readonly place: ScenarioPlace;
  /** Entries of the catalogue (failure-modes.md); none where it is for trying out only. */
  readonly entries: readonly string[];
  readonly effect: string;
}

/** Names of an annotation's value. */
export function namesIn(value: string | undefined): string[] {
  return (value ?? "")
    .split(",")
    .map(name => name.trim())
    .filter(Boolean);
}
