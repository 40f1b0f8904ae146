// Makes a predictor a shadow, or a shadow a predictor again. Unlike a change of shares, both restart its pods.
import * as l10n from "@vscode/l10n";
import type { PathEdit } from "./edits.ts";
import type { IngressTarget } from "./ingress.ts";
import { planSplit, refused, splitReads, type EditPlan, type PlanOptions, type PlanRefusal } from "./plan.ts";
import { rebalance } from "./rebalance.ts";
import { splitRemarks } from "./remarks.ts";
import { livePredictors, mainPredictor, type Split, type SplitPredictor } from "./split.ts";

export interface ShadowPlan extends EditPlan {
  readonly before: Split;
  readonly after: Split;
}

/**
 * On: its share goes to the others, and it gets copies of `mirrorPercent` of the requests. Off: it gets no requests until it
 * is given a share, and an only other predictor says 100 then, which it need not beside a shadow (seldon-facts §2.2).
 */
export function planShadow(
  split: Split,
  predictor: string,
  isShadow: boolean,
  options: PlanOptions & { /** Whole number from 1 to 100. */ readonly mirrorPercent?: number },
): ShadowPlan | PlanRefusal {
  const index = split.findIndex(({ name }) => name === predictor);
  const found = split[index];
  if (found === undefined) return refused(l10n.t`There is no predictor ${predictor}.`);
  if (found.isShadow === isShadow)
    return refused(l10n.t`${predictor} is ${isShadow ? l10n.t("a shadow already") : l10n.t("no shadow")}.`);
  const after = isShadow ? switchedOn(split, found, options) : switchedOff(split, found, options);
  if (typeof after === "string") return refused(after);
  const edits = split.flatMap((old, at): PathEdit[] => shadowEdits(old, after[at], at));
  return {
    kind: "plan",
    ...{ before: split, after, edits },
    // Its own traffic means something else before and after, so it is read as well.
    reads: [...splitReads(split), ...(found.isShadow ? [["spec", "predictors", index, "traffic"]] : [])],
    words: words(found, after, isShadow),
    warnings: trapWords(after, options.targets),
  };
}

/** @returns the split, or why not: the webhook allows one shadow, and none alone (R5, R18) */
function switchedOn(
  split: Split,
  found: SplitPredictor,
  { policy, main, mirrorPercent = 100 }: Parameters<typeof planShadow>[3],
): Split | string {
  const other = split.find(predictor => predictor.isShadow);
  if (other) return l10n.t`${other.name} is a shadow already, and the webhook allows one only.`;
  const live = livePredictors(split);
  if (live.length === 1) return l10n.t`${found.name} is the only predictor, and a shadow needs one that answers.`;
  if (!Number.isInteger(mirrorPercent) || mirrorPercent < 1 || mirrorPercent > 100) {
    return l10n.t`A shadow gets copies of 1 to 100 % of the requests, and ${mirrorPercent} is not that.`;
  }
  const rest = live.filter(predictor => predictor !== found);
  const heir = mainPredictor(rest, main) ?? rest[0];
  const { shares } = rebalance({
    shares: live.map(({ traffic = 0 }) => traffic),
    ...{ index: live.indexOf(found), percent: 0, policy },
    main: live.findIndex(predictor => predictor === heir),
  });
  return split.map(predictor =>
    predictor === found
      ? { ...predictor, isShadow: true, traffic: mirrorPercent }
      : { ...predictor, traffic: shares[live.indexOf(predictor)] ?? 0 },
  );
}

function switchedOff(split: Split, found: SplitPredictor, options: PlanOptions): Split | string {
  const live = livePredictors(split);
  const [only] = live;
  const sum = live.reduce((all, { traffic = 0 }) => all + traffic, 0);
  if (only === undefined) return l10n.t("There is no predictor that takes requests.");
  if (live.length > 1 && sum !== 100) return l10n.t`The others' shares add up to ${sum}, not 100. Mend that first.`;
  const settled = live.length === 1 ? [{ ...only, traffic: 100 }] : live;
  return planSplit(split, settled, [], options.targets).after.map(predictor =>
    predictor.name === found.name ? { ...predictor, isShadow: false, traffic: 0 } : predictor,
  );
}

function shadowEdits(old: SplitPredictor, now: SplitPredictor | undefined, index: number): PathEdit[] {
  if (now === undefined) return [];
  const at = (key: string): PathEdit["path"] => ["spec", "predictors", index, key];
  const isMoved = now.traffic !== undefined && (now.traffic !== old.traffic || !old.isShadow);
  const isTurned = old.isShadow !== now.isShadow;
  const edits: PathEdit[] = [];
  if (isTurned && now.isShadow) edits.push({ op: "set", path: at("shadow"), value: true });
  if (isTurned && !now.isShadow) edits.push({ op: "remove", path: at("shadow") });
  if (isMoved) edits.push({ op: "set", path: at("traffic"), value: now.traffic });
  return edits;
}

function words({ name }: SplitPredictor, after: Split, isShadow: boolean): string[] {
  const shares = livePredictors(after)
    .map(predictor => `${predictor.name} ${predictor.traffic ?? 0} %`)
    .join(", ");
  const mirrored = after.find(predictor => predictor.name === name)?.traffic ?? 0;
  return [
    isShadow
      ? l10n.t`${name} becomes a shadow: it gets copies of ${mirrored} % of the requests, and nobody waits for its answers. The others get ${shares}.`
      : l10n.t`${name} is no longer a shadow, and gets no requests until you give it a share: ${shares}.`,
    l10n.t`The pods of ${name} restart, since the executor is started with the whole predictor (seldon-facts §5.8).`,
  ];
}

function trapWords(after: Split, targets: readonly IngressTarget[]): string[] {
  const remarks = targets.flatMap(target => splitRemarks(after, target));
  return [...new Set(remarks.filter(({ isTrap }) => isTrap).map(remark => remark.words))];
}
