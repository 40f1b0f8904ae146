// A live copy of all objects of a type: lists, watches from there, resumes after a cut, lists again when told to (410).
import { backoffMilliseconds } from "./backoff.ts";
import { sleepMilliseconds } from "./clock.ts";
import { ApiError, type Informer } from "./cluster-client.ts";
import type { KubeObject, ResourceType } from "./objects.ts";
import { keyOf, pathOf, readObject } from "./resource-path.ts";
import { isStatus, type Transport } from "./transport.ts";

export interface InformerOptions<T extends KubeObject> {
  readonly type: ResourceType<T>;
  readonly transport: Transport;
  /** All objects and the version they were read at. */
  readonly list: () => Promise<{ items: T[]; resourceVersion: string }>;
  /** Aborting it ends the watch. */
  readonly signal: AbortSignal;
  /** Told of every cut and refusal; the informer tries again by itself. */
  readonly report: (problem: string) => void;
}

type Change = "added" | "modified" | "deleted";
type Listener<T> = (object: T, change: Change) => void;

const changes: Readonly<Record<string, Change>> = { ADDED: "added", MODIFIED: "modified", DELETED: "deleted" };

export function startInformer<T extends KubeObject>(options: InformerOptions<T>): Informer<T> {
  const objects = createObjects<T>();
  const listeners = new Set<Listener<T>>();
  const waiting: { resolve: () => void; reject: (error: Error) => void }[] = [];
  let hasListed = false;

  const tell = (object: T, change: Change): void => {
    for (const listener of listeners) {
      try {
        listener(object, change);
      } catch (error) {
        // What one listener cannot bear must not keep the others, nor the copy itself, from going on.
        options.report(`A listener to ${options.type.plural} failed: ${messageOf(error)}`);
      }
    }
  };
  const replaceAll = (items: readonly T[]): void => {
    const kept = new Set(items.map(keyOf));
    for (const object of objects.all(undefined)) {
      if (kept.has(keyOf(object))) continue;
      objects.remove(object);
      tell(object, "deleted");
    }
    for (const item of items) store(item);
    hasListed = true;
    for (const waiter of waiting.splice(0)) waiter.resolve();
  };
  const store = (object: T): void => {
    const known = objects.get(object.metadata.name, object.metadata.namespace);
    if (known?.metadata.resourceVersion === object.metadata.resourceVersion && known) return;
    // Deleted and made again while nobody watched: whoever keeps something by uid must hear of both.
    const isAnother = known !== undefined && known.metadata.uid !== object.metadata.uid;
    if (isAnother) tell(known, "deleted");
    objects.put(object);
    tell(object, known && !isAnother ? "modified" : "added");
  };
  const apply = (object: T, change: Change): void => {
    if (change !== "deleted") store(object);
    else if (objects.remove(object)) tell(object, "deleted");
  };

  const ended = (): Error => new Error(`The watch of ${options.type.plural} has ended.`);
  void follow(options, replaceAll, apply).finally(() => {
    for (const waiter of waiting.splice(0)) waiter.reject(ended());
  });
  const firstList = (): Promise<void> => {
    if (hasListed) return Promise.resolve();
    if (options.signal.aborted) return Promise.reject(ended());
    return new Promise((resolve, reject) => waiting.push({ resolve, reject }));
  };
  return {
    ready: firstList,
    get: (name, namespace) => objects.get(name, options.type.isNamespaced ? namespace : undefined),
    all: namespace => objects.all(namespace),
    onChange: listener => {
      for (const object of objects.all(undefined)) listener(object, "added");
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

interface Objects<T> {
  get(name: string, namespace: string | undefined): T | undefined;
  /** Of one namespace, or of all. */
  all(namespace: string | undefined): T[];
  put(object: T): void;
  /** Whether it was there. */
  remove(object: T): boolean;
}

/** By namespace: most questions are about one, of which a cluster has many. */
function createObjects<T extends KubeObject>(): Objects<T> {
  const namespaces = new Map<string, Map<string, T>>();
  const none = new Map<string, T>();
  return {
    get: (name, namespace) => namespaces.get(namespace ?? "")?.get(name),
    all: namespace =>
      namespace === undefined
        ? [...namespaces.values()].flatMap(objects => [...objects.values()])
        : [...(namespaces.get(namespace) ?? none).values()],
    put(object) {
      const namespace = object.metadata.namespace ?? "";
      const objects = namespaces.get(namespace) ?? new Map<string, T>();
      namespaces.set(namespace, objects.set(object.metadata.name, object));
    },
    remove({ metadata: { name, namespace = "" } }) {
      const objects = namespaces.get(namespace);
      const wasThere = objects?.delete(name) === true;
      if (objects?.size === 0) namespaces.delete(namespace);
      return wasThere;
    },
  };
}

async function follow<T extends KubeObject>(
  options: InformerOptions<T>,
  replaceAll: (items: readonly T[]) => void,
  apply: (object: T, change: Change) => void,
): Promise<void> {
  const { signal, type } = options;
  const isAborted = (): boolean => signal.aborted;
  let version: string | undefined;
  let failures = 0;
  while (!isAborted()) {
    try {
      if (version === undefined) {
        const { items, resourceVersion } = await options.list();
        if (isAborted()) return;
        version = resourceVersion;
        replaceAll(items);
      }
      for await (const event of watch(options, version)) {
        version = event.version;
        failures = 0;
        if (event.change) apply(event.object, event.change);
      }
      // A server may end a watch at once and again and again.
      if (!isAborted()) await sleepMilliseconds(backoffMilliseconds(1), signal);
    } catch (error) {
      if (isAborted()) return;
      if (error instanceof ApiError && isGone(error)) version = undefined;
      else options.report(`The watch of ${type.plural} was cut: ${messageOf(error)}`);
      failures += 1;
      await sleepMilliseconds(backoffMilliseconds(failures), signal).catch(() => undefined);
    }
  }
}

interface WatchEvent<T> {
  readonly object: T;
  /** Absent for a bookmark. */
  readonly change: Change | undefined;
  readonly version: string;
}

async function* watch<T extends KubeObject>(
  options: InformerOptions<T>,
  version: string,
): AsyncGenerator<WatchEvent<T>, void> {
  // Spread, so that watches opened together do not all end together.
  const timeoutSeconds = Math.floor(300 + Math.random() * 300);
  const query = new URLSearchParams({
    watch: "true",
    allowWatchBookmarks: "true",
    resourceVersion: version,
    timeoutSeconds: String(timeoutSeconds),
  });
  for await (const line of options.transport.lines(`${pathOf(options.type)}?${query.toString()}`, options.signal)) {
    if (typeof line !== "object" || line === null || !("type" in line) || !("object" in line)) {
      throw new Error("The watch sent what is no event.");
    }
    if (line.type === "ERROR" && isStatus(line.object)) throw new ApiError(line.object);
    const object = readObject(options.type, line.object);
    const seen = object.metadata.resourceVersion ?? version;
    yield { object, change: changes[String(line.type)], version: seen };
  }
}

function isGone(error: ApiError): boolean {
  return error.status.code === 410 || error.status.reason === "Expired" || error.status.reason === "Gone";
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
