// What changes of traffic and guided canaries say to the user: facts in; what happened, why, and what to do next out.
import * as l10n from "@vscode/l10n";
import { asClause, type MessageAction, type UserMessage } from "./messages.ts";
import type { Target } from "./target.ts";

/** @param reason a full sentence */
export function shiftIsRefused(title: string, reason: string): UserMessage {
  return {
    severity: "warning",
    text: l10n.t`"${title}" was not done: ${asClause(reason)}. Nothing was changed.`,
    actions: [],
  };
}

/** @param words full sentences about what somebody else did; empty where it was nothing about the split */
export function shiftConflict(name: string, words: readonly string[]): UserMessage {
  const what = words.length === 0 ? l10n.t("It was changed by somebody else.") : words.join(" ");
  return {
    severity: "warning",
    text: l10n.t`Nothing was changed because ${name} is not as it was shown any more. ${what} Look at it again, then repeat the gesture.`,
    actions: [],
  };
}

/** @param split such as `main 80 %, canary 20 %` @param finish the predictor that may become the main one, where it has all */
export function splitIsChanged(
  name: string,
  split: string,
  places: readonly string[],
  target: Target,
  finish?: Target,
): UserMessage {
  const actions: MessageAction[] = [{ title: l10n.t("Undo"), command: "seldon.canary.undo", arguments: [target] }];
  if (finish)
    actions.unshift({
      title: l10n.t("Make It the Main Predictor…"),
      command: "seldon.canary.finish",
      arguments: [finish],
    });
  return {
    severity: "information",
    text: l10n.t`Traffic of ${name} is now ${split}, in ${places.join(l10n.t(" and "))}.`,
    actions,
  };
}

export function deploymentIsChanged(name: string, places: readonly string[]): UserMessage {
  return {
    severity: "information",
    text: l10n.t`${name} is changed as shown, in ${places.join(l10n.t(" and "))}.`,
    actions: [],
  };
}

export function nothingMoves(name: string, split: string): UserMessage {
  return {
    severity: "information",
    text: l10n.t`Nothing was changed because traffic of ${name} is ${split} already.`,
    actions: [],
  };
}

/** @param reason a full sentence */
export function fileWasNotChanged(file: string, reason: string, isClusterChanged: boolean): UserMessage {
  const rest = isClusterChanged
    ? l10n.t("The cluster is changed; bring the file in line by hand.")
    : l10n.t("Nothing was changed.");
  return { severity: "warning", text: l10n.t`${file} was not changed: ${asClause(reason)}. ${rest}`, actions: [] };
}

export function nothingToUndo(name: string): UserMessage {
  return {
    severity: "information",
    text: l10n.t`There is nothing to undo because no change of the traffic of ${name} was made from here.`,
    actions: [],
  };
}

export function noCanaryRuns(name: string): UserMessage {
  return {
    severity: "information",
    text: l10n.t`There is no guided canary on ${name}. Start Guided Canary… begins one.`,
    actions: [],
  };
}

/** @param outcome such as `was rolled back` @param reason a full sentence */
export function rolloutIsOver(
  name: string,
  canary: string,
  outcome: "rolled back" | "finished" | "paused",
  reason: string,
  target: Target,
): UserMessage {
  const actions: MessageAction[] = [
    { title: l10n.t("Show Report"), command: "seldon.canary.report", arguments: [target] },
  ];
  if (outcome === "finished") {
    actions.unshift({
      title: l10n.t("Make It the Main Predictor…"),
      command: "seldon.canary.finish",
      arguments: [target],
    });
  }
  return {
    severity: outcome === "finished" ? "information" : "warning",
    text: l10n.t`The guided canary of ${canary} on ${name} ${outcome === "paused" ? l10n.t("is paused") : outcome === "finished" ? l10n.t("has finished") : l10n.t("was rolled back")}: ${asClause(reason)}.`,
    actions,
  };
}

/** @param reasons full sentences */
export function rolloutCannotBegin(reasons: readonly string[]): UserMessage {
  return {
    severity: "warning",
    text: l10n.t`The guided canary was not begun. ${reasons.join(" ")}`,
    actions: [],
  };
}

export function rolloutStopsHere(name: string): UserMessage {
  return {
    severity: "warning",
    text: l10n.t`This window no longer drives the guided canary of ${name} because the setting seldon.readOnly forbids changes to clusters. Its split stays; another window can take over.`,
    actions: [],
  };
}
