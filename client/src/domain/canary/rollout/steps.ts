// The splits that a rollout goes through, each made from the split before the rollout, so that steps do not add up roundings.
import type { RolloutPlan } from "../../../../../schemas/src/index.ts";
import { unfaithfulShares, type IngressTarget } from "../ingress.ts";
import { planGesture, type PlanRefusal } from "../plan.ts";
import { asSplit } from "../remember.ts";
import { isSameSplit, livePredictors, splitWords, type Split } from "../split.ts";
import { HIGHEST_LATENCY_MS } from "./gates.ts";

/** The split of a step, or the one before the rollout for -1. Shadows are not in it. */
export function stepSplit(plan: RolloutPlan, step: number): Split {
  const baseline = asSplit(plan.baseline);
  const percent = plan.steps[step];
  if (percent === undefined) return baseline;
  const result = splitWith(plan, baseline, percent);
  return result.kind === "plan" ? result.after : baseline;
}

/** The canary's share while a step holds. */
export function stepPercent(plan: RolloutPlan, step: number): number {
  return plan.steps[step] ?? plan.baseline.find(({ name }) => name === plan.canary)?.traffic ?? 0;
}

/**
 * Why a rollout cannot begin so, in sentences; empty where it can.
 * @param split the deployment's split now @param targets who routes
 */
export function rolloutProblems(plan: RolloutPlan, split: Split, targets: readonly IngressTarget[]): readonly string[] {
  const baseline = asSplit(plan.baseline);
  const [first = 0] = plan.steps;
  const tried = splitWith(plan, baseline, first);
  if (tried.kind === "refused") return [tried.reason];
  if (!isSameSplit(baseline, split)) return ["The split has changed since this rollout was planned."];
  const sum = baseline.reduce((all, { traffic = 0 }) => all + traffic, 0);
  const start = stepPercent(plan, -1);
  const isRising = plan.steps.every((step, index) => step > (plan.steps[index - 1] ?? start));
  const { maxP95Ms = 0, maxP99Ms = 0 } = plan.gates;
  return [
    ...(sum === 100 ? [] : [`The shares add up to ${sum}, not 100. Mend that first.`]),
    ...(isRising
      ? []
      : [`The steps have to rise from ${start} %, where ${plan.canary} is now, and do not: ${plan.steps.join(", ")}.`]),
    ...(Math.max(maxP95Ms, maxP99Ms) >= HIGHEST_LATENCY_MS
      ? [`A latency gate of ${HIGHEST_LATENCY_MS} ms or more never fails: the executor's metrics tell nothing above.`]
      : []),
    ...targets.flatMap(target => targetProblems(plan, target)),
  ];
}

/** Every split that the rollout may ask for, going back included, has to be what the ingress then gives (F20). */
function targetProblems(plan: RolloutPlan, target: IngressTarget): string[] {
  if (target === "none") {
    return ["Without an ingress the split has no effect, so there is nothing to roll out or to measure (S42)."];
  }
  const splits = [-1, ...plan.steps.keys()].map(step => stepSplit(plan, step));
  const wrong = splits.find(split => unfaithfulShares(split, target).length > 0);
  if (!wrong) return [];
  return [
    `Ambassador v1 cannot do ${splitWords(wrong)}: what is to get 0 % would get a part of the rest. Begin and end at 1 % or more, and remove a predictor instead of setting it to 0 (F20).`,
  ];
}

function splitWith(plan: RolloutPlan, baseline: Split, percent: number): ReturnType<typeof planGesture> | PlanRefusal {
  const gesture = { kind: "set", predictor: plan.canary, percent } as const;
  return planGesture(livePredictors(baseline), gesture, { policy: plan.policy, main: plan.main, targets: [] });
}
