// One cluster through one context: ties the parts of the adapter together.
import * as l10n from "@vscode/l10n";
import type { ClusterSession, ForwardInfo, KubeContext, Timing } from "./port.ts";
import { createAccessReviews } from "./api/access.ts";
import { findKind, readServerVersion } from "./api/discover.ts";
import { proxyGet } from "./api/proxy.ts";
import { getObject, listObjects } from "./api/read.ts";
import {
  applyObject,
  createObject,
  deleteObject,
  jsonPatchObject,
  mergePatchObject,
  scaleObject,
} from "./api/write.ts";
import { createCredentials, type CredentialHost } from "./auth/credentials.ts";
import { kubeError } from "./errors/make-error.ts";
import { createForwards } from "./forward/forwards.ts";
import { createLifeline } from "./http/lifeline.ts";
import { createTransport } from "./http/transport.ts";
import { streamLog } from "./logs/log-stream.ts";
import type { KubeObject } from "./objects.ts";
import type { CollectionFeed } from "./watch/collection-feed.ts";
import { followCollection, type Followed } from "./watch/follow-collection.ts";
import { createLiveCollection } from "./watch/live-collection.ts";

/** A session that can also tell of a collection without keeping it. */
export interface AdapterSession extends ClusterSession {
  follow<T extends KubeObject>(
    followed: Followed<T>,
    feed: CollectionFeed<T>,
    signal: AbortSignal,
  ): { retryNow(): void };
}

/**
 * Contacts nobody until asked for something. `host.signal` is made here: it ends with the session.
 *
 * @param onForwards called whenever what `forwards()` tells has changed
 */
export function createSession(
  context: KubeContext,
  host: Omit<CredentialHost, "signal">,
  timing: Timing,
  onForwards: () => void,
): AdapterSession {
  const closing = new AbortController();
  const { signal } = closing;
  const transport = createTransport(createCredentials({ ...host, signal }), timing, signal);
  const lifeline = createLifeline(timing, () =>
    // A write's fresh socket, so that the answer says something about the network and not about a kept connection.
    transport.exchange({
      method: "GET",
      path: "/version",
      what: l10n.t("ask whether the cluster is there"),
      needsFreshSocket: true,
    }),
  );
  const mayI = createAccessReviews(transport);
  const forwards = createForwards(transport, lifeline, signal, onForwards);
  return {
    context,
    serverVersion: options => readServerVersion(transport, options),
    findKind: (kind, options) => findKind(transport, kind, options),
    mayI,
    get: (ref, options) => getObject(transport, ref, options),
    list: (type, options) => listObjects(transport, type, options),
    watchCollection: (type, options) => createLiveCollection(transport, lifeline, type, options, signal),
    follow: (followed, feed, wanted) =>
      followCollection(transport, lifeline, followed, feed, AbortSignal.any([signal, wanted])),
    create: (type, object, options) => createObject(transport, type, object, options),
    apply: (type, object, options) => applyObject(transport, type, object, options),
    jsonPatch: (ref, operations, options) => jsonPatchObject(transport, ref, operations, options),
    mergePatch: (ref, patch, options) => mergePatchObject(transport, ref, patch, options),
    scale: (ref, replicas, options) => scaleObject(transport, ref, replicas, options),
    delete: (ref, options) => deleteObject(transport, ref, options),
    log: (source, options) => streamLog({ transport, lifeline, signal }, source, options),
    forward: (target, options) => forwards.lease(target, options),
    forwards: (): readonly ForwardInfo[] => forwards.list(),
    proxyGet: (target, path, options) => proxyGet(transport, target, path, options),
    async close() {
      closing.abort(kubeError("cancelled", l10n.t`The connection to the context "${context.name}" was closed.`));
      lifeline.close();
      await forwards.close();
    },
  };
}
