// A list that keeps itself up to date, in the thread of its caller.
import type { CollectionOptions, LiveCollection } from "../port.ts";
import type { Lifeline } from "../http/lifeline.ts";
import type { Transport } from "../http/transport.ts";
import type { KubeObject, ResourceType } from "../objects.ts";
import { createCollectionView } from "./collection-view.ts";
import { followCollection } from "./follow-collection.ts";

/** Starts at once; see `ClusterSession.watchCollection`. `signal` is the session's. */
export function createLiveCollection<T extends KubeObject>(
  transport: Transport,
  lifeline: Lifeline,
  type: ResourceType<T>,
  options: CollectionOptions<T>,
  signal: AbortSignal,
): LiveCollection<T> {
  const own = new AbortController();
  const ended = AbortSignal.any([own.signal, signal, ...(options.signal ? [options.signal] : [])]);
  const { namespace, labelSelector, fieldSelector, keep } = options;
  const view = createCollectionView(options, transport.timing.batch);
  const followed = { type, namespace, labelSelector, fieldSelector, keep };
  const following = followCollection(transport, lifeline, followed, view.feed, ended);
  return view.collection({ ...following, close: () => own.abort() });
}
