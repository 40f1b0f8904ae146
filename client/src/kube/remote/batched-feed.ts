// Tells another thread of a collection: changes together, each object once, and the next only when the last have been taken.
import type { KubeObject } from "../objects.ts";
import type { CollectionFeed } from "../watch/collection-feed.ts";
import { objectKey } from "../watch/object-store.ts";
import type { FromThread } from "./messages.ts";
import { plainError, plainState } from "./plain-errors.ts";

export interface BatchedFeed {
  readonly feed: CollectionFeed;
  /** The other thread has taken the last changes. */
  taken(): void;
}

/** @param batch milliseconds for which changes are collected */
export function createBatchedFeed(id: number, batch: number, tell: (message: FromThread) => void): BatchedFeed {
  const put = new Map<string, KubeObject>();
  const deleted = new Map<string, KubeObject>();
  let timer: NodeJS.Timeout | undefined;
  let isOnItsWay = false;

  const flush = (): void => {
    clearTimeout(timer);
    timer = undefined;
    if (put.size + deleted.size === 0) return;
    isOnItsWay = true;
    tell({ kind: "changes", id, put: textOf(put.values()), deleted: textOf(deleted.values()) });
    put.clear();
    deleted.clear();
  };
  const schedule = (): void => {
    if (!isOnItsWay && put.size + deleted.size > 0) timer ??= setTimeout(flush, batch);
  };
  return {
    feed: {
      // A list comes after a watch has ended: what that one still had to tell is older, or in the list.
      onItems(items, isFirst) {
        flush();
        tell({ kind: "items", id, items: textOf(items), isFirst });
      },
      onListed: () => tell({ kind: "listed", id }),
      onObject(change, object) {
        const key = objectKey(object.metadata.name, object.metadata.namespace);
        put.delete(key);
        deleted.delete(key);
        (change === "put" ? put : deleted).set(key, object);
        schedule();
      },
      onState: state => tell({ kind: "state", id, state: plainState(state) }),
      onEnd(error) {
        clearTimeout(timer);
        tell({ kind: "failure", id, error: plainError(error) });
      },
    },
    taken() {
      isOnItsWay = false;
      schedule();
    },
  };
}

function textOf(objects: Iterable<KubeObject>): string {
  return JSON.stringify([...objects]);
}
