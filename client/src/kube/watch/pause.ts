// Waiting before the next attempt, which somebody who presses "Retry" can end.
import { sleep } from "../sleep.ts";

export interface Pause {
  /** Waits for milliseconds, or until `end` is called. Resolves also when all is over. */
  wait(milliseconds: number): Promise<void>;
  /** Waits until `end` is called. Resolves also when all is over. */
  untilEnd(): Promise<void>;
  /** Ends a wait that goes on. */
  end(): void;
}

export function interruptiblePause(over: AbortSignal): Pause {
  let current = new AbortController();
  return {
    async wait(milliseconds) {
      current = new AbortController();
      await sleep(milliseconds, over, current.signal).catch(() => {});
    },
    async untilEnd() {
      current = new AbortController();
      const ended = AbortSignal.any([over, current.signal]);
      await new Promise<void>(resolve => {
        if (ended.aborted) resolve();
        else ended.addEventListener("abort", () => resolve(), { once: true });
      });
    },
    end: () => current.abort(),
  };
}
