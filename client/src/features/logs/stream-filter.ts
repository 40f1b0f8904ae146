// What of a log is shown and how far back it begins.
import type { ViewFilter } from "./log-view.ts";

export interface StreamFilter extends ViewFilter {
  /** Minutes back that are read at first; undefined for no limit. */
  readonly sinceMinutes?: number | undefined;
  /** Lines of each container that are read at first; undefined for all. */
  readonly tailLines?: number | undefined;
}

/** Enough to see what happens, and little enough to come at once. */
export const DEFAULT_FILTER: StreamFilter = { tailLines: 1_000 };

/** Lines of each container beside a log that explains the state: few, unless the user asked for more or less himself. */
export function tailAfterExplanation({ tailLines }: StreamFilter): number | undefined {
  return tailLines === DEFAULT_FILTER.tailLines ? 10 : tailLines;
}

/** What is not shown, in words; empty where every line is shown. */
export function filterWords({ containers, level, text, sinceMinutes }: StreamFilter): string {
  return [
    containers && [...containers].join(", "),
    level !== undefined && level !== "debug" && `level ${level}${level === "error" ? "" : " and above"}`,
    text !== undefined &&
      text !== "" &&
      (/^\/.+\/i?$/.test(text) ? `lines that match ${text}` : `lines with "${text}"`),
    sinceMinutes !== undefined && `the last ${minutesWords(sinceMinutes)}`,
  ]
    .filter(part => typeof part === "string" && part !== "")
    .join(" · ");
}

export function minutesWords(minutes: number): string {
  const [count, unit] =
    minutes % 1_440 === 0
      ? [minutes / 1_440, "day"]
      : minutes % 60 === 0
        ? [minutes / 60, "hour"]
        : [minutes, "minute"];
  return count === 1 ? unit : `${count} ${unit}s`;
}
