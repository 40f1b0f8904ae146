// Latencies counted in buckets that grow with them: quantiles within 1 % however many there are, in little memory.

export interface Histogram {
  add(milliseconds: number): void;
  readonly count: number;
  /** `undefined` while nothing was added. */
  readonly least: number | undefined;
  readonly most: number | undefined;
  readonly mean: number | undefined;
  /** @param share 0.5 for the median */
  quantile(share: number): number | undefined;
}

/** Each bucket is 2 % wider than the one before, so its middle is within 1 % of all that is in it. */
const GROWTH = Math.log(1.02);
/** In milliseconds: below it all latencies are one bucket. */
const SMALLEST = 0.001;

export function histogram(): Histogram {
  const buckets: number[] = [];
  let count = 0;
  let sum = 0;
  let least = Number.POSITIVE_INFINITY;
  let most = 0;
  return {
    add(milliseconds) {
      const value = Math.max(milliseconds, 0);
      const index = bucketOf(value);
      buckets[index] = (buckets[index] ?? 0) + 1;
      count += 1;
      sum += value;
      least = Math.min(least, value);
      most = Math.max(most, value);
    },
    get count() {
      return count;
    },
    get least() {
      return count === 0 ? undefined : least;
    },
    get most() {
      return count === 0 ? undefined : most;
    },
    get mean() {
      return count === 0 ? undefined : sum / count;
    },
    quantile(share) {
      if (count === 0) return undefined;
      let left = Math.max(Math.ceil(share * count), 1);
      // Buckets that nothing fell into are holes in the list, which `entries` would hand out as well.
      for (let index = 0; index < buckets.length; index++) {
        left -= buckets[index] ?? 0;
        if (left <= 0) return Math.min(Math.max(middleOf(index), least), most);
      }
      return most;
    },
  };
}

function bucketOf(milliseconds: number): number {
  return milliseconds <= SMALLEST ? 0 : Math.ceil(Math.log(milliseconds / SMALLEST) / GROWTH);
}

function middleOf(index: number): number {
  return index === 0 ? SMALLEST : SMALLEST * Math.exp((index - 0.5) * GROWTH);
}
