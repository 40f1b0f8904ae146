// Test support: a clock that jumps to the next timer whenever nothing else is left to do, so that minutes take no time.
import type { Clock } from "../kubernetes/clock.ts";

export interface VirtualClock extends Clock {
  /** Simulated seconds since the clock was made. */
  seconds(): number;
  /** Forgets all timers. */
  stop(): void;
}

interface Timer {
  readonly at: number;
  readonly ring: () => void;
}

/** So many turns of the event loop without a timer count as idle: requests between simulated pods take a few. */
const idleTurns = 30;

export function createVirtualClock(): VirtualClock {
  const start = Date.parse("2026-03-01T12:00:00Z");
  const timers = new Set<Timer>();
  let now = start;
  let isRunning = false;

  async function run(): Promise<void> {
    for (;;) {
      for (let turn = 0; turn < idleTurns; turn += 1) await new Promise(resolve => setImmediate(resolve));
      const [next] = [...timers].sort((a, b) => a.at - b.at);
      if (!next) break;
      timers.delete(next);
      now = Math.max(now, next.at);
      next.ring();
    }
    isRunning = false;
  }

  return {
    speed: 1,
    now: () => now,
    seconds: () => (now - start) / 1000,
    sleep: (seconds, signal) =>
      new Promise((resolve, reject) => {
        const abort = (): void => {
          timers.delete(timer);
          reject(new Error("aborted", { cause: signal?.reason }));
        };
        const timer: Timer = {
          at: now + seconds * 1000,
          ring: () => {
            signal?.removeEventListener("abort", abort);
            resolve();
          },
        };
        if (signal?.aborted === true) {
          abort();
          return;
        }
        signal?.addEventListener("abort", abort, { once: true });
        timers.add(timer);
        if (isRunning) return;
        isRunning = true;
        void run();
      }),
    stop: () => timers.clear(),
  };
}
