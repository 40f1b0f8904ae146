// Quantiles of histograms, by the same interpolation as `histogram_quantile` of Prometheus.

export interface Bucket {
  /** Upper bound of the values that are counted, the last one infinite. */
  readonly limit: number;
  /** How many values are at most the limit. */
  readonly count: number;
}

/**
 * The value below which a share of the values lies, as far as buckets tell: within a bucket values count as evenly spread,
 * below the first limit from 0 on. What lies in the last, infinite bucket gives the highest limit, so no quantile is ever
 * higher. Undefined where nothing was counted, or where there is no infinite bucket.
 * @param share 0 to 1 @param buckets in any order, cumulative
 */
export function histogramQuantile(share: number, buckets: readonly Bucket[]): number | undefined {
  const sorted = risingCounts([...buckets].sort((a, b) => a.limit - b.limit));
  const last = sorted.at(-1);
  if (last?.limit !== Infinity || sorted.length < 2 || last.count === 0 || !(share >= 0 && share <= 1))
    return undefined;
  const rank = share * last.count;
  const index = sorted.findIndex(({ count }) => count >= rank);
  const [found, below] = [sorted[index], sorted[index - 1]];
  if (found === undefined) return undefined;
  if (found === last) return below?.limit;
  if (below === undefined && found.limit <= 0) return found.limit;
  const [start, counted] = [below?.limit ?? 0, below?.count ?? 0];
  const inside = found.count - counted;
  return inside === 0 ? start : start + (found.limit - start) * ((rank - counted) / inside);
}

/** Scrapes of several pods are not of one moment, so that a sum may fall by a little. */
function risingCounts(buckets: readonly Bucket[]): Bucket[] {
  let highest = 0;
  return buckets.map(({ limit, count }) => {
    highest = Math.max(highest, count);
    return { limit, count: highest };
  });
}
