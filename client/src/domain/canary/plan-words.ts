// A plan in sentences: who gets what, how the rest was found, and what does not happen.
import * as l10n from "@vscode/l10n";
import type { Rebalanced } from "./rebalance.ts";
import { livePredictors, type Split } from "./split.ts";

/** One sentence for those that change, one for those that do not, one for shadows. */
export function changeWords(before: Split, after: Split): readonly string[] {
  const old = new Map(before.map(({ name, traffic }) => [name, traffic]));
  const live = livePredictors(after);
  const isChanged = (name: string, traffic: number | undefined): boolean => (old.get(name) ?? 0) !== (traffic ?? 0);
  const changed = live.filter(({ name, traffic }) => isChanged(name, traffic));
  const same = live.filter(({ name, traffic }) => !isChanged(name, traffic));
  const shadows = after.filter(({ isShadow }) => isShadow);
  const moves = changed.map(({ name, traffic }) => l10n.t`${name} from ${old.get(name) ?? 0} % to ${traffic ?? 0} %`);
  const stays = same.map(({ name, traffic }) => l10n.t`${name} at ${traffic ?? 0} %`);
  return [
    ...(moves.length === 0 ? [l10n.t("No share changes.")] : [l10n.t`Moves ${moves.join(", ")}.`]),
    ...(moves.length === 0 || stays.length === 0 ? [] : [l10n.t`Leaves ${stays.join(", ")}.`]),
    ...shadows.map(({ name }) => l10n.t`The shadow ${name} is left out: shadows take no share.`),
  ];
}

/** How the others were dealt with. @param rest percent that was left for them */
export function policyWords(how: Rebalanced["how"], predictor: string, main: string, rest: number): readonly string[] {
  if (how === "proportional") return [l10n.t`The others share ${rest} % in the proportions that they had.`];
  if (how === "to-main") return [l10n.t`${main} takes the difference; the others keep what they have.`];
  if (how === "to-main-and-others") {
    return [l10n.t`${main} has too little to give, so it gets nothing and the others share ${rest} % in proportion.`];
  }
  const heir = main === predictor ? l10n.t("the first of them") : main;
  return [l10n.t`None of the others has a share to go by, so ${heir} takes ${rest} %.`];
}

/** A change of shares restarts no pod, and reaches the routes only once all of the deployment is ready (seldon-facts §11.19). */
export function reachWords(split: Split): readonly string[] {
  return split.length < 2
    ? []
    : [l10n.t("No pod restarts. Routes follow as soon as every predictor of the deployment is ready, and not before.")];
}
