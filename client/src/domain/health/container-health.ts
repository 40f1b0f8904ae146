// How a container stands, and why it ended: from its states, its log, and the pod's events.
import * as l10n from "@vscode/l10n";
import { diagnoseLog, explanationOf, type SignatureMatch } from "../signatures/diagnose-log.ts";
import type { SignatureSource } from "../signatures/signature.ts";
import { hasFailed, isStarting } from "./explaining-log.ts";
import type { HealthOptions, Info } from "./info.ts";
import type { ContainerState, EventObject } from "./objects.ts";
import type { ContainerNode, PodNode } from "./tree.ts";

type Terminated = NonNullable<ContainerState["terminated"]>;

export function containerInfo(container: ContainerNode, pod: PodNode, options: HealthOptions): Info {
  const { state, lastState, ready, restartCount = 0 } = container.status ?? {};
  if (state?.terminated) return endedInfo(container, pod, state.terminated, false, options);
  const last = lastState?.terminated;
  if (state?.waiting) {
    if (isStarting(state.waiting.reason)) return { state: "progressing", words: l10n.t("starting") };
    if (last) return { ...endedInfo(container, pod, last, true, options), words: restarts(restartCount) };
    return waitingInfo(container, pod, state.waiting);
  }
  if (!state?.running) return { state: "progressing", words: l10n.t("waiting for its turn") };
  if (ready === true) return { state: "ready", words: restartCount > 0 ? restarts(restartCount) : l10n.t("running") };
  if (container.isInit) return { state: "progressing", words: l10n.t("running") };
  if (!last) return { state: "progressing", words: l10n.t("running, not ready yet") };
  const why = endedInfo(container, pod, last, true, options);
  return { ...why, state: hasFailed(container) ? "failed" : "progressing", words: restarts(restartCount) };
}

/** The signature source of a container's log. */
export function logSource(container: ContainerNode): SignatureSource {
  if (container.isInit) return "initializer-log";
  return container.role === "executor" ? "executor-log" : "model-log";
}

/** `classifier-model-initializer` is called `model-initializer`: which unit's it is, the tree shows. */
export function shortName(container: ContainerNode): string {
  return container.role === "initializer" ? "model-initializer" : container.name;
}

function endedInfo(
  container: ContainerNode,
  pod: PodNode,
  end: Terminated,
  isPrevious: boolean,
  options: HealthOptions,
): Info {
  if (end.exitCode === 0 && container.isInit) return { state: "ready", words: l10n.t("completed") };
  const match = explainEnd(container, pod, end, isPrevious, options);
  const code = end.reason === "OOMKilled" ? "OOMKilled" : l10n.t`exit ${end.exitCode}`;
  const download = match && emptyDownload(container, pod, match, options);
  if (download) {
    return { state: "failed", words: code, reason: l10n.t`model-initializer: ${download.title}`, match: download };
  }
  const reason = [`${shortName(container)}: ${code}`, match?.title].filter(part => part !== undefined).join(" · ");
  return { state: "failed", words: code, reason, match };
}

function waitingInfo(container: ContainerNode, pod: PodNode, waiting: NonNullable<ContainerState["waiting"]>): Info {
  const { reason = "Waiting", message } = waiting;
  const lines = [message, ...pod.events.filter(event => isAbout(event, container)).map(event => event.message)];
  const match = explanationOf(
    diagnoseLog({ source: "pod-state", role: container.role, reason, lines: lines.filter(line => line !== undefined) }),
  );
  return { state: "failed", words: reason, reason: `${shortName(container)}: ${match?.title ?? reason}`, match };
}

/** A cause from the log, the events or the state, in this order; only then a symptom from one of them. */
function explainEnd(
  container: ContainerNode,
  pod: PodNode,
  end: Terminated,
  isPrevious: boolean,
  options: HealthOptions,
): SignatureMatch | undefined {
  const state = { role: container.role, exitCode: end.exitCode, reason: end.reason };
  const lines = options.lastLines?.(pod.object.metadata, container.name, isPrevious) ?? end.message?.split("\n") ?? [];
  const messages = pod.events.filter(event => isAbout(event, container)).map(event => event.message ?? "");
  const found = [
    ...diagnoseLog({ source: logSource(container), lines, ...state }),
    ...([0, 137, 143].includes(end.exitCode) ? diagnoseLog({ source: "event", lines: messages, ...state }) : []),
    ...diagnoseLog({ source: "pod-state", lines: end.message?.split("\n") ?? [], ...state }),
  ];
  return explanationOf(found);
}

/** A server that misses its model is not the cause where the download before it was empty and called a success (F01). */
function emptyDownload(
  container: ContainerNode,
  pod: PodNode,
  match: SignatureMatch,
  options: HealthOptions,
): SignatureMatch | undefined {
  if (container.isInit || !match.signature.failureModes.includes("F01")) return undefined;
  const initializer = pod.containers.find(({ role, unit }) => role === "initializer" && unit === container.unit);
  if (!initializer) return undefined;
  const lines = options.lastLines?.(pod.object.metadata, initializer.name, false) ?? [];
  return diagnoseLog({ source: "initializer-log", lines, exitCode: 0 }).find(
    ({ signature }) => signature.verdict === "cause",
  );
}

/** The kubelet says which container an event is about; where that was lost, the text may name it or its image. */
function isAbout(event: EventObject, container: ContainerNode): boolean {
  const message = event.message ?? "";
  if (event.type !== "Warning" && event.reason !== "Killing") return false;
  const path = event.involvedObject.fieldPath;
  if (path !== undefined && path !== "") return path.endsWith(`{${container.name}}`);
  if (message.includes(container.name)) return true;
  if (container.spec.image !== undefined && message.includes(container.spec.image)) return true;
  return /^Error: (?:secret|configmap|couldn't find key)/.test(message);
}

function restarts(count: number): string {
  if (count === 0) return l10n.t("waiting to start again");
  return count === 1 ? l10n.t("restarted once") : l10n.t`restarted ${count} times`;
}
