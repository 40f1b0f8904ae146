// What is told of a collection while it is followed: lists in parts, then changes one by one.
import type { StreamState } from "../port.ts";
import type { KubeObject } from "../objects.ts";

export interface CollectionFeed<T extends KubeObject = KubeObject> {
  /** A part of a list. With `isFirst` the list begins anew: parts that came before it are worth nothing. */
  onItems(items: readonly T[], isFirst: boolean): void;
  /** The list is complete: what is not in it is gone, and the collection is live. */
  onListed(): void;
  onObject(change: "put" | "deleted", object: T): void;
  onState(state: StreamState): void;
  /** There will be nothing more. */
  onEnd(error: Error): void;
}
