// What a deploy says to the user: facts in; what happened, why, and what to do next out.
import * as l10n from "@vscode/l10n";
import { asClause, type MessageAction, type UserMessage } from "./messages.ts";
import type { DeploymentTarget, Target } from "./target.ts";

const SHOW_LOG: MessageAction = { title: l10n.t("Show Log"), command: "seldon.showLog" };
const SHOW_VIEW: MessageAction = { title: l10n.t("Show View"), command: "seldon.explorer.focus" };

/** Where a message can lead to. */
export interface Place {
  readonly uri: string;
  /** From 0. */
  readonly line: number;
}

export function nothingToDeploy(): UserMessage {
  return {
    severity: "information",
    text: l10n.t(
      "There is nothing to deploy because no manifest with a Kubernetes object was chosen. Open one, or choose a file or folder in the explorer, then run the command again.",
    ),
    actions: [],
  };
}

export function manifestHasSyntaxErrors(file: string): UserMessage {
  return {
    severity: "error",
    text: l10n.t`Nothing was deployed because ${file} cannot be read: its syntax is broken. The Problems view names the line; mend it, then deploy again.`,
    actions: [],
  };
}

export function valueDoesNotFit(file: string): UserMessage {
  return {
    severity: "error",
    text: l10n.t`Nothing was deployed because a value cannot stand in the place of its placeholder in ${file}. Put the placeholder in quotes there, then deploy again.`,
    actions: [],
  };
}

export function helmHasToRender(file: string): UserMessage {
  return {
    severity: "warning",
    text: l10n.t`Nothing was deployed because ${file} has expressions of Helm, which only Helm can compute. Run helm template, and deploy what it writes.`,
    actions: [],
  };
}

/** @param kinds such as `Mapping (getambassador.io/v2)` */
export function kindsAreUnknown(kinds: readonly string[], context: string): UserMessage {
  return {
    severity: "error",
    text: l10n.t`Nothing was deployed because the cluster ${context} does not know ${kinds.join(", ")}. Install what defines them, or correct apiVersion and kind.`,
    actions: [{ title: l10n.t("How to Install Seldon Core"), command: "seldon.showInstallation" }],
  };
}

/** @param reasons full sentences */
export function nothingIsApplied(reasons: readonly string[]): UserMessage {
  return {
    severity: "warning",
    text: l10n.t`Nothing was deployed because no object here is one that a deploy applies. ${reasons.join(" ")}`,
    actions: [],
  };
}

/** @param said the first thing that was refused, as a sentence */
export function clusterRefuses(what: string, said: string, more: number, place: Place | undefined): UserMessage {
  const others = more > 0 ? l10n.t` The Problems view has ${more} more.` : "";
  return {
    severity: "error",
    text: l10n.t`${what} was not deployed. ${asClause(said)}.${others} Nothing was changed in the cluster.`,
    actions: place ? [showPlace(l10n.t("Show Line"), place)] : [SHOW_LOG],
  };
}

/** @param text a sentence that says so */
export function isUnchangedMessage(text: string): UserMessage {
  return {
    severity: "information",
    text: l10n.t`${text} The dry run of the API server says so, so that there is nothing to deploy.`,
    actions: [],
  };
}

/** @param what the object that somebody else changed */
export function changedMeanwhile(what: string, where: string): UserMessage {
  return {
    severity: "warning",
    text: l10n.t`${what} was not applied because it changed in ${where} after the preview. A new preview shows what a deploy would do now.`,
    actions: [],
  };
}

/** @param applied words of objects @param left those that were not sent */
export function deployStopped(reason: string, applied: readonly string[], left: readonly string[]): UserMessage {
  return {
    severity: "warning",
    text: l10n.t`The deploy ended early: ${asClause(reason)}. ${stateWords(applied, left)}`,
    actions: [SHOW_LOG],
  };
}

