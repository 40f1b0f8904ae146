// Time in the playground. Pods live in simulated seconds, which a speed factor shortens.
export interface Clock {
  /** How many simulated seconds pass in a real one: 1 is a cluster's own pace. */
  readonly speed: number;
  /** Now, in simulated milliseconds since the Unix epoch: runs `speed` times as fast as the wall clock from the start on. */
  now(): number;
  /** Waits for simulated seconds. Rejects with the signal's reason when aborted. */
  sleep(seconds: number, signal?: AbortSignal): Promise<void>;
}

/** A clock that shows the wall clock's time now and runs `speed` times as fast from here on. */
export function createClock(speed = 1): Clock {
  const startedAt = Date.now();
  const started = performance.now();
  return {
    speed,
    now: () => Math.floor(startedAt + (performance.now() - started) * speed),
    sleep: (seconds, signal) => sleepMilliseconds((seconds * 1000) / speed, signal),
  };
}

/** A time as Kubernetes writes it: RFC 3339 in whole seconds. */
export function formatTime(milliseconds: number): string {
  return new Date(milliseconds).toISOString().replace(/\.\d+Z$/, "Z");
}

const longestTimer = 2 ** 31 - 1;

/** Waits for real milliseconds. Rejects with the signal's reason when aborted. */
export function sleepMilliseconds(milliseconds: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted === true) {
      reject(reasonOf(signal));
      return;
    }
    const end = performance.now() + milliseconds;
    let timer = setTimeout(tick, Math.min(milliseconds, longestTimer));
    signal?.addEventListener("abort", abort, { once: true });
    function tick(): void {
      const left = end - performance.now();
      if (left > longestTimer / 2) {
        timer = setTimeout(tick, Math.min(left, longestTimer));
        return;
      }
      signal?.removeEventListener("abort", abort);
      resolve();
    }
    function abort(): void {
      clearTimeout(timer);
      if (signal) reject(reasonOf(signal));
    }
  });
}

function reasonOf(signal: AbortSignal): Error {
  const reason: unknown = signal.reason;
  return reason instanceof Error ? reason : new Error(String(reason));
}
