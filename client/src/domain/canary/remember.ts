// The split before a change, kept as plain data, and the plan that goes back to it.
import * as l10n from "@vscode/l10n";
import { isList, valueAt } from "../deploy/plain.ts";
import type { IngressTarget } from "./ingress.ts";
import { planSplit, refused, type PlanRefusal, type SplitPlan } from "./plan.ts";
import { isSameSplit, livePredictors, type Split } from "./split.ts";

export interface RememberedShare {
  readonly name: string;
  /** Absent where the manifest had none. */
  readonly traffic?: number;
}

/** Plain data: it is stored, so that undoing works after a restart. */
export interface RememberedSplit {
  /** Milliseconds since the epoch: when it was changed. */
  readonly at: number;
  readonly before: readonly RememberedShare[];
  /** What it was changed to, to tell whether somebody has changed it since. */
  readonly after: readonly RememberedShare[];
}

/** How many are kept of each deployment. */
const KEPT = 20;

/** @param at milliseconds since the epoch */
export function remember({ before, after }: Pick<SplitPlan, "before" | "after">, at: number): RememberedSplit {
  return { at, before: shares(before), after: shares(after) };
}

/** With one more, the latest first. */
export function withRemembered(list: readonly RememberedSplit[], entry: RememberedSplit): readonly RememberedSplit[] {
  return [entry, ...list].slice(0, KEPT);
}

/** What was stored, as far as it has the shape: another version may have written it. */
export function rememberedFrom(stored: unknown): readonly RememberedSplit[] {
  if (!isList(stored)) return [];
  return stored.flatMap(entry => {
    const at = valueAt(entry, "at");
    const [before, after] = [sharesFrom(valueAt(entry, "before")), sharesFrom(valueAt(entry, "after"))];
    return typeof at === "number" && before && after ? [{ at, before, after }] : [];
  });
}

/** Goes back exactly: what was absent becomes absent again. Refused where the predictors are no longer those. */
export function planUndo(
  split: Split,
  remembered: RememberedSplit,
  targets: readonly IngressTarget[],
): SplitPlan | PlanRefusal {
  const live = livePredictors(split);
  const gone = remembered.before.find(({ name }) => !live.some(predictor => predictor.name === name));
  if (gone)
    return refused(l10n.t`${gone.name} takes no requests any more, so the split before cannot be brought back.`);
  const joined = live.find(({ name }) => !remembered.before.some(share => share.name === name));
  if (joined) return refused(l10n.t`${joined.name} was not there before, so the split before says nothing about it.`);
  const isChangedSince = !isSameSplit(live, asSplit(remembered.after));
  const words = isChangedSince ? [l10n.t("The split was changed again since; that goes, too.")] : [];
  return planSplit(split, asSplit(remembered.before), words, targets);
}

/** Remembered shares as a split of predictors that are no shadows. */
export function asSplit(list: readonly { readonly name: string; readonly traffic?: number | undefined }[]): Split {
  return list.map(({ name, traffic }) => ({ name, traffic, isShadow: false }));
}

/** What to keep of a split: shadows take no share. */
export function shares(split: Split): readonly RememberedShare[] {
  return livePredictors(split).map(({ name, traffic }) => (traffic === undefined ? { name } : { name, traffic }));
}

function sharesFrom(stored: unknown): readonly RememberedShare[] | undefined {
  if (!isList(stored)) return undefined;
  const found = stored.flatMap((entry): RememberedShare[] => {
    const [name, traffic] = [valueAt(entry, "name"), valueAt(entry, "traffic")];
    if (typeof name !== "string" || (traffic !== undefined && typeof traffic !== "number")) return [];
    return [traffic === undefined ? { name } : { name, traffic }];
  });
  return found.length === stored.length ? found : undefined;
}
