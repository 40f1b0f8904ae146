// What is said of models in their stores: facts in; what was found, and what to do next out.
import * as l10n from "@vscode/l10n";
import type { MessageAction, UserMessage } from "./messages.ts";

export interface CheckCounts {
  readonly good: number;
  readonly bad: number;
  readonly unknown: number;
  /** Warnings on lines of the manifest. */
  readonly problems: number;
}

export function noModelToCheck(): UserMessage {
  return {
    severity: "information",
    text: l10n.t(
      "There is no model to look for because no SeldonDeployment with a model URI is in the active editor. Open one, then run the command again.",
    ),
    actions: [],
  };
}

/** @param document of the details */
export function modelsWereChecked(counts: CheckCounts, document: string): UserMessage {
  const actions: readonly MessageAction[] = [
    { title: l10n.t("Show Details"), command: "seldon.showModelCheck", arguments: [document] },
  ];
  const { good, bad, unknown, problems } = counts;
  const left = unknown === 0 ? "" : l10n.t` Not checked: ${unknown}; the details say why.`;
  if (bad > 0) {
    const text = l10n.t`Models that would not load: ${bad} of ${good + bad + unknown}.${left} The manifest shows where.`;
    return { severity: "warning", text, actions };
  }
  if (problems > 0) {
    const text = l10n.t`The store has the models, and not all is well with them: the manifest shows ${problems} problems.${left}`;
    return { severity: "warning", text, actions };
  }
  if (good === 0) {
    const text = l10n.t`No store was asked.${left}`;
    return { severity: "information", text, actions };
  }
  return { severity: "information", text: l10n.t`Models that are where they are looked for: ${good}.${left}`, actions };
}
