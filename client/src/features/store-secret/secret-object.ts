// The Secret as it is sent. All that the cluster's one holds is sent again: what an earlier apply of ours made is gone when it is left out.
import { base64OfText, isMap, mapAt, textOfBase64 } from "../../domain/deploy/index.ts";
import type { KubeObject } from "../../kube/port.ts";

type Entry = readonly [key: string, value: string];

/** Variables that the initializer gets; what is no text it gets, too, but nothing can be said of it. */
export function entriesOf(secret: KubeObject): readonly Entry[] {
  return Object.entries(mapAt(secret, "data")).flatMap(([key, encoded]): Entry[] => {
    const text = typeof encoded === "string" ? textOfBase64(encoded) : undefined;
    return text === undefined ? [] : [[key, text]];
  });
}

/** Encoded, as the API server keeps it: what is written as text has no owner there (server-side apply). */
export function newSecret(name: string, namespace: string, entries: readonly Entry[]): KubeObject {
  const metadata = { name, namespace };
  return { apiVersion: "v1", kind: "Secret", metadata, type: "Opaque", data: encoded(entries) };
}

/** @param entries new ones, and other values for old ones */
export function changedSecret(live: KubeObject, entries: readonly Entry[]): KubeObject {
  const { name, namespace } = live.metadata;
  const data: unknown = Reflect.get(live, "data");
  const type: unknown = Reflect.get(live, "type");
  const sent = { ...(isMap(data) && data), ...encoded(entries) };
  const metadata = { name, ...(namespace !== undefined && { namespace }) };
  return { apiVersion: "v1", kind: "Secret", metadata, ...(typeof type === "string" && { type }), data: sent };
}

export interface SecretMeeting {
  /** Keys that get another value. */
  readonly replaced: readonly string[];
  /** How many entries stay as they are. */
  readonly kept: number;
}

/** What becomes of the entries of a Secret that is there already. */
export function meetingOf(live: KubeObject, entries: readonly Entry[]): SecretMeeting {
  const data = mapAt(live, "data");
  const changes = new Map(Object.entries(encoded(entries)));
  const replaced = Object.keys(data).filter(key => changes.has(key) && changes.get(key) !== data[key]);
  return { replaced, kept: Object.keys(data).length - replaced.length };
}

function encoded(entries: readonly Entry[]): Readonly<Record<string, string>> {
  return Object.fromEntries(entries.map(([key, value]) => [key, base64OfText(value)]));
}
