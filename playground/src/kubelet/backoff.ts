// The kubelet's back-off: 10 s after the second failure, doubled up to 5 min, forgotten after 10 min without one.

const firstSeconds = 10;
const longestSeconds = 300;

/** What a container (or an image) has failed so far. Times are simulated milliseconds. */
export interface Backoff {
  /** Seconds to wait, from now on, before the next try after something that ended at `endedAt`; 0 for none. */
  remainingSeconds(endedAt: number, now: number): number;
  /** The delay in force, in seconds, as waiting messages name it. */
  currentSeconds(): number;
  /** Notes that a try begins now. */
  next(now: number): void;
}

/** The first failure is tried again at once, as in Kubernetes, whose entry only begins with it. */
export function createBackoff(): Backoff {
  let seconds = 0;
  let updatedAt = 0;
  const hasExpired = (time: number): boolean => (time - updatedAt) / 1000 > 2 * longestSeconds;
  return {
    remainingSeconds(endedAt, now) {
      if (seconds === 0 || hasExpired(endedAt)) return 0;
      return Math.max(0, seconds - (now - endedAt) / 1000);
    },
    currentSeconds: () => seconds,
    next(now) {
      seconds = seconds === 0 || hasExpired(now) ? firstSeconds : Math.min(longestSeconds, seconds * 2);
      updatedAt = now;
    },
  };
}
