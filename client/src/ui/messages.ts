// Every sentence the extension itself says to the user: facts in; what happened, why, and what to do next out.
import * as l10n from "@vscode/l10n";
import type { CommandId, ViewCommandId } from "../contributions.ts";

export interface UserMessage {
  readonly severity: "error" | "warning" | "information";
  readonly text: string;
  readonly actions: readonly MessageAction[];
}

export interface MessageAction {
  readonly title: string;
  readonly command: CommandId | ViewCommandId;
  readonly arguments?: readonly unknown[];
}

const SHOW_LOG: MessageAction = { title: l10n.t("Show Log"), command: "seldon.showLog" };
const REFRESH: MessageAction = { title: l10n.t("Refresh"), command: "seldon.explorer.refresh" };
const RESTART: MessageAction = { title: l10n.t("Restart"), command: "seldon.restartLanguageServer" };

export function serverDidNotStart(reason: string): UserMessage {
  return {
    severity: "error",
    text: l10n.t`The Seldon language server did not start: ${asClause(reason)}. Manifests are not checked until it runs. Restart it, and if that does not help, see the log for what came before.`,
    actions: [RESTART, SHOW_LOG],
  };
}

/** @param minutes the time in which the server ended `times` times */
export function serverKeepsEnding(times: number, minutes: number): UserMessage {
  return {
    severity: "error",
    text: l10n.t`The Seldon language server ended unexpectedly ${times} times within ${minutes} minutes and is not started again. Manifests are not checked until it runs. See the log for the reason, then restart it.`,
    actions: [RESTART, SHOW_LOG],
  };
}

/** @param text says why, and that a refresh begins anew */
export function connectionsEnded(text: string): UserMessage {
  return { severity: "error", text, actions: [REFRESH, SHOW_LOG] };
}

export function commandFailed(title: string, reason: string): UserMessage {
  return {
    severity: "error",
    text: l10n.t`"${title}" could not be finished: ${asClause(reason)}. Nothing else was changed. See the log for details, then try again.`,
    actions: [SHOW_LOG],
  };
}

export function rowIsLost(title: string): UserMessage {
  return {
    severity: "information",
    text: l10n.t`"${title}" was not begun because its row was drawn anew at that moment, so that it is not known which one was meant. Open the menu of the row again.`,
    actions: [],
  };
}

export function noManifestInEditor(): UserMessage {
  return {
    severity: "information",
    text: l10n.t(
      "There is nothing to fix because no Seldon manifest is in the active editor. Open one, then run the command again.",
    ),
    actions: [],
  };
}

export function noManifestToDraw(): UserMessage {
  return {
    severity: "information",
    text: l10n.t(
      "There is no graph to draw because no Seldon manifest is in the active editor. Open one, then run the command again.",
    ),
    actions: [],
  };
}

export function bugReportIsCopied(): UserMessage {
  return {
    severity: "information",
    text: l10n.t(
      "The bug report is on the clipboard and in the editor. It names no cluster and no address. Read it, and say what you did, before you send it.",
    ),
    actions: [],
  };
}

export function serverIsNotRunning(): UserMessage {
  return {
    severity: "warning",
    text: l10n.t(
      "The problems of this file are not known because the Seldon language server is not running. Restart it, then run the command again.",
    ),
    actions: [RESTART, SHOW_LOG],
  };
}

export function nothingToFix(): UserMessage {
  return {
    severity: "information",
    text: l10n.t(
      "No problem in this file has a fix that is safe to make without asking. Where a problem offers a choice, the light bulb on its line shows it.",
    ),
    actions: [],
  };
}

export function documentChangedWhileFixing(): UserMessage {
  return {
    severity: "warning",
    text: l10n.t("The fixes were not made because the file changed while they were worked out. Run the command again."),
    actions: [],
  };
}

export function fixesWereRefused(): UserMessage {
  return {
    severity: "error",
    text: l10n.t(
      "The fixes were not made because VS Code did not accept the edit; the file may be read-only. Make it writable, then run the command again.",
    ),
    actions: [SHOW_LOG],
  };
}

export function playgroundIsReady(): UserMessage {
  return {
    severity: "information",
    text: l10n.t(
      "The playground cluster runs. It stands in the Seldon view beside your own clusters. It ends with this window, and everything in it with it.",
    ),
    actions: [{ title: l10n.t("Show It"), command: "seldon.explorer.focus" }],
  };
}

export function playgroundEnded(code: number | null): UserMessage {
  return {
    severity: "warning",
    text: l10n.t`The playground cluster ended unexpectedly${code === null ? "" : l10n.t` with exit code ${code}`}. What was deployed there is gone. See the log for what came before, then start it again.`,
    actions: [{ title: l10n.t("Start Again"), command: "seldon.startPlayground" }, SHOW_LOG],
  };
}

