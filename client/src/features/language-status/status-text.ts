// What the language status says about the manifest in the active editor, as plain data.
import * as l10n from "@vscode/l10n";
import { counted } from "../../../../schemas/src/index.ts";
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

const SHOW_LOG = { title: l10n.t("Show Log"), id: "seldon.showLog" } as const;
const RESTART = { title: l10n.t("Restart"), id: "seldon.restartLanguageServer" } as const;

export function describeStatus(facts: StatusFacts): StatusText {
  const text = l10n.t`Seldon ${facts.version}`;
  switch (facts.server) {
    case "stopped":
      return {
        text,
        detail: l10n.t("The language server is not running"),
        severity: "error",
        isBusy: false,
        command: RESTART,
      };
    case "waiting":
    case "starting":
      return {
        text,
        detail: l10n.t("The language server is starting"),
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
    amount(counts.error, "error"),
    amount(counts.warning, "warning"),
    amount(counts.information, "piece of information"),
    amount(counts.hint, "hint"),
  ].filter(part => part !== "");
  if (parts.length === 0) return isTemplate ? l10n.t("Template: checked after rendering") : l10n.t("No problems found");
  return `${parts.join(", ")}${isTemplate ? l10n.t("; the rest is checked after rendering") : ""}`;
}

function amount(count: number, what: Parameters<typeof counted>[1]): string {
  return count === 0 ? "" : counted(count, what);
}

/** A problem in the manifest is shown where it stands; the status only turns red when the tool itself is in trouble. */
function severityOf(counts: ProblemCounts): "information" | "warning" {
  return counts.error > 0 ? "warning" : "information";
}
