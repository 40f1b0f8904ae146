// What people want after a promotion: the canary becomes the main predictor, with its name and replicas, and the old one goes.
import * as l10n from "@vscode/l10n";
import type { PredictorSpec, SeldonDeploymentObject } from "../health/objects.ts";
import type { ValuePath } from "../deploy/plain.ts";
import type { PathEdit } from "./edits.ts";
import type { IngressTarget } from "./ingress.ts";
import { refused, splitReads, trafficPath, type EditPlan, type PlanRefusal } from "./plan.ts";
import { apportion } from "./apportion.ts";
import { replicasFromMain } from "./promotion-replicas.ts";
import { splitRemarks } from "./remarks.ts";
import { livePredictors, mainPredictor, splitOf, type Split } from "./split.ts";

export interface PromotionChoice {
  /** The predictor that becomes the main one. */
  readonly promoted: string;
  /** The predictor that it follows; the first that is no shadow unless told. */
  readonly main?: string;
  /** Whether it takes the name of the main predictor, too; its pods are then made anew. */
  readonly isRenamed: boolean;
  /** Whether it gets as many replicas as the main predictor has. */
  readonly takesReplicas: boolean;
  readonly targets: readonly IngressTarget[];
}

/**
 * One plan: all shares to the promoted predictor, replicas and name from the main one, and the main one removed. Other
 * predictors keep their place and get 0 %. All edits before the removal use the indices of the object as it is.
 */
export function finishPromotion(deployment: SeldonDeploymentObject, choice: PromotionChoice): EditPlan | PlanRefusal {
  const predictors = deployment.spec?.predictors ?? [];
  const split = splitOf(predictors);
  const promoted = predictors.find(({ name }) => name === choice.promoted);
  if (promoted === undefined) return refused(l10n.t`There is no predictor ${choice.promoted}.`);
  if (promoted.shadow === true) {
    return refused(
      l10n.t`${promoted.name} is a shadow. Switch that off first, and give it requests before it takes all.`,
    );
  }
  const main = others(predictors, split, choice);
  if (main === undefined) return refused(l10n.t`There is no other predictor whose place ${promoted.name} could take.`);
  const index = predictors.indexOf(promoted);
  const old = predictors.indexOf(main);
  const replicas = choice.takesReplicas ? replicasFromMain(deployment, index, old) : undefined;
  const shares = shareEdits(split, index, old);
  return {
    kind: "plan",
    edits: [
      ...shares,
      ...(replicas?.edits ?? []),
      ...(choice.isRenamed ? [rename(index, main.name)] : []),
      { op: "remove", path: predictorPath(old) },
    ],
    // What is removed is tested as a whole: nobody's newer change may go with it unseen.
    reads: [...splitReads(split), ...(replicas?.reads ?? []), predictorPath(old)],
    words: words(promoted, main, choice, replicas?.words ?? []),
    warnings: warnings(split, index, old, choice),
  };
}

/** Removes predictors that get nothing, as Ambassador v1 needs it (F20); their shares go to the others in proportion. */
export function removePredictors(deployment: SeldonDeploymentObject, names: readonly string[]): EditPlan | PlanRefusal {
  const split = splitOf(deployment.spec?.predictors ?? []);
  const missing = names.find(name => !split.some(predictor => predictor.name === name));
  if (missing !== undefined) return refused(l10n.t`There is no predictor ${missing}.`);
  const indices = split.flatMap(({ name }, index) => (names.includes(name) ? [index] : []));
  const left = livePredictors(split).filter(({ name }) => !names.includes(name));
  if (left.length === 0) return refused(l10n.t("No predictor would be left to take requests."));
  const weights = left.map(({ traffic = 0 }) => Math.max(0, traffic));
  const isEmpty = weights.every(weight => weight === 0);
  const shares = apportion(isEmpty ? weights.map((_, at) => (at === 0 ? 1 : 0)) : weights, 100);
  const edits = left.map((predictor, at): PathEdit => ({
    ...{ op: "set", path: trafficPath(split.indexOf(predictor)), value: shares[at] ?? 0 },
  }));
  const after = left.map(({ name }, at) => l10n.t`${name} gets ${shares[at] ?? 0} %`).join(", ");
  return {
    kind: "plan",
    edits: [...edits, ...indices.toReversed().map((index): PathEdit => ({ op: "remove", path: predictorPath(index) }))],
    reads: [...splitReads(split), ...indices.map(predictorPath)],
    words: [l10n.t`Removes ${names.join(", ")} with its pods; ${after}.`],
    warnings: [],
  };
}

function others(
  predictors: readonly PredictorSpec[],
  split: Split,
  { promoted, main }: PromotionChoice,
): PredictorSpec | undefined {
  const rest = split.filter(({ name }) => name !== promoted);
  const found = mainPredictor(rest, main);
  return found && predictors.find(({ name }) => name === found.name);
}

function shareEdits(split: Split, promoted: number, old: number): PathEdit[] {
  return split.flatMap(({ isShadow, traffic }, index): PathEdit[] => {
    if (isShadow || index === old) return [];
    const value = index === promoted ? 100 : 0;
    return traffic === value ? [] : [{ op: "set", path: trafficPath(index), value }];
  });
}

function rename(index: number, name: string): PathEdit {
  return { op: "set", path: ["spec", "predictors", index, "name"], value: name };
}

function predictorPath(index: number): ValuePath {
  return ["spec", "predictors", index];
}

/** Names of Deployments and Services hold the predictor's name (seldon-facts §5.1), and so does the executor's variable. */
function words(
  { name }: PredictorSpec,
  main: PredictorSpec,
  { isRenamed }: PromotionChoice,
  replicas: readonly string[],
): string[] {
  return [
    l10n.t`${name} gets all requests, and ${main.name} is removed with its pods.`,
    ...replicas,
    ...(isRenamed
      ? [
          l10n.t`${name} is renamed to ${main.name}. Its pods are made anew under that name; until they are ready the routes stay as they are.`,
        ]
      : [l10n.t`${name} keeps its name, so its pods are not restarted for that.`]),
  ];
}

function warnings(split: Split, promoted: number, old: number, { isRenamed, targets }: PromotionChoice): string[] {
  const left = split
    .map((predictor, index) =>
      predictor.isShadow ? predictor : { ...predictor, traffic: index === promoted ? 100 : 0 },
    )
    .filter((_, index) => index !== old);
  const traps = targets.flatMap(target => splitRemarks(left, target)).filter(({ isTrap }) => isTrap);
  const share = split[promoted]?.traffic ?? 0;
  return [
    ...new Set(traps.map(remark => remark.words)),
    ...(share < 100
      ? [l10n.t`${split[promoted]?.name ?? ""} gets only ${share} % so far and would get all at once.`]
      : []),
    ...(isRenamed && split[promoted]?.name !== split[old]?.name
      ? [l10n.t("Metrics and logs go on under the old name, so that dashboards join the two versions.")]
      : []),
  ];
}
