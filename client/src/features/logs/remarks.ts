// The sentences of ours that stand between the lines of a log.
import type { FollowedPod } from "./followed-pods.ts";
import type { Run } from "./runs.ts";

export function opened(title: string, containers: number): string {
  const what = containers === 0 ? "no container has started yet" : counted(containers, "container");
  return `${title}: ${what}. Times are the cluster's.`;
}

export function nothingThere(title: string): string {
  return `${title} is not there. The log begins when it comes`;
}

export function targetGone(title: string): string {
  return `${title} is gone. The log goes on if it comes back`;
}

/** Before the log that says why something does not run. */
export function explains(label: string, run: Run): string {
  return `${label}, ${run.isPrevious ? "previous run" : "last run"}: ${endOf(run)}. This explains the state`;
}

/** @param tailLines lines of the past that are shown of each container; undefined for all */
export function afterExplanation(tailLines: number | undefined): string {
  const past = tailLines === undefined ? "" : `, from the last ${tailLines} lines of each`;
  return `all containers in the order of their times${past}`;
}

export function newPod(pod: FollowedPod): string {
  return `new pod ${pod.name}`;
}

export function podGone(name: string): string {
  return `pod ${name} is gone`;
}

export function runBegins(label: string, isRestart: boolean): string {
  return isRestart ? `${label} has started again` : `${label} begins`;
}

export function runEnded(label: string, run: Run): string {
  return `${label} ended: ${endOf(run)}`;
}

export function runsMissed(label: string): string {
  return `${label}: the log of an earlier run is no longer kept by the cluster`;
}

export function notReadable(label: string, reason: string): string {
  return `${label} could not be read: ${reason.replace(/[.\s]+$/, "")}`;
}

export function connectionLost(reason: string): string {
  return `connection lost (${reason.replace(/[.\s]+$/, "")}). What is missing comes when it is back`;
}

export function connectionBack(): string {
  return "connected again";
}

export function paused(): string {
  return "paused: nothing is read until you resume";
}

export function resumed(): string {
  return "resumed";
}

/** @param words empty where nothing is filtered */
export function filtered(words: string): string {
  return words === "" ? "all lines are shown" : `shown: ${words}`;
}

/** The first line of a log that has grown beyond what is kept. */
export function leftOut(lines: number): string {
  return `${counted(lines, "earlier line")} no longer shown`;
}

function endOf({ end }: Run): string {
  if (!end) return "still running";
  const code = end.reason === "OOMKilled" ? "OOMKilled" : `exit ${end.exitCode}`;
  const time = /T(\d\d:\d\d:\d\d)/.exec(end.finishedAt ?? "")?.[1];
  return time === undefined ? code : `${code} at ${time}`;
}

function counted(count: number, one: string): string {
  return `${count.toLocaleString("en")} ${count === 1 ? one : `${one}s`}`;
}
