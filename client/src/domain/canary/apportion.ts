// Shares out whole percents so that the sum is exact.

/**
 * Whole numbers in the proportions of the weights that add up to exactly the total, by largest remainder; of equal
 * remainders the earlier one wins. A weight of 0 stays at 0.
 * @param weights whole and not negative, not all 0 @param total whole and not negative
 */
export function apportion(weights: readonly number[], total: number): number[] {
  const sum = weights.reduce((all, weight) => all + weight, 0);
  const parts = weights.map((weight, index) => {
    const exact = weight * total;
    return { index, whole: Math.floor(exact / sum), remainder: exact % sum };
  });
  const left = total - parts.reduce((all, { whole }) => all + whole, 0);
  const favoured = new Set(
    [...parts]
      .sort((a, b) => b.remainder - a.remainder || a.index - b.index)
      .slice(0, left)
      .map(({ index }) => index),
  );
  return parts.map(({ index, whole }) => whole + (favoured.has(index) ? 1 : 0));
}

/** Equal shares of 100, the larger ones first. */
export function evenShares(count: number): number[] {
  return apportion(
    Array.from({ length: count }, () => 1),
    100,
  );
}