export function outcomeIsUnknown(what: string, applied: readonly string[], left: readonly string[]): UserMessage {
  return {
    severity: "error",
    text: l10n.t`It is not known whether ${what} was applied: the connection broke after it was sent, and the cluster has not answered since. ${stateWords(applied, left)} Run the deploy again when the cluster answers; it sends nothing twice.`,
    actions: [SHOW_LOG],
  };
}

function stateWords(applied: readonly string[], left: readonly string[]): string {
  const done = applied.length === 0 ? l10n.t("Nothing was applied.") : l10n.t`Applied: ${applied.join(", ")}.`;
  return left.length === 0 ? done : l10n.t`${done} Not applied: ${left.join(", ")}.`;
}

export function isApplied(what: readonly string[], where: string): UserMessage {
  return {
    severity: "information",
    text: l10n.t`Applied to ${where}: ${what.join(", ")}. Nothing of it has to start, so that the deploy is done.`,
    actions: [],
  };
}

export function isAvailable(name: string, where: string, seconds: number): UserMessage {
  return {
    severity: "information",
    text: l10n.t`${name} is available in ${where} after ${seconds} s. The Seldon view shows it.`,
    actions: [SHOW_VIEW],
  };
}

export interface Trouble {
  readonly deployment: DeploymentTarget;
  /** What to follow the log of. */
  readonly log: Target;
  /** Of the predictor or unit in the manifest. */
  readonly place: Place | undefined;
  readonly canRollBack: boolean;
}

/** @param remedy full sentences, where the reason is a known one */
export function rolloutFailed(reason: string, remedy: string | undefined, trouble: Trouble): UserMessage {
  const { name, context, namespace } = trouble.deployment;
  const advice = remedy ?? l10n.t("Its log and events say more.");
  return {
    severity: "error",
    text: l10n.t`${name} does not come up in ${namespace} in ${context}: ${asClause(reason)}. ${advice}`,
    actions: troubleActions(trouble),
  };
}

export function rolloutHangs(waitsFor: string, minutes: number, trouble: Trouble): UserMessage {
  const { name, context, namespace } = trouble.deployment;
  return {
    severity: "warning",
    text: l10n.t`${name} hangs in ${namespace} in ${context}: for ${minutes} min nothing has moved since "${asClause(waitsFor)}". It is watched on, since it may still come up.`,
    actions: troubleActions(trouble),
  };
}

function troubleActions({ deployment, log, place, canRollBack }: Trouble): MessageAction[] {
  return [
    { title: l10n.t("Diagnose"), command: "seldon.diagnose", arguments: [deployment] },
    { title: l10n.t("Open Log"), command: "seldon.logs.follow", arguments: [log] },
    ...(place ? [showPlace(l10n.t("Show Line"), place)] : []),
    ...(canRollBack
      ? [{ title: l10n.t("Roll Back"), command: "seldon.rollBack", arguments: [deployment] } as const]
      : []),
  ];
}

export function watchEnded(name: string, words: string): UserMessage {
  return {
    severity: "information",
    text: l10n.t`${name} is not watched any more; it was applied and goes on by itself. Last seen: ${asClause(words)}.`,
    actions: [SHOW_VIEW],
  };
}

export function cannotWatch(name: string, reason: string): UserMessage {
  return {
    severity: "warning",
    text: l10n.t`${name} was applied, and how it goes on cannot be watched: ${asClause(reason)}. The Seldon view shows what may be seen.`,
    actions: [SHOW_VIEW],
  };
}

export function nothingToRollBackTo(name: string): UserMessage {
  return {
    severity: "information",
    text: l10n.t`There is nothing to go back to for ${name}: no copy was kept by a deploy of this extension, kubectl left none that differs, and no pod of another version tells of one. Deploy the manifest of an earlier commit instead.`,
    actions: [],
  };
}

export function valuesAreForgotten(): UserMessage {
  return {
    severity: "information",
    text: l10n.t(
      "The values of placeholders are forgotten for all targets of this workspace. The next deploy asks for them again.",
    ),
    actions: [],
  };
}

function showPlace(title: string, { uri, line }: Place): MessageAction {
  return { title, command: "seldon.showManifestPlace", arguments: [uri, line] };
}
