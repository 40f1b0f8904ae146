// Decides whether a language server that ended unexpectedly is started again: yes, but not without end.

/** This many unexpected ends are mended within the window; the next one is not. */
export const MAX_RESTARTS = 4;
export const WINDOW_MINUTES = 3;

const WINDOW_MS = WINDOW_MINUTES * 60_000;

export class RestartPolicy {
  #ends: readonly number[] = [];

  /** @param now milliseconds on any clock that only goes forward */
  shouldRestart(now: number): boolean {
    this.#ends = [...this.#ends.filter(end => now - end < WINDOW_MS), now];
    return this.#ends.length <= MAX_RESTARTS;
  }

  /** After the user asked for a restart, earlier ends no longer count. */
  reset(): void {
    this.#ends = [];
  }
}
