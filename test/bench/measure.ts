// Times functions and sums the times up. Times wobble on a busy machine, so nothing here fails a run.

export interface Timing {
  readonly runs: number;
  /** Milliseconds. */
  readonly median: number;
  readonly p95: number;
  readonly min: number;
}

export interface MeasureOptions {
  readonly runs: number;
  readonly warmUp: number;
}

/** Runs a function until it is warm, and then so many times. */
export async function measure(run: (round: number) => unknown, { runs, warmUp }: MeasureOptions): Promise<Timing> {
  const times: number[] = [];
  for (let round = 0; round < warmUp + runs; round++) {
    const start = performance.now();
    await run(round);
    if (round >= warmUp) times.push(performance.now() - start);
  }
  return summarize(times);
}

/** As `measure`, without giving way to anything else in between. */
export function measureSync(run: (round: number) => unknown, { runs, warmUp }: MeasureOptions): Timing {
  const times: number[] = [];
  for (let round = 0; round < warmUp + runs; round++) {
    const start = performance.now();
    run(round);
    if (round >= warmUp) times.push(performance.now() - start);
  }
  return summarize(times);
}

/** @param times milliseconds, at least one */
export function summarize(times: readonly number[]): Timing {
  const sorted = [...times].sort((a, b) => a - b);
  const at = (share: number): number =>
    round(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0);
  return { runs: sorted.length, median: at(0.5), p95: at(0.95), min: at(0) };
}

/** To a hundredth, which is more than the clock is good for. */
export function round(value: number): number {
  return Math.round(value * 100) / 100;
}
