// How many probes run: ten thousand pods would be probed thousands of times a second, more than one process can do.
import { sleepMilliseconds } from "../kubernetes/clock.ts";

/** Waits for a probe's turn; at once unless there are very many. Rejects with the signal's reason when aborted. */
export interface ProbePace {
  /** @param isSettled - the last probe found what those before it had: it can wait longest */
  turn(isSettled: boolean, signal: AbortSignal): Promise<void>;
}

/** Probes in a real second, of the settled and of the others each: a twentieth of a core. */
const PER_SECOND = 200;
/** What may run at once after a pause, in milliseconds' worth. */
const BURST_MILLISECONDS = 500;

/** @param now - real milliseconds */
export function createProbePace(now: () => number = () => performance.now(), perSecond = PER_SECOND): ProbePace {
  const next = { settled: 0, others: 0 };
  return {
    async turn(isSettled, signal) {
      const lane = isSettled ? "settled" : "others";
      next[lane] = Math.max(next[lane], now() - BURST_MILLISECONDS) + 1000 / perSecond;
      const wait = next[lane] - now();
      if (wait > 0) await sleepMilliseconds(wait, signal);
    },
  };
}
