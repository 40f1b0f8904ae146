// From a gesture to a whole plan: the shares of all predictors, the edits for them, and what was done, in words.
import * as l10n from "@vscode/l10n";
import type { ValuePath } from "../deploy/plain.ts";
import { evenShares } from "./apportion.ts";
import type { PathEdit } from "./edits.ts";
import type { IngressTarget } from "./ingress.ts";
import { changeWords, policyWords, reachWords } from "./plan-words.ts";
import { rebalance, type Policy } from "./rebalance.ts";
import { splitRemarks, type SplitRemark } from "./remarks.ts";
import { livePredictors, mainPredictor, type Split, type SplitPredictor } from "./split.ts";

/** What somebody wants. Pausing is of a guided rollout, and undoing of what is remembered (`remember.ts`). */
export type Gesture =
  /** Give it so many percent, a whole number from 0 to 100. */
  | { readonly kind: "set"; readonly predictor: string; readonly percent: number }
  /** Such as 10 or -10; ends at 0 and 100. */
  | { readonly kind: "shift"; readonly predictor: string; readonly by: number }
  | { readonly kind: "promote"; readonly predictor: string }
  | { readonly kind: "abort"; readonly predictor: string }
  /** The same for all: 50:50 for an A/B test. */
  | { readonly kind: "even" }
  /** All shares at once, as from sliders. */
  | { readonly kind: "shares"; readonly shares: ReadonlyMap<string, number> };

export interface PlanOptions {
  readonly policy: Policy;
  /** Name of the main predictor; the first that is no shadow unless told. */
  readonly main?: string | undefined;
  /** Who routes, for what 0 means there. */
  readonly targets: readonly IngressTarget[];
}

/** What any change of a deployment is made of. */
export interface EditPlan {
  readonly kind: "plan";
  /** On the object that was planned with. */
  readonly edits: readonly PathEdit[];
  /** What the plan rests on: a patch tests that it still is as it was read. */
  readonly reads: readonly ValuePath[];
  /** What it does, in sentences. */
  readonly words: readonly string[];
  /** What will not go as one may think, in sentences. */
  readonly warnings: readonly string[];
}

export interface SplitPlan extends EditPlan {
  readonly before: Split;
  /** All predictors in their order. */
  readonly after: Split;
  /** Names of predictors whose share does not change; shadows are not among them. */
  readonly untouched: readonly string[];
  readonly remarks: readonly SplitRemark[];
}

export interface PlanRefusal {
  readonly kind: "refused";
  /** A full sentence. */
  readonly reason: string;
}

/** The plan of a gesture, or why there is none. The shares of a plan add up to 100, and shadows are left out. */
export function planGesture(split: Split, gesture: Gesture, options: PlanOptions): SplitPlan | PlanRefusal {
  const problem = problemOf(split, options);
  if (problem !== undefined) return refused(problem);
  if (gesture.kind === "even") return planEven(split, options);
  if (gesture.kind === "shares") return planShares(split, gesture.shares, options);
  const predictor = split.find(({ name }) => name === gesture.predictor);
  if (predictor === undefined) return refused(l10n.t`There is no predictor ${gesture.predictor}.`);
  if (predictor.isShadow) {
    return refused(l10n.t`${predictor.name} is a shadow: it gets copies of requests and takes no share.`);
  }
  return planOne(split, predictor, percentOf(gesture, predictor), options);
}

/** The plan that leads to given shares. @param after the same predictors, in any order; shadows may be left out */
export function planSplit(
  before: Split,
  after: Split,
  words: readonly string[],
  targets: readonly IngressTarget[],
): SplitPlan {
  const wanted = new Map(after.map(({ name, traffic }) => [name, traffic]));
  const whole = before.map(predictor =>
    predictor.isShadow || !wanted.has(predictor.name)
      ? predictor
      : { ...predictor, traffic: wanted.get(predictor.name) },
  );
  const remarks = targets.flatMap(target => splitRemarks(whole, target));
  const untouched = livePredictors(whole).filter(({ name, traffic = 0 }) =>
    before.some(old => old.name === name && (old.traffic ?? 0) === traffic),
  );
  return {
    kind: "plan",
    before,
    after: whole,
    untouched: untouched.map(({ name }) => name),
    edits: trafficEdits(before, whole),
    reads: splitReads(before),
    words: [...changeWords(before, whole), ...words, ...reachWords(before)],
    warnings: [...new Set(remarks.filter(({ isTrap }) => isTrap).map(remark => remark.words))],
    remarks,
  };
}

