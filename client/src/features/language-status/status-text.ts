// What the language status says about the manifest in the active editor, as plain data.
import type { CommandId } from "../../contributions.ts";

export interface StatusFacts {
  readonly server: "waiting" | "starting" | "running" | "stopped";
  /** The Seldon version of the settings. */
  readonly version: string;
  readonly counts: ProblemCounts;
  readonly isTemplate: boolean;
}

export interface ProblemCounts {
  readonly error: number;
  readonly warning: number;
  readonly information: number;
  readonly hint: number;
}

export interface StatusText {
  readonly text: string;
  readonly detail: string;
  readonly severity: "information" | "warning" | "error";
  readonly isBusy: boolean;
  readonly command: { readonly title: string; readonly id: CommandId };
}

const SHOW_LOG = { title: "Show Log", id: "seldon.showLog" } as const;
const RESTART = { title: "Restart", id: "seldon.restartLanguageServer" } as const;

export function describeStatus(facts: StatusFacts): StatusText {
  const text = `Seldon ${facts.version}`;
  switch (facts.server) {
    case "stopped":
      return {
        text,
        detail: "The language server is not running",
        severity: "error",
        isBusy: false,
        command: RESTART,
      };
    case "waiting":
    case "starting":
      return {
        text,
        detail: "The language server is starting",
        severity: "information",
        isBusy: true,
        command: SHOW_LOG,
      };
    case "running":
      return {
        text,
        detail: describeProblems(facts),
        severity: severityOf(facts.counts),
        isBusy: false,
        command: SHOW_LOG,
      };
  }
}

function describeProblems({ counts, isTemplate }: StatusFacts): string {
  const parts = [
    amount(counts.error, "error", "errors"),
    amount(counts.warning, "warning", "warnings"),
    amount(counts.information, "piece of information", "pieces of information"),
    amount(counts.hint, "hint", "hints"),
  ].filter(part => part !== "");
  if (parts.length === 0) return isTemplate ? "Template: checked after rendering" : "No problems found";
  return `${parts.join(", ")}${isTemplate ? "; the rest is checked after rendering" : ""}`;
}

function amount(count: number, one: string, many: string): string {
  return count === 0 ? "" : `${count} ${count === 1 ? one : many}`;
}

/** A problem in the manifest is shown where it stands; the status only turns red when the tool itself is in trouble. */
function severityOf(counts: ProblemCounts): "information" | "warning" {
  return counts.error > 0 ? "warning" : "information";
}
