// The time that is written into the API: the wall clock's, whatever the speed. The API server's own times and the ages that
// clients show are of the wall clock, and a time ahead of it would read as `<invalid>`.
import { type Clock, formatTime } from "./clock.ts";

/** Now, as Kubernetes writes times. */
export function wallTime(): string {
  return formatTime(Date.now());
}

/** The same clock for whoever stamps objects of the API with `now()`. */
export function withWallTime(clock: Clock): Clock {
  return { ...clock, now: () => Date.now() };
}
