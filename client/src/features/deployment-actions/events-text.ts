// The events of a deployment or a part of it as a text: oldest first, repeated ones as one line with a count.
import * as l10n from "@vscode/l10n";
import { eventTime, parseTime, type EventObject, type SeldonDeploymentNode } from "../../domain/index.ts";
import { partOf, type InsideTarget } from "./part.ts";
import { ageWords, columns, oneLine } from "./text.ts";

export interface TimelineEntry {
  /** Of the first and the last time, RFC 3339; the first is known only as far as the API server keeps events. */
  readonly first: string;
  readonly last: string;
  readonly count: number;
  readonly type: string;
  readonly reason: string;
  /** `Pod/iris-default-0-classifier-6f…`. */
  readonly about: string;
  readonly message: string;
}

/** `kind/name` of every object whose events tell of the target. */
export function objectsBehind(tree: SeldonDeploymentNode, target: InsideTarget): ReadonlySet<string> {
  const part = partOf(tree, target);
  const isWhole = target.kind === "deployment";
  const isPod = target.kind === "pod" || target.kind === "container";
  const workloads = isPod ? [] : (part?.workloads ?? []);
  return new Set([
    ...(isWhole ? [`SeldonDeployment/${tree.object.metadata.name}`] : []),
    ...(isWhole ? tree.services.map(({ metadata }) => `Service/${metadata.name}`) : []),
    ...(isWhole ? tree.routes.map(({ kind, metadata }) => `${kind}/${metadata.name}`) : []),
    ...workloads.map(({ object }) => `Deployment/${object.metadata.name}`),
    ...workloads.flatMap(({ replicaSets }) => replicaSets).map(({ metadata }) => `ReplicaSet/${metadata.name}`),
    ...(part?.pods ?? []).map(({ object }) => `Pod/${object.metadata.name}`),
  ]);
}

/** Those about the given objects, equal ones put together, the latest last. */
export function timeline(
  events: readonly EventObject[],
  behind: ReadonlySet<string>,
  container?: string,
): TimelineEntry[] {
  const groups = new Map<string, TimelineEntry>();
  for (const event of events) {
    const { kind = "", name = "", fieldPath } = event.involvedObject;
    const about = `${kind}/${name}`;
    if (!behind.has(about) || !isAboutContainer(fieldPath, container)) continue;
    const entry = entryOf(event, about);
    const key = JSON.stringify([about, entry.type, entry.reason, entry.message]);
    const known = groups.get(key);
    groups.set(key, known ? together(known, entry) : entry);
  }
  return [...groups.values()].sort((a, b) => compare(a.last, b.last) || compare(a.first, b.first));
}

/** @param now milliseconds since the epoch */
export function eventLines(entries: readonly TimelineEntry[], now: number): string[] {
  if (entries.length === 0)
    return [l10n.t("None. The API server forgets events after a while, an hour unless told otherwise.")];
  const rows = entries.map(({ last, first, count, type, reason, about, message }) => {
    const times = count > 1 ? l10n.t`${count}× in ${ageOf(first, now)}` : "";
    return [last, ageOf(last, now), times, type, reason, about, oneLine(message)];
  });
  return columns([["LAST SEEN", "AGO", "COUNT", "TYPE", "REASON", "OBJECT", "MESSAGE"], ...rows]);
}

export function eventsText(title: string, entries: readonly TimelineEntry[], now: number): string {
  return [title, "", ...eventLines(entries, now), ""].join("\n");
}

function entryOf(event: EventObject, about: string): TimelineEntry {
  const last = eventTime(event);
  return {
    first: event.firstTimestamp ?? event.metadata.creationTimestamp ?? last,
    last,
    count: event.count ?? 1,
    type: event.type ?? "Normal",
    reason: event.reason ?? "",
    about,
    message: event.message ?? "",
  };
}

function together(a: TimelineEntry, b: TimelineEntry): TimelineEntry {
  return {
    ...a,
    first: compare(a.first, b.first) <= 0 ? a.first : b.first,
    last: compare(a.last, b.last) >= 0 ? a.last : b.last,
    count: a.count + b.count,
  };
}

/** Events about the pod as a whole count for each of its containers, since they say why it does not run. */
function isAboutContainer(fieldPath: string | undefined, container: string | undefined): boolean {
  const named = /\{(.+)\}$/.exec(fieldPath ?? "")?.[1];
  return container === undefined || named === undefined || named === container;
}

function ageOf(time: string, now: number): string {
  const at = parseTime(time);
  return at === undefined ? "" : ageWords(now - at);
}

/** Times of different precision still compare by value. */
function compare(a: string, b: string): number {
  return (parseTime(a) ?? 0) - (parseTime(b) ?? 0);
}
