// How far a share that was counted can be from the true one.

export interface Interval {
  /** 0 to 1. */
  readonly low: number;
  readonly high: number;
}

/** Of the normal distribution, for 95 %. */
const Z = 1.959963984540054;

/**
 * Wilson's score interval of 95 % with continuity correction. Without the correction it covers the truth in only 91 of 100
 * runs where a canary gets 1 % of 50 requests; with it in at least 95 for all shares and counts that the test goes through.
 * @param count of that kind @param total at least 1
 */
export function shareInterval(count: number, total: number): Interval {
  const share = count / total;
  const middle = 2 * total * share + Z * Z;
  const below = Z * Math.sqrt(Math.max(0, Z * Z - 2 - 1 / total + 4 * share * (total * (1 - share) + 1)));
  const above = Z * Math.sqrt(Math.max(0, Z * Z + 2 - 1 / total + 4 * share * (total * (1 - share) - 1)));
  const width = 2 * (total + Z * Z);
  return {
    low: count === 0 ? 0 : Math.max(0, (middle - 1 - below) / width),
    high: count === total ? 1 : Math.min(1, (middle + 1 + above) / width),
  };
}
