// How a Deployment stands: by its pods, because its own conditions are late or look at the previous version (F39).
import * as l10n from "@vscode/l10n";
import { diagnoseLog, explanationOf } from "../signatures/diagnose-log.ts";
import { worst, type Info } from "./info.ts";
import type { Condition } from "./objects.ts";
import type { PodNode, WorkloadNode } from "./tree.ts";

/** Pods a workload should have. */
export function desiredReplicas({ object }: WorkloadNode): number {
  return object.spec?.replicas ?? 1;
}

/** Pods of the newest version that are ready. */
export function readyReplicas(workload: WorkloadNode): number {
  const { readyReplicas: ready = 0, replicas = 0, updatedReplicas: updated = 0 } = workload.object.status ?? {};
  return workload.newest?.status?.readyReplicas ?? (replicas > updated ? Math.min(ready, updated) : ready);
}

/** @param infoOf the pods' infos, which are made first */
export function workloadInfo(workload: WorkloadNode, infoOf: (pod: PodNode) => Info): Info {
  const desired = desiredReplicas(workload);
  if (desired === 0) return { state: "stopped", words: l10n.t("scaled to 0") };
  const ready = readyReplicas(workload);
  const words = l10n.t`${ready}/${desired} ready`;
  const newest = workload.pods.filter(pod => pod.isNewest && pod.object.metadata.deletionTimestamp === undefined);
  const bad = worst(newest.map(infoOf).filter(info => info.state === "failed" || info.reason !== undefined));
  const old = oldVersionNote(workload);
  const { generation = 0 } = workload.object.metadata;
  const { observedGeneration = generation } = workload.object.status ?? {};
  // Whatever became of other pods, such as one that was evicted: as many as are wanted serve.
  if (ready >= desired && observedGeneration >= generation && !old) return { state: "ready", words };
  if (bad?.state === "failed") return { ...bad, words: old?.words ?? words, notes: notes(bad, old) };
  const refused = refusal(workload);
  if (refused && newest.length < desired) return { ...refused, words: old?.words ?? words, notes: notes(refused, old) };
  if (isPastDeadline(workload)) {
    return { ...pastDeadline(bad), words: old?.words ?? words, notes: notes(bad, old) };
  }
  return {
    state: "progressing",
    words: old?.words ?? words,
    reason: bad?.reason,
    match: bad?.match,
    notes: notes(bad, old),
  };
}

interface OldVersion {
  readonly words: string;
  readonly note: string;
}

/** Ready pods of an older ReplicaSet keep the Deployment available, so a broken update looks healthy (F39). */
function oldVersionNote(workload: WorkloadNode): OldVersion | undefined {
  const serving = workload.replicaSets.slice(1).reduce((sum, set) => sum + (set.status?.readyReplicas ?? 0), 0);
  if (serving === 0 || (workload.newest?.status?.readyReplicas ?? 0) >= desiredReplicas(workload)) return undefined;
  return {
    words: l10n.t`${workload.newest?.status?.readyReplicas ?? 0}/${desiredReplicas(workload)} new ready, previous version serves`,
    note:
      serving === 1
        ? l10n.t("1 pod of the previous version still serves all requests.")
        : l10n.t`${serving} pods of the previous version still serve all requests.`,
  };
}

/** Pods that the API server refuses to make: quota, security policy, service account (F31, F58, F09). */
function refusal(workload: WorkloadNode): Info | undefined {
  const condition = conditionOf(workload, "ReplicaFailure", "True");
  const events = workload.events.filter(event => event.reason === "FailedCreate").map(event => event.message ?? "");
  const lines = condition?.message === undefined ? events : [condition.message, ...events];
  if (lines.length === 0) return undefined;
  const match = explanationOf(diagnoseLog({ source: "event", lines }));
  return { state: "failed", words: l10n.t("no pod"), reason: match?.title ?? lines.at(-1), match };
}

function isPastDeadline(workload: WorkloadNode): boolean {
  return conditionOf(workload, "Progressing", "False")?.reason === "ProgressDeadlineExceeded";
}

function pastDeadline(bad: Info | undefined): Info {
  const match = bad?.match ?? explanationOf(diagnoseLog({ source: "status", lines: ["ProgressDeadlineExceeded"] }));
  return { state: "failed", words: "", reason: bad?.reason ?? match?.title, match };
}

function conditionOf({ object }: WorkloadNode, type: string, status: string): Condition | undefined {
  return object.status?.conditions?.find(condition => condition.type === type && condition.status === status);
}

function notes(info: Info | undefined, old: OldVersion | undefined): readonly string[] | undefined {
  const all = [...(info?.notes ?? []), ...(old ? [old.note] : [])];
  return all.length > 0 ? all : undefined;
}
