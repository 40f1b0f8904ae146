// Storage in memory with etcd's notions: one revision for everything, and a history of changes that watches read.
import type { KubeObject } from "../kubernetes/objects.ts";
import { isObject, parseJson } from "../support/json.ts";

/**
 * An object as it is kept. Never changed in place; its JSON text is made once and shared by all who send it. Of states that are
 * history only the text is kept, and read anew by the few who ask.
 */
export interface StoredObject {
  readonly object: KubeObject;
  readonly revision: number;
  /** JSON text by API version. */
  readonly texts: Map<string, string>;
}

/** What happened to one object, at one revision. */
export interface Change {
  readonly type: "ADDED" | "MODIFIED" | "DELETED";
  readonly key: string;
  readonly revision: number;
  /** The object after the change; of a deletion the last state with the revision of the deletion. */
  readonly current: StoredObject;
  readonly previous: StoredObject | undefined;
}

/** All objects of one resource. */
export interface Collection {
  get(namespace: string, name: string): StoredObject | undefined;
  /** In the order of their keys, of one namespace or of all (""). */
  list(namespace: string): readonly StoredObject[];
  /** As `list`, but as of an earlier revision; `undefined` where the history does not reach back so far. */
  listAt(namespace: string, revision: number): readonly StoredObject[] | undefined;
  /** Stores an object, stamps its resourceVersion, and tells the watchers. */
  put(object: KubeObject): StoredObject;
  remove(namespace: string, name: string): StoredObject | undefined;
  /** Changes after a revision; `undefined` where the history does not reach back so far. */
  changesSince(revision: number): readonly Change[] | undefined;
  /** Called for each change from now on. Returns how to stop. */
  onChange(listener: (change: Change) => void): () => void;
}

export interface Storage {
  collection(key: string): Collection;
  /** The latest revision of all. */
  revision(): number;
}

/** Makes an empty storage that keeps the last `history` changes of each resource. */
export function createStorage(history: number): Storage {
  const collections = new Map<string, Collection>();
  const counter = { revision: 1 };
  return {
    collection(key) {
      let found = collections.get(key);
      if (!found) {
        found = createCollection(counter, history);
        collections.set(key, found);
      }
      return found;
    },
    revision: () => counter.revision,
  };
}

function createCollection(counter: { revision: number }, historySize: number): Collection {
  const namespaces = new Map<string, Map<string, Held>>();
  const sorted = new Map<string, readonly StoredObject[]>();
  const listeners = new Set<(change: Change) => void>();
  let changes: Change[] = [];
  let forgotten = 0;

  const record = (change: Change): void => {
    sorted.delete("");
    sorted.delete(change.current.object.metadata.namespace ?? "");
    changes.push(change);
    // Trimmed in bulk: taking one off the front each time would copy the whole list.
    if (changes.length > historySize * 1.25) forget(changes.length - historySize);
    for (const listener of listeners) listener(change);
  };
  const forget = (count: number): void => {
    forgotten = changes[count - 1]?.revision ?? forgotten;
    changes = changes.slice(count);
  };
  const oldest = (): number => {
    const outside = changes[changes.length - historySize - 1];
    return outside?.revision ?? forgotten;
  };
  const changesSince = (revision: number): readonly Change[] | undefined =>
    revision < oldest() ? undefined : changes.slice(firstAfter(changes, revision));
  const list = (namespace: string): readonly StoredObject[] => {
    const known = sorted.get(namespace);
    if (known) return known;
    const entries =
      namespace === ""
        ? [...namespaces.values()].flatMap(names => [...names.values()])
        : [...(namespaces.get(namespace)?.values() ?? [])];
    entries.sort(byKey);
    sorted.set(namespace, entries);
    return entries;
  };

  return {
    get: (namespace, name) => namespaces.get(namespace)?.get(name),
    list,
    listAt(namespace, revision) {
      const later = changesSince(revision);
      if (!later) return undefined;
      if (later.length === 0) return list(namespace);
      const state = new Map<string, StoredObject>();
      for (const entry of list(namespace)) state.set(keyOf(entry.object), entry);
      for (const change of later.toReversed()) {
        if (namespace !== "" && change.current.object.metadata.namespace !== namespace) continue;
        if (change.previous) state.set(change.key, change.previous);
        else state.delete(change.key);
      }
      return [...state.values()].sort(byKey);
    },
    put(object) {
      const namespace = object.metadata.namespace ?? "";
      const previous = namespaces.get(namespace)?.get(object.metadata.name);
      const current = stamp(object, ++counter.revision);
      let names = namespaces.get(namespace);
      if (!names) namespaces.set(namespace, (names = new Map<string, Held>()));
      names.set(object.metadata.name, current);
      const type = previous ? "MODIFIED" : "ADDED";
      record({ type, key: keyOf(object), revision: current.revision, current, previous });
      previous?.fold();
      return current;
    },
    remove(namespace, name) {
      const previous = namespaces.get(namespace)?.get(name);
      if (!previous) return undefined;
      const names = namespaces.get(namespace);
      names?.delete(name);
      if (names?.size === 0) namespaces.delete(namespace);
      const current = stamp(previous.object, ++counter.revision);
      record({ type: "DELETED", key: keyOf(previous.object), revision: current.revision, current, previous });
      previous.fold();
      current.fold();
      return current;
    },
    changesSince,
    onChange(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}

/** The place of an object among its kind: sorts by namespace, then by name, as etcd's keys do. */
export function keyOf(object: KubeObject): string {
  return `${object.metadata.namespace ?? ""}/${object.metadata.name}`;
}

interface Held extends StoredObject {
  /** It is history from now on: keeps its text instead of itself, which is a fifth of the memory. */
  fold(): void;
}

function stamp(given: KubeObject, revision: number): Held {
  const metadata = { ...given.metadata, resourceVersion: String(revision) };
  const texts = new Map<string, string>();
  let held: KubeObject | undefined = { ...given, metadata };
  let folded = "";
  return {
    get object() {
      return held ?? unfold(folded);
    },
    revision,
    texts,
    fold() {
      if (!held) return;
      // As who sent it in its own version has printed it.
      folded = texts.get(held.apiVersion) ?? JSON.stringify(held);
      held = undefined;
      texts.clear();
    },
  };
}

function unfold(text: string): KubeObject {
  const value = parseJson(text);
  if (!isKubeObject(value)) throw new Error("The history holds what is no object.");
  return value;
}

function isKubeObject(value: unknown): value is KubeObject {
  return isObject(value) && isObject(value["metadata"]) && typeof value["kind"] === "string";
}

function byKey(a: StoredObject, b: StoredObject): number {
  const left = keyOf(a.object);
  const right = keyOf(b.object);
  return left < right ? -1 : left > right ? 1 : 0;
}

/** Index of the first change after a revision, by halving. */
function firstAfter(changes: readonly Change[], revision: number): number {
  let low = 0;
  let high = changes.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((changes[middle]?.revision ?? 0) <= revision) low = middle + 1;
    else high = middle;
  }
  return low;
}
