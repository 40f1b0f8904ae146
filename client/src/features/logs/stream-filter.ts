// What of a log is shown and how far back it begins.
import * as l10n from "@vscode/l10n";
import { counted } from "../../../../schemas/src/index.ts";
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
    level !== undefined && level !== "debug" && l10n.t`level ${level}${level === "error" ? "" : l10n.t(" and above")}`,
    text !== undefined &&
      text !== "" &&
      (/^\/.+\/i?$/.test(text) ? l10n.t`lines that match ${text}` : l10n.t`lines with "${text}"`),
    sinceMinutes !== undefined && l10n.t`the last ${minutesWords(sinceMinutes)}`,
  ]
    .filter(part => typeof part === "string" && part !== "")
    .join(" · ");
}

export function minutesWords(minutes: number): string {
  if (minutes % 1_440 === 0) return minutes === 1_440 ? l10n.t("day") : counted(minutes / 1_440, "day");
  if (minutes % 60 === 0) return minutes === 60 ? l10n.t("hour") : counted(minutes / 60, "hour");
  return minutes === 1 ? l10n.t("minute") : counted(minutes, "minute");
}
