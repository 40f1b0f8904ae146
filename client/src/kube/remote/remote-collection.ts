// A collection that is followed in another thread and kept in this one.
import { cancelled } from "../errors/make-error.ts";
import { isObjectOf, parseJson } from "../json.ts";
import type { KubeObject, ResourceType } from "../objects.ts";
import type { CollectionOptions, LiveCollection } from "../port.ts";
import { createCollectionView } from "../watch/collection-view.ts";
import type { FromThread } from "./messages.ts";
import { revived, revivedState } from "./plain-errors.ts";
import type { Thread } from "./thread.ts";

/** See `ClusterSession.watchCollection`. */
export function watchRemotely<T extends KubeObject>(
  thread: Thread,
  session: number,
  type: ResourceType<T>,
  options: CollectionOptions<T>,
): LiveCollection<T> {
  const { namespace, labelSelector, fieldSelector, keep, signal } = options;
  const view = createCollectionView(options, 0);
  const { feed } = view;
  const request = { session, type, namespace, labelSelector, fieldSelector, keep };
  let isOver = false;

  const objectsIn = (text: string): readonly T[] => {
    const objects = parseJson(text);
    return Array.isArray(objects) ? objects.filter(object => isObjectOf(object, type)) : [];
  };
  const take = (message: FromThread): void => {
    if (isOver) return;
    switch (message.kind) {
      case "items":
        return feed.onItems(objectsIn(message.items), message.isFirst);
      case "listed":
        return feed.onListed();
      case "changes":
        try {
          for (const object of objectsIn(message.put)) feed.onObject("put", object);
          for (const object of objectsIn(message.deleted)) feed.onObject("deleted", object);
          return view.flush();
        } finally {
          // Also where the caller's part fails: without this word no more would come.
          talk.say("taken");
        }
      case "state":
        return feed.onState(revivedState(message.state));
      case "failure":
        return end(revived(message.error));
      default:
    }
  };
  const end = (error: Error): void => {
    if (isOver) return;
    isOver = true;
    signal?.removeEventListener("abort", close);
    talk.end();
    feed.onEnd(error);
  };
  const close = (): void => end(cancelled(signal));
  const talk = thread.converse(id => ({ kind: "watch", id, request }), take);
  if (signal?.aborted) close();
  else signal?.addEventListener("abort", close, { once: true });
  return view.collection({ retryNow: () => talk.say("retry"), close });
}