export function clusterIsNotTrusted(title: string): UserMessage {
  return {
    severity: "warning",
    text: l10n.t`"${title}" was not done because this workspace is not trusted, and nothing reaches a cluster from there. Trust the workspace, then run the command again.`,
    actions: [],
  };
}

export function writesAreOff(title: string): UserMessage {
  return {
    severity: "warning",
    text: l10n.t`"${title}" was not done because the setting seldon.readOnly forbids changes to clusters. Switch it off in your user settings, then run the command again.`,
    actions: [],
  };
}

export function noDeploymentToChoose(title: string): UserMessage {
  return {
    severity: "information",
    text: l10n.t`"${title}" has nothing to work on because no SeldonDeployment is known yet. Show one in the Seldon view, then run the command again.`,
    actions: [{ title: l10n.t("Show View"), command: "seldon.explorer.focus" }],
  };
}

/** @param name of a SeldonDeployment or something in it */
export function notThereAnymore(name: string, context: string): UserMessage {
  return {
    severity: "warning",
    text: l10n.t`Nothing was done because ${name} is not in the cluster ${context} any more. The Seldon view shows what is there now.`,
    actions: [{ title: l10n.t("Show View"), command: "seldon.explorer.focus" }],
  };
}

export function nothingToRestart(name: string): UserMessage {
  return {
    severity: "information",
    text: l10n.t`Nothing was restarted because ${name} has no Deployment yet. Its events may say what keeps the operator from making one.`,
    actions: [],
  };
}

/** @param deployments names of the Deployments */
export function isRestarting(deployments: readonly string[], context: string): UserMessage {
  return {
    severity: "information",
    text: l10n.t`New pods replace the old ones of ${deployments.join(", ")} in ${context}, one after the other. The Seldon view shows how far it is.`,
    actions: [{ title: l10n.t("Show View"), command: "seldon.explorer.focus" }],
  };
}

/** @param words of the field, such as `spec.replicas` */
export function isScaled(words: string, replicas: number, context: string): UserMessage {
  return {
    severity: "information",
    text: l10n.t`${asSubject(words)} is ${replicas} now in ${context}. The manifest still has its own number, so change it there as well, or the next apply brings that back.`,
    actions: [],
  };
}

/** @param reasons full sentences */
export function nothingToScale(name: string, reasons: readonly string[]): UserMessage {
  return {
    severity: "information",
    text: l10n.t`No number of replicas of ${name} would have an effect. ${reasons.join(" ")}`,
    actions: [],
  };
}

/** A SeldonDeployment that was deleted. */
export interface DeletedPlace {
  readonly name: string;
  readonly context: string;
  readonly namespace: string;
  /** Kinds that RBAC keeps from the user. */
  readonly unseen: readonly string[];
}

/** @param others what went with it, such as `2 Deployments, 3 pods`; may be empty */
export function isGone(
  { name, context, namespace, unseen }: DeletedPlace,
  others: string,
  seconds: number,
): UserMessage {
  const rest = others === "" ? "" : l10n.t`, and so are ${others}`;
  const hidden = unseen.length > 0 ? l10n.t` Whether ${unseen.join(l10n.t(" and "))} are gone you may not see.` : "";
  return {
    severity: "information",
    text: l10n.t`SeldonDeployment ${name} is gone from ${context}, ${namespace} after ${seconds} s${rest}.${hidden} The manifest file is still there, so that it can be applied again.`,
    actions: [],
  };
}

/** @param standing clauses, one for each thing that is still there @param isCancelled by the user, who does not want to wait */
export function isNotGone(
  { name, context, namespace }: DeletedPlace,
  standing: readonly string[],
  isCancelled: boolean,
): UserMessage {
  const shown = standing.slice(0, 3).join("; ");
  const more = standing.length > 3 ? l10n.t`; and ${standing.length - 3} more` : "";
  const left = standing.length === 0 ? l10n.t("the cluster does not answer") : `${shown}${more}`;
  const lead = isCancelled
    ? l10n.t("is not watched any more; its deletion was asked for and goes on by itself")
    : l10n.t("was to be deleted and is not gone");
  return {
    severity: isCancelled ? "information" : "warning",
    text: l10n.t`SeldonDeployment ${name} in ${context}, ${namespace} ${lead}. Still there: ${left}.`,
    actions: [{ title: l10n.t("Show View"), command: "seldon.explorer.focus" }],
  };
}

/** @param title of the command @param said by the API server or a webhook */
export function changeIsRefused(title: string, what: string, said: string): UserMessage {
  return {
    severity: "error",
    text: l10n.t`"${title}" was not done because the cluster refuses it for ${what}: ${asClause(said)}. It was only tried out, so that nothing was changed.`,
    actions: [],
  };
}

