// How the other predictors make room for, or take over, what one predictor is given.
import { apportion } from "./apportion.ts";

/**
 * `proportional`: the others share the rest in the proportions that they have. `to-main`: the main predictor takes the
 * difference and the others keep what they have.
 */
export type Policy = "proportional" | "to-main";

export interface RebalanceRequest {
  /** Shares of the predictors that are no shadows, in order. */
  readonly shares: readonly number[];
  /** Which one is given a share, and how much. */
  readonly index: number;
  readonly percent: number;
  readonly policy: Policy;
  /** Index of the main predictor. */
  readonly main: number;
}

export interface Rebalanced {
  /** Whole numbers from 0 on that add up to 100. */
  readonly shares: readonly number[];
  /** How the rest was found. */
  readonly how: "proportional" | "to-main" | "to-main-and-others" | "nothing-to-go-by";
}

/**
 * Shares that add up to 100. Where the main predictor is the one that is given a share, the others go proportionally under
 * either policy. Others that have nothing stay at 0, unless none has anything: then the main predictor takes it all, or the
 * first of the others.
 */
export function rebalance({ shares, index, percent, policy, main }: RebalanceRequest): Rebalanced {
  const rest = 100 - percent;
  const others = shares.map((share, at) => (at === index ? 0 : Math.max(0, share)));
  if (policy === "to-main" && main !== index) return toMain(others, index, percent, main);
  if (others.every(share => share === 0)) {
    const heir = main === index ? (index === 0 ? 1 : 0) : main;
    return { shares: given(others, index, percent, heir, rest), how: "nothing-to-go-by" };
  }
  return { shares: apportion(others, rest).with(index, percent), how: "proportional" };
}

function toMain(others: readonly number[], index: number, percent: number, main: number): Rebalanced {
  const kept = others.with(main, 0);
  const forMain = 100 - percent - kept.reduce((sum, share) => sum + share, 0);
  if (forMain >= 0) return { shares: given(kept, index, percent, main, forMain), how: "to-main" };
  return { shares: apportion(kept, 100 - percent).with(index, percent), how: "to-main-and-others" };
}

function given(shares: readonly number[], index: number, percent: number, heir: number, rest: number): number[] {
  return shares.with(index, percent).with(heir, rest);
}
