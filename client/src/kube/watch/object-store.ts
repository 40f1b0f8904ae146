// The objects of a live collection, and what has changed since it was last told.
import type { CollectionChanges } from "../port.ts";
import type { KubeObject } from "../objects.ts";

export interface ObjectStore<T extends KubeObject> {
  readonly objects: ReadonlyMap<string, T>;
  put(object: T): void;
  delete(object: T): void;
  /** Takes a new list: what is not in it has been deleted meanwhile. */
  replaceAll(objects: readonly T[]): void;
  /** Everything since the last call, each object once; `undefined` where nothing has changed. */
  takeChanges(): CollectionChanges<T> | undefined;
}

/** `namespace/name`; namespaces have no slash. */
export function objectKey(name: string, namespace: string | undefined): string {
  return `${namespace ?? ""}/${name}`;
}

export function createObjectStore<T extends KubeObject>(): ObjectStore<T> {
  const objects = new Map<string, T>();
  /** What the listener knows of each object that has changed since: `undefined` where it knew none. */
  const before = new Map<string, T | undefined>();

  const remember = (key: string): void => {
    if (!before.has(key)) before.set(key, objects.get(key));
  };
  const put = (object: T): void => {
    const key = objectKey(object.metadata.name, object.metadata.namespace);
    if (isSame(objects.get(key), object)) return;
    remember(key);
    objects.set(key, object);
  };
  const remove = (key: string): void => {
    if (!objects.has(key)) return;
    remember(key);
    objects.delete(key);
  };
  return {
    objects,
    put,
    delete: object => remove(objectKey(object.metadata.name, object.metadata.namespace)),
    replaceAll(list) {
      const keys = new Set(list.map(object => objectKey(object.metadata.name, object.metadata.namespace)));
      for (const key of [...objects.keys()]) if (!keys.has(key)) remove(key);
      for (const object of list) put(object);
    },
    takeChanges() {
      if (before.size === 0) return undefined;
      const changes = differences(before, objects);
      before.clear();
      return changes.added.length + changes.modified.length + changes.deleted.length === 0 ? undefined : changes;
    },
  };
}

function isSame(one: KubeObject | undefined, other: KubeObject): boolean {
  if (!one) return false;
  const { uid, resourceVersion } = one.metadata;
  return (
    resourceVersion !== undefined && resourceVersion === other.metadata.resourceVersion && uid === other.metadata.uid
  );
}

function differences<T extends KubeObject>(
  before: ReadonlyMap<string, T | undefined>,
  objects: ReadonlyMap<string, T>,
): CollectionChanges<T> {
  const added: T[] = [];
  const modified: T[] = [];
  const deleted: T[] = [];
  for (const [key, old] of before) {
    const object = objects.get(key);
    if (object === undefined) {
      if (old) deleted.push(old);
    } else if (old === undefined) added.push(object);
    else if (old !== object) modified.push(object);
  }
  return { added, modified, deleted };
}
