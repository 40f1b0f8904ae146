// Watches: a stream of changes from a revision on, in the form asked for.
import type { ServerResponse } from "node:http";
import { textOf, type Asked } from "../cluster-state.ts";
import { expired, invalid } from "../refusals.ts";
import { apiVersionOf } from "../resource.ts";
import { isTrue } from "../request.ts";
import type { Change, StoredObject } from "../storage.ts";
import { partialObject, tableOf } from "../tables/table.ts";
import { matchOf, objectText, readRevision, tooLarge } from "./list.ts";
import type { Format } from "./negotiation.ts";

/** How often a watch that asked for bookmarks gets one. */
const BOOKMARK_SECONDS = 10;
const LONGEST_SECONDS = 3600;
/** A client that reads nothing any more is cut off before it fills the memory. */
const MOST_UNREAD_BYTES = 64 * 1024 * 1024;

/** Streams changes until the client leaves, the time is over, or the returned function is called. */
export function watch(asked: Asked, format: Format, response: ServerResponse): () => void {
  const { cluster, resource, target, query } = asked;
  if (query.has("sendInitialEvents")) throw noInitialEvents();
  const revision = readRevision(query.get("resourceVersion") ?? "");
  if (revision > cluster.storage.revision()) throw tooLarge(revision, cluster.storage.revision());
  const collection = cluster.storage.collection(resource.storageKey);
  const send = createSender(asked, format, response);
  const isMatch = matchOf(asked);
  const isMeant = (entry: StoredObject): boolean =>
    (target.namespace === "" || entry.object.metadata.namespace === target.namespace) && isMatch(entry.object);
  const pass = (change: Change): void => {
    const isNow = change.type !== "DELETED" && isMeant(change.current);
    const wasBefore = change.previous !== undefined && isMeant(change.previous);
    if (isNow) send(wasBefore ? "MODIFIED" : "ADDED", change.current);
    else if (wasBefore) send("DELETED", gone(change));
  };

  response.writeHead(200, { "Content-Type": "application/json", "Cache-Control": "no-cache, private" });
  response.flushHeaders();
  const missed = revision === 0 ? [] : collection.changesSince(revision);
  if (!missed) {
    const oldest = cluster.storage.revision();
    response.end(
      eventLine("ERROR", JSON.stringify(expired(`too old resource version: ${revision} (${oldest})`).status)),
    );
    return () => {};
  }
  if (revision === 0) for (const entry of collection.list(target.namespace)) if (isMeant(entry)) send("ADDED", entry);
  for (const change of missed) pass(change);
  const stopListening = collection.onChange(change => {
    if (response.writableLength > MOST_UNREAD_BYTES) response.destroy();
    else pass(change);
  });
  const bookmark = (): void => {
    if (isTrue(query.get("allowWatchBookmarks"))) response.write(bookmarkLine(asked, format));
  };
  const ticking = setInterval(bookmark, BOOKMARK_SECONDS * 1000);
  const stop = (): void => {
    stopListening();
    clearInterval(ticking);
    clearTimeout(ending);
    response.end();
  };
  const wanted = Number(query.get("timeoutSeconds") ?? "0");
  const seconds = wanted > 0 ? Math.min(wanted, LONGEST_SECONDS) : LONGEST_SECONDS;
  const ending = setTimeout(() => {
    bookmark();
    stop();
  }, seconds * 1000);
  response.on("close", stop);
  return stop;
}

/** What left a selection is told as deleted, with the revision at which it left. */
function gone(change: Change): StoredObject {
  if (change.type === "DELETED" || !change.previous) return change.current;
  const { object } = change.previous;
  const metadata = { ...object.metadata, resourceVersion: String(change.revision) };
  return { object: { ...object, metadata }, revision: change.revision, texts: new Map() };
}

function createSender(
  asked: Asked,
  format: Format,
  response: ServerResponse,
): (type: string, entry: StoredObject) => void {
  let isFirst = true;
  return (type, entry) => {
    if (format.as === "Object") response.write(sharedLine(asked, type, entry));
    else if (format.as === "Table") response.write(eventLine(type, tableText(asked, format, entry, isFirst)));
    else response.write(eventLine(type, objectText(asked, entry, format)));
    isFirst = false;
  };
}

/** The latest line: all watchers of a change are told one after another, so they can share its bytes. */
let latest: { readonly entry: StoredObject; readonly key: string; readonly bytes: Buffer } | undefined;

function sharedLine({ resource }: Asked, type: string, entry: StoredObject): Buffer {
  const key = `${type} ${apiVersionOf(resource)}`;
  if (latest?.entry !== entry || latest.key !== key) {
    latest = { entry, key, bytes: Buffer.from(eventLine(type, textOf(resource, entry))) };
  }
  return latest.bytes;
}

/** Columns come with the first event only. */
function tableText({ resource, cluster }: Asked, format: Format, entry: StoredObject, hasColumns: boolean): string {
  const metadata = { resourceVersion: entry.object.metadata.resourceVersion };
  return JSON.stringify(tableOf(resource, [entry.object], metadata, format, cluster.now(), hasColumns));
}

function bookmarkLine({ resource, cluster }: Asked, format: Format): string {
  const metadata = { resourceVersion: String(cluster.storage.revision()), creationTimestamp: null };
  const object = { kind: resource.kind, apiVersion: apiVersionOf(resource), metadata };
  if (format.as === "Object") return eventLine("BOOKMARK", JSON.stringify(object));
  const bare = {
    kind: resource.kind,
    apiVersion: apiVersionOf(resource),
    metadata: { name: "", resourceVersion: metadata.resourceVersion },
  };
  const shaped =
    format.as === "Table"
      ? tableOf(resource, [bare], { resourceVersion: metadata.resourceVersion }, format, cluster.now(), false)
      : partialObject(bare, format.version);
  return eventLine("BOOKMARK", JSON.stringify(shaped));
}

function eventLine(type: string, text: string): string {
  return `{"type":"${type}","object":${text}}\n`;
}

function noInitialEvents(): Error {
  const message = "Forbidden: sendInitialEvents is forbidden for watch unless the WatchList feature gate is enabled";
  return invalid("ListOptions", "meta.k8s.io", "", [
    { type: "FieldValueForbidden", detail: message, field: "sendInitialEvents" },
  ]);
}
