// Waiting that ends at once when nobody waits any more.
import { cancelled } from "./errors/make-error.ts";

/** Waits for milliseconds of real time. Rejects with `cancelled` when aborted. */
export function sleep(milliseconds: number, ...signals: readonly (AbortSignal | undefined)[]): Promise<void> {
  const given = signals.filter(signal => signal !== undefined);
  return new Promise((resolve, reject) => {
    const aborted = given.find(signal => signal.aborted);
    if (aborted) {
      reject(cancelled(aborted));
      return;
    }
    const abort = (event: Event): void => {
      stop();
      reject(cancelled(event.target instanceof AbortSignal ? event.target : undefined));
    };
    const timer = setTimeout(() => {
      stop();
      resolve();
    }, milliseconds);
    const stop = (): void => {
      clearTimeout(timer);
      for (const signal of given) signal.removeEventListener("abort", abort);
    };
    for (const signal of given) signal.addEventListener("abort", abort);
  });
}
