// How long to wait before something that failed is tried again.

/** Milliseconds of real time: 50 ms after the first failure, doubled with each further one up to 30 s, spread by half. */
export function backoffMilliseconds(failures: number): number {
  const longest = Math.min(30_000, 50 * 2 ** Math.min(failures - 1, 12));
  return longest * (0.5 + Math.random() * 0.5);
}
