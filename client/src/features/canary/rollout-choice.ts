// How a guided canary is begun: the deployment's own annotation goes before the settings, and those before what is usual.
import * as l10n from "@vscode/l10n";
import { listAt, textAt, valueAt } from "../../domain/deploy/index.ts";
import type { CanaryChoice, RolloutGates, RolloutPlan } from "../../../../schemas/src/index.ts";

/** Such as `10, 50, 100`, under `metadata.annotations`. */
export const STEPS_ANNOTATION = "seldon-deployments/canary-steps";

export interface RolloutSettings {
  readonly steps: readonly number[] | undefined;
  readonly holdSeconds: number | undefined;
  /** By the names of `RolloutGates`. */
  readonly gates: Readonly<Record<string, number>>;
}

export interface UsualRollout {
  readonly steps: readonly number[];
  readonly holdSeconds: number;
  readonly gates: RolloutGates;
}

/** @param canary the predictor that is offered first @param object the SeldonDeployment */
export function choiceFor(
  canary: string,
  object: unknown,
  { steps, holdSeconds, gates }: RolloutSettings,
  usual: UsualRollout,
): CanaryChoice {
  const has = (name: string): number | undefined => gates[name];
  const isSet = Object.keys(gates).length > 0;
  // Who sets gates means these gates: one that is left out is not looked at.
  const gate = (name: "maxErrorRate" | "maxP95Ms" | "maxP99Ms" | "maxRestarts"): number | null =>
    has(name) ?? (isSet ? null : (usual.gates[name] ?? null));
  const errorRate = gate("maxErrorRate");
  return {
    canary,
    steps: [...(annotatedSteps(object) ?? risingFrom(shareOf(object, canary), steps ?? usual.steps))],
    holdSeconds: holdSeconds ?? usual.holdSeconds,
    maxErrorPercent: errorRate === null ? null : errorRate * 100,
    maxP95Ms: gate("maxP95Ms"),
    maxP99Ms: gate("maxP99Ms"),
    minRequests: has("minRequests") ?? usual.gates.minRequests,
    maxRestarts: gate("maxRestarts"),
  };
}

/** What the form says as a plan; a sentence where it says nothing that can be done. */
export function planOfChoice(
  choice: CanaryChoice,
  policy: RolloutPlan["policy"],
): Pick<RolloutPlan, "canary" | "policy" | "steps" | "holdSeconds" | "gates"> | string {
  const { canary, steps, holdSeconds, minRequests, maxErrorPercent, maxP95Ms, maxP99Ms, maxRestarts } = choice;
  if (steps.length === 0 || steps.some(step => !Number.isInteger(step) || step < 1 || step > 100)) {
    return l10n.t("The steps are whole numbers from 1 to 100, such as 5, 25, 50, 100.");
  }
  if (holdSeconds < 1) return l10n.t("Each step is watched for a second at least.");
  if (maxErrorPercent !== null && (maxErrorPercent < 0 || maxErrorPercent > 100)) {
    return l10n.t("The errors that a gate allows are between 0 and 100 %.");
  }
  if (!isCount(minRequests) || (maxRestarts !== null && !isCount(maxRestarts))) {
    return l10n.t("Requests and restarts are whole numbers from 0 on.");
  }
  const gates: RolloutGates = {
    minRequests,
    ...(maxErrorPercent !== null && { maxErrorRate: maxErrorPercent / 100 }),
    ...(maxP95Ms !== null && { maxP95Ms }),
    ...(maxP99Ms !== null && { maxP99Ms }),
    ...(maxRestarts !== null && { maxRestarts }),
  };
  return { canary, policy, steps, holdSeconds, gates };
}

function annotatedSteps(object: unknown): readonly number[] | undefined {
  const text = textAt(object, "metadata", "annotations", STEPS_ANNOTATION);
  const steps = (text ?? "")
    .split(/[\s,]+/)
    .filter(part => part !== "")
    .map(Number);
  return steps.length > 0 && steps.every(step => Number.isInteger(step)) ? steps : undefined;
}

/** Steps that are behind already are left out. */
function risingFrom(share: number, steps: readonly number[]): readonly number[] {
  const left = steps.filter(step => step > share);
  return left.length > 0 ? left : steps;
}

function shareOf(object: unknown, predictor: string): number {
  const found = listAt(object, "spec", "predictors").find(each => textAt(each, "name") === predictor);
  const traffic = valueAt(found, "traffic");
  return typeof traffic === "number" ? traffic : 0;
}

function isCount(value: number): boolean {
  return Number.isInteger(value) && value >= 0;
}
