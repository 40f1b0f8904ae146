// The sentences of ours that stand between the lines of a log.
import * as l10n from "@vscode/l10n";
import { counted } from "../../../../schemas/src/index.ts";
import type { FollowedPod } from "./followed-pods.ts";
import type { Run } from "./runs.ts";

export function opened(title: string, containers: number): string {
  const what = containers === 0 ? l10n.t("no container has started yet") : counted(containers, "container");
  return l10n.t`${title}: ${what}. Times are the cluster's.`;
}

export function nothingThere(title: string): string {
  return l10n.t`${title} is not there. The log begins when it comes`;
}

export function targetGone(title: string): string {
  return l10n.t`${title} is gone. The log goes on if it comes back`;
}

/** Before the log that says why something does not run. */
export function explains(label: string, run: Run): string {
  return l10n.t`${label}, ${run.isPrevious ? l10n.t("previous run") : l10n.t("last run")}: ${endOf(run)}. This explains the state`;
}

/** @param tailLines lines of the past that are shown of each container; undefined for all */
export function afterExplanation(tailLines: number | undefined): string {
  const past = tailLines === undefined ? "" : l10n.t`, from the last ${tailLines} lines of each`;
  return l10n.t`all containers in the order of their times${past}`;
}

export function newPod(pod: FollowedPod): string {
  return l10n.t`new pod ${pod.name}`;
}

export function podGone(name: string): string {
  return l10n.t`pod ${name} is gone`;
}

export function runBegins(label: string, isRestart: boolean): string {
  return isRestart ? l10n.t`${label} has started again` : l10n.t`${label} begins`;
}

export function runEnded(label: string, run: Run): string {
  return l10n.t`${label} ended: ${endOf(run)}`;
}

export function runsMissed(label: string): string {
  return l10n.t`${label}: the log of an earlier run is no longer kept by the cluster`;
}

export function notReadable(label: string, reason: string): string {
  return l10n.t`${label} could not be read: ${reason.replace(/[.\s]+$/, "")}`;
}

export function connectionLost(reason: string): string {
  return l10n.t`connection lost (${reason.replace(/[.\s]+$/, "")}). What is missing comes when it is back`;
}

export function connectionBack(): string {
  return l10n.t("connected again");
}

export function paused(): string {
  return l10n.t("paused: nothing is read until you resume");
}

export function resumed(): string {
  return l10n.t("resumed");
}

/** @param words empty where nothing is filtered */
export function filtered(words: string): string {
  return words === "" ? l10n.t("all lines are shown") : l10n.t`shown: ${words}`;
}

/** The first line of a log that has grown beyond what is kept. */
export function leftOut(lines: number): string {
  return l10n.t`${counted(lines, "earlier line")} no longer shown`;
}

function endOf({ end }: Run): string {
  if (!end) return l10n.t("still running");
  const code = end.reason === "OOMKilled" ? "OOMKilled" : l10n.t`exit ${end.exitCode}`;
  const time = /T(\d\d:\d\d:\d\d)/.exec(end.finishedAt ?? "")?.[1];
  return time === undefined ? code : l10n.t`${code} at ${time}`;
}