/** @param words of the field, such as `spec.replicas` */
export function isScaledAlready(words: string, replicas: number, context: string): UserMessage {
  return {
    severity: "information",
    text: l10n.t`${asSubject(words)} is ${replicas} already in ${context}. Nothing was changed.`,
    actions: [],
  };
}

/** @param source what is forwarded, such as `port 9000 of pod iris-x` */
export function portIsForwarded(source: string, localPort: number): UserMessage {
  return {
    severity: "information",
    text: l10n.t`On this machine http://127.0.0.1:${localPort} leads to ${source}. It stays so until it is stopped or the window is closed.`,
    actions: [
      { title: l10n.t("Open in Browser"), command: "seldon.openForward", arguments: [localPort] },
      { title: l10n.t("Stop"), command: "seldon.stopForward", arguments: [localPort] },
      { title: l10n.t("Show All"), command: "seldon.showForwards" },
    ],
  };
}

export function noForwards(): UserMessage {
  return {
    severity: "information",
    text: l10n.t(
      "No port is forwarded. Choose *Forward Port…* on a deployment, predictor, pod or container of the Seldon view to begin.",
    ),
    actions: [{ title: l10n.t("Show View"), command: "seldon.explorer.focus" }],
  };
}

export function noPorts(name: string): UserMessage {
  return {
    severity: "information",
    text: l10n.t`No port was forwarded because ${name} has no Service yet. Choose one of its pods instead, or wait until the operator has made the Service.`,
    actions: [],
  };
}

export function noLinks(): UserMessage {
  return {
    severity: "information",
    text: l10n.t(
      "There is no dashboard to open because the setting seldon.links is empty. Add a title and an address such as https://grafana.example/d/seldon?var-deployment={deployment} to your user settings.",
    ),
    actions: [],
  };
}

/** @param names of the template that have no value for what was chosen */
export function linkLacksValues(title: string, names: readonly string[]): UserMessage {
  return {
    severity: "information",
    text: l10n.t`"${title}" was not opened because its address asks for ${names.map(name => `{${name}}`).join(", ")}, which is not known here. Choose a row that has it, such as the unit or its pod.`,
    actions: [],
  };
}

export function linkIsRefused(title: string, reason: string): UserMessage {
  return {
    severity: "warning",
    text: l10n.t`"${title}" was not opened because ${asClause(reason)}. Correct its address in the setting seldon.links.`,
    actions: [],
  };
}

export function noObjectAtCursor(): UserMessage {
  return {
    severity: "information",
    text: l10n.t(
      "There is nothing to show because the cursor stands in no SeldonDeployment with a name. Put it into one, then run the command again.",
    ),
    actions: [],
  };
}

export function notInCluster(name: string, context: string): UserMessage {
  return {
    severity: "information",
    text: l10n.t`SeldonDeployment ${name} is not in the cluster ${context}, as far as it may be looked at. Apply the manifest there, or look into another cluster of the Seldon view.`,
    actions: [{ title: l10n.t("Show View"), command: "seldon.explorer.focus" }],
  };
}

export function noClusterToShow(): UserMessage {
  return {
    severity: "information",
    text: l10n.t(
      "There is nothing to show because no kubeconfig file names a cluster. The Seldon view says where it looked.",
    ),
    actions: [{ title: l10n.t("Show View"), command: "seldon.explorer.focus" }],
  };
}

/** The name of a field begins with a small letter; a sentence does not. */
function asSubject(words: string): string {
  return /^[A-Z]/.test(words) ? words : l10n.t`The number ${words}`;
}

export function noLogIsOpen(): UserMessage {
  return {
    severity: "information",
    text: l10n.t(
      "There is no log to work on because none is being followed. Press the button *Follow Log* on a row of the Seldon view to open one.",
    ),
    actions: [{ title: l10n.t("Show View"), command: "seldon.explorer.focus" }],
  };
}

export function logIsSaved(file: string): UserMessage {
  return {
    severity: "information",
    text: l10n.t`The log was saved as ${file}. It holds what was kept and passed the filter; later lines are not added.`,
    actions: [],
  };
}

export function rowHasNoLog(): UserMessage {
  return {
    severity: "information",
    text: l10n.t(
      "No log was opened because nothing on that row writes one. Choose a deployment, a predictor, a graph unit, a pod or a container.",
    ),
    actions: [],
  };
}

/** So that the reason fits before the full stop of a sentence. */
export function asClause(reason: string): string {
  const firstLine = reason.trim().split("\n")[0] ?? "";
  return firstLine === "" ? l10n.t("no reason was given") : firstLine.replace(/[.\s]+$/, "");
}
