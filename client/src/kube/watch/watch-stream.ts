// One watch request: its events, until it ends or breaks.
import * as l10n from "@vscode/l10n";
import type { Transport } from "../http/transport.ts";
import type { Lifeline } from "../http/lifeline.ts";
import { errorFromNetwork } from "../errors/error-from-network.ts";
import { errorFromStatus, isStatus } from "../errors/error-from-answer.ts";
import { cancelled, kubeError } from "../errors/make-error.ts";
import { isKubeError } from "../kube-error.ts";
import { isObjectOf, isRecord, parseJson, stringAt, valueAt } from "../json.ts";
import type { KubeObject, ResourceType } from "../objects.ts";
import { createBytes } from "../http/bytes.ts";
import { collectionPath, collectionWords, withQuery } from "../api/paths.ts";

export interface WatchScope<T extends KubeObject> {
  readonly type: ResourceType<T>;
  readonly namespace: string | undefined;
  readonly labelSelector: string | undefined;
  readonly fieldSelector: string | undefined;
}

export interface WatchEvents<T extends KubeObject> {
  /** The server has accepted the watch. */
  onOpen(): void;
  onObject(change: "put" | "deleted", object: T, resourceVersion: string): void;
  /** The server says how far we are, with no change to tell. */
  onBookmark(resourceVersion: string): void;
}

/**
 * Watches from a resourceVersion on. Resolves when the server ends the watch in good order; rejects with `gone` when the
 * history since then is no longer kept.
 */
export async function watchOnce<T extends KubeObject>(
  transport: Transport,
  lifeline: Lifeline,
  scope: WatchScope<T>,
  resourceVersion: string,
  events: WatchEvents<T>,
  signal: AbortSignal,
): Promise<void> {
  const what = l10n.t`watch ${collectionWords(scope.type, scope.namespace)}`;
  const path = withQuery(collectionPath(scope.type, scope.namespace), {
    watch: true,
    allowWatchBookmarks: true,
    resourceVersion,
    // Spread by chance, so that not all watches end at once.
    timeoutSeconds: Math.ceil((transport.timing.watchLength * (1 + Math.random())) / 1000),
    labelSelector: scope.labelSelector,
    fieldSelector: scope.fieldSelector,
  });
  const { server } = await transport.credentials.current();
  const message = await transport.open({ method: "GET", path, what, signal });
  events.onOpen();
  const silence = setTimeout(
    () =>
      message.destroy(
        kubeError("timeout", l10n.t`${server} has said nothing about ${scope.type.plural} for too long.`),
      ),
    transport.timing.watchSilence,
  );
  const leave = lifeline.add(error => message.destroy(error));
  try {
    // As bytes up to the end of a line: strings that are put together and cut again are three times the garbage.
    const line = createBytes();
    for await (const chunk of message) {
      if (!(chunk instanceof Uint8Array)) continue;
      silence.refresh();
      lifeline.heard();
      let from = 0;
      for (let end = chunk.indexOf(LINE_FEED); end >= 0; end = chunk.indexOf(LINE_FEED, from)) {
        line.add(chunk, from, end);
        from = end + 1;
        if (line.length() > 0) tell(line.text(), scope.type, events, { what, server });
        line.clear();
      }
      line.add(chunk, from, chunk.length);
    }
  } catch (error) {
    if (signal.aborted) throw cancelled(signal);
    throw isKubeError(error) ? error : errorFromNetwork(error, server);
  } finally {
    clearTimeout(silence);
    leave();
    message.destroy();
  }
}

const LINE_FEED = 0x0a;

function tell<T extends KubeObject>(
  line: string,
  type: ResourceType<T>,
  events: WatchEvents<T>,
  asked: { what: string; server: string },
): void {
  const event = parseJson(line);
  const kind = stringAt(event, "type");
  const object = valueAt(event, "object");
  const resourceVersion = stringAt(valueAt(object, "metadata"), "resourceVersion");
  if (kind === "ERROR" && isStatus(object)) throw errorFromStatus(object, asked);
  if (kind === "BOOKMARK" && resourceVersion !== undefined) events.onBookmark(resourceVersion);
  else if (
    kind !== undefined &&
    CHANGES[kind] &&
    resourceVersion !== undefined &&
    isRecord(object) &&
    isObjectOf(object, type)
  ) {
    events.onObject(CHANGES[kind], object, resourceVersion);
  } else throw kubeError("bad-response", l10n.t`Could not ${asked.what}: an event of the watch makes no sense.`);
}

const CHANGES: Readonly<Record<string, "put" | "deleted">> = { ADDED: "put", MODIFIED: "put", DELETED: "deleted" };