/**
 * Sets the share of every predictor that is no shadow, the unchanged ones too, since no share may rest on another's being
 * left alone. Predictors are found by name, so the same plan goes into a file that has them in another order.
 * @param split the predictors of the object that is edited @param after what they are to have; absent is removed
 */
export function trafficEdits(split: Split, after: Split): readonly PathEdit[] {
  const wanted = new Map(livePredictors(after).map(({ name, traffic }) => [name, traffic]));
  return split.flatMap((predictor, index): PathEdit[] => {
    if (predictor.isShadow || !wanted.has(predictor.name)) return [];
    const value = wanted.get(predictor.name);
    const path = trafficPath(index);
    if (value !== undefined) return [{ op: "set", path, value }];
    return predictor.traffic === undefined ? [] : [{ op: "remove", path }];
  });
}

/** What a split is made of: every name, every share, and that a shadow is one. */
export function splitReads(split: Split): readonly ValuePath[] {
  return split.flatMap(({ isShadow }, index): ValuePath[] => [
    ["spec", "predictors", index, "name"],
    isShadow ? ["spec", "predictors", index, "shadow"] : trafficPath(index),
  ]);
}

export function trafficPath(index: number): ValuePath {
  return ["spec", "predictors", index, "traffic"];
}

export function refused(reason: string): PlanRefusal {
  return { kind: "refused", reason };
}

function problemOf(split: Split, { main }: PlanOptions): string | undefined {
  const live = livePredictors(split);
  const [only] = live;
  if (only === undefined) return l10n.t("There is no predictor that could take requests.");
  if (live.length === 1) return l10n.t`${only.name} is the only predictor that takes requests, so it gets all of them.`;
  const twice = split.find(({ name }, index) => split.findIndex(other => other.name === name) !== index);
  if (twice) return l10n.t`Two predictors are called ${twice.name}, so nobody can say which is meant.`;
  if (mainPredictor(split, main) === undefined) return l10n.t`There is no predictor ${main ?? ""} that takes requests.`;
  return undefined;
}

function percentOf(gesture: Exclude<Gesture, { kind: "even" | "shares" }>, { traffic = 0 }: SplitPredictor): number {
  if (gesture.kind === "promote") return 100;
  if (gesture.kind === "abort") return 0;
  return gesture.kind === "set" ? gesture.percent : Math.min(100, Math.max(0, traffic + gesture.by));
}

function planOne(
  split: Split,
  predictor: SplitPredictor,
  percent: number,
  options: PlanOptions,
): SplitPlan | PlanRefusal {
  if (!isShare(percent)) return refused(l10n.t`A share is a whole number from 0 to 100, and ${percent} is not.`);
  const live = livePredictors(split);
  const main = mainPredictor(split, options.main) ?? predictor;
  const { shares, how } = rebalance({
    shares: live.map(({ traffic = 0 }) => traffic),
    index: live.indexOf(predictor),
    percent,
    policy: options.policy,
    main: live.indexOf(main),
  });
  const after = withShares(live, shares);
  return planSplit(split, after, policyWords(how, predictor.name, main.name, 100 - percent), options.targets);
}

function planEven(split: Split, { targets }: PlanOptions): SplitPlan {
  const live = livePredictors(split);
  const words = [l10n.t`All ${live.length} predictors get the same, as far as whole numbers go.`];
  return planSplit(split, withShares(live, evenShares(live.length)), words, targets);
}

function planShares(
  split: Split,
  shares: ReadonlyMap<string, number>,
  { targets }: PlanOptions,
): SplitPlan | PlanRefusal {
  const live = livePredictors(split);
  const stranger = [...shares.keys()].find(name => !live.some(predictor => predictor.name === name));
  if (stranger !== undefined) return refused(l10n.t`There is no predictor ${stranger} that takes requests.`);
  const missing = live.find(({ name }) => !shares.has(name));
  if (missing) return refused(l10n.t`No share is given for ${missing.name}.`);
  const numbers = live.map(({ name }) => shares.get(name) ?? 0);
  const odd = numbers.find(share => !isShare(share));
  if (odd !== undefined) return refused(l10n.t`A share is a whole number from 0 to 100, and ${odd} is not.`);
  const sum = numbers.reduce((all, share) => all + share, 0);
  if (sum !== 100) return refused(l10n.t`The shares add up to ${sum}, not 100.`);
  return planSplit(split, withShares(live, numbers), [], targets);
}

function withShares(live: readonly SplitPredictor[], shares: readonly number[]): Split {
  return live.map((predictor, index) => ({ ...predictor, traffic: shares[index] ?? 0 }));
}

function isShare(percent: number): boolean {
  return Number.isInteger(percent) && percent >= 0 && percent <= 100;
}
