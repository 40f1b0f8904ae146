// What the sliders say: a split that always adds up to 100, whichever of them is moved.
import { planGesture, type Policy, type Split } from "../../domain/canary/index.ts";
import type { CanaryPredictor } from "../../../../schemas/src/index.ts";

/** Percent by predictor; shadows are not in it. */
export type Draft = ReadonlyMap<string, number>;

export function draftOf(predictors: readonly CanaryPredictor[]): Draft {
  return new Map(predictors.filter(({ isShadow }) => !isShadow).map(({ name, asked }) => [name, asked]));
}

/** One slider was moved: the others make room as the policy says. Unchanged where there is no other. */
export function withShare(draft: Draft, predictor: string, percent: number, policy: Policy): Draft {
  const split: Split = [...draft].map(([name, traffic]) => ({ name, traffic, isShadow: false }));
  const whole = Math.min(100, Math.max(0, Math.round(percent)));
  const plan = planGesture(split, { kind: "set", predictor, percent: whole }, { policy, targets: [] });
  return plan.kind === "refused" ? draft : new Map(plan.after.map(({ name, traffic = 0 }) => [name, traffic]));
}

export function isSameDraft(one: Draft, other: Draft): boolean {
  return one.size === other.size && [...one].every(([name, percent]) => other.get(name) === percent);
}
