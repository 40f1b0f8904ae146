// The copy of a collection that its caller looks at, made from what is told of it.
import type { CollectionOptions, LiveCollection, StreamState } from "../port.ts";
import type { KubeObject } from "../objects.ts";
import type { CollectionFeed } from "./collection-feed.ts";
import { createObjectStore, objectKey } from "./object-store.ts";
import { withKnownParts } from "../known-parts.ts";

export interface CollectionView<T extends KubeObject> {
  readonly feed: CollectionFeed<T>;
  collection(following: Pick<LiveCollection<T>, "retryNow" | "close">): LiveCollection<T>;
  /** Tells what has changed at once instead of after a while. */
  flush(): void;
}

/** @param batch milliseconds for which changes are collected before they are told together */
export function createCollectionView<T extends KubeObject>(
  options: CollectionOptions<T>,
  batch: number,
): CollectionView<T> {
  const store = createObjectStore<T>();
  const first = deferred();
  let state: StreamState = { kind: "connecting" };
  let hasList = false;
  let isOver = false;
  let listed: T[] = [];
  let timer: NodeJS.Timeout | undefined;

  const small = (object: T): T => {
    const { name, namespace } = object.metadata;
    return withKnownParts(store.objects.get(objectKey(name, namespace)), options.reduce?.(object) ?? object);
  };
  const flush = (): void => {
    clearTimeout(timer);
    timer = undefined;
    const changes = store.takeChanges();
    if (changes && !isOver) options.onChange?.(changes);
  };
  const setState = (next: StreamState): void => {
    state = next;
    options.onState?.(next);
  };
  const feed: CollectionFeed<T> = {
    onItems(items, isFirst) {
      if (isFirst) listed = [];
      for (const item of items) listed.push(small(item));
    },
    onListed() {
      store.replaceAll(listed);
      listed = [];
      if (hasList) flush();
      else options.onChange?.(store.takeChanges() ?? { added: [], modified: [], deleted: [] });
      hasList = true;
      first.resolve();
      if (state.kind !== "live") setState({ kind: "live" });
    },
    onObject(change, object) {
      if (change === "put") store.put(small(object));
      else store.delete(object);
      timer ??= setTimeout(flush, batch);
    },
    onState: setState,
    onEnd(error) {
      isOver = true;
      clearTimeout(timer);
      first.reject(error);
    },
  };
  return {
    feed,
    flush,
    collection: following => ({
      get state() {
        return state;
      },
      items: () => [...store.objects.values()],
      get: (name, namespace) => store.objects.get(objectKey(name, namespace)),
      ready: () => first.promise,
      ...following,
    }),
  };
}

interface Deferred {
  readonly promise: Promise<void>;
  resolve(): void;
  reject(error: Error): void;
}

function deferred(): Deferred {
  let settle: Omit<Deferred, "promise"> = { resolve: () => {}, reject: () => {} };
  const promise = new Promise<void>((resolve, reject) => (settle = { resolve, reject }));
  // Nobody need wait for it.
  promise.catch(() => {});
  return { promise, resolve: () => settle.resolve(), reject: error => settle.reject(error) };
}
