// How long to wait before the next attempt to reconnect.

export interface BackOff {
  /** Milliseconds until the next attempt: doubled each time up to the longest, and spread by chance between half and whole. */
  next(): number;
  /** An attempt has worked. */
  reset(): void;
}

/** `random` gives numbers from 0 to 1; many windows that lost the same server must not come back at the same moment. */
export function createBackOff(min: number, max: number, random: () => number = Math.random): BackOff {
  let step = 0;
  return {
    next() {
      const whole = Math.min(max, min * 2 ** step);
      if (whole < max) step += 1;
      return whole / 2 + (whole / 2) * random();
    },
    reset() {
      step = 0;
    },
  };
}
