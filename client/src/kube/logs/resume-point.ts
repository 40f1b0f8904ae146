// Where in a log we are, so that after a cut it goes on without a gap and without a line twice.
import type { LogLine } from "../port.ts";

export interface ResumePoint {
  /** For `sinceTime`: the second that the newest line is from. The API server cuts it to seconds in any case. */
  readonly sinceTime: string | undefined;
  /** The log is read again from `sinceTime` on. */
  replay(): void;
  /** The lines that have not been handed over yet. */
  fresh(lines: readonly LogLine[]): readonly LogLine[];
}

/**
 * A replay from second S begins with the lines of S that we have, in the same order: as many are skipped as we have counted.
 * A line newer than all we have is never skipped, because after the file was rotated the replay begins later.
 */
export function createResumePoint(): ResumePoint {
  let second = "";
  let zone = "";
  let newest = "";
  let countInSecond = 0;
  let skip = 0;

  const note = (time: string): void => {
    const its = time.slice(0, SECONDS);
    if (its > second) {
      second = its;
      zone = /(?:Z|[+-]\d\d:\d\d)$/u.exec(time)?.[0] ?? "Z";
      countInSecond = 1;
    } else if (its === second) countInSecond += 1;
    if (compareTimes(time, newest) > 0) newest = time;
  };
  const isKnown = ({ time }: LogLine): boolean => {
    if (skip === 0 || time === undefined) return false;
    if (compareTimes(time, newest) > 0) {
      skip = 0;
      return false;
    }
    skip -= 1;
    return true;
  };
  return {
    get sinceTime() {
      return second === "" ? undefined : second + zone;
    },
    replay() {
      skip = countInSecond;
    },
    fresh(lines) {
      const fresh = skip === 0 ? lines : lines.filter(line => !isKnown(line));
      for (const { time } of fresh) if (time !== undefined) note(time);
      return fresh;
    },
  };
}

const SECONDS = "2006-01-02T15:04:05".length;

/** Order of two RFC 3339 times of one clock; fractions may be of different length. */
function compareTimes(one: string, other: string): number {
  if (one.length === other.length) return one < other ? -1 : one > other ? 1 : 0;
  const pad = (time: string): string =>
    /^[^Z+]*?(?=Z|[+-]\d\d:\d\d$|$)/u
      .exec(time)?.[0]
      .padEnd(SECONDS + 1, ".")
      .padEnd(SECONDS + 10, "0") ?? "";
  const [a, b] = [pad(one), pad(other)];
  return a < b ? -1 : a > b ? 1 : 0;
}
