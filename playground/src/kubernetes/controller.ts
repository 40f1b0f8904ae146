// A controller: a queue of object keys that events fill, worked off by one or more workers, never twice at a time for the same key, with a later try for what failed.
import { backoffMilliseconds } from "./backoff.ts";
import type { Clock } from "./clock.ts";
import { ApiError, type ClusterClient } from "./cluster-client.ts";
import type { KubeObject, ResourceType } from "./objects.ts";

export interface ControllerOptions {
  /** Names the controller in reports. */
  readonly name: string;
  readonly client: ClusterClient;
  readonly clock: Clock;
  /** Aborting it stops the controller after the key at hand. */
  readonly signal: AbortSignal;
  readonly watches: readonly KeySource[];
  /**
   * Brings one object to where it should be; called with keys, so that several changes at once cost one call.
   * May return simulated seconds after which it wants to be called for the key again.
   */
  readonly reconcile: (key: string) => Promise<number | undefined>;
  /** How many keys are worked on at a time: one where it is left out. */
  readonly workers?: number;
  /** Told of errors other than conflicts. Both are tried again later. */
  readonly report?: (problem: string) => void;
}

/** Where keys come from: a type whose objects' changes concern some keys. Made by {@link keysFrom}. */
export interface KeySource {
  readonly start: (client: ClusterClient, enqueue: (key: string) => void) => { ready: Promise<void>; stop: () => void };
}

/** Queues what `keysOf` names whenever an object of the type is added, changed or deleted. */
export function keysFrom<T extends KubeObject>(
  type: ResourceType<T>,
  keysOf: (object: T, change: "added" | "modified" | "deleted") => readonly string[],
): KeySource {
  return {
    start: (client, enqueue) => {
      const informer = client.informer(type);
      const stop = informer.onChange((object, change) => {
        for (const key of keysOf(object, change)) enqueue(key);
      });
      return { ready: informer.ready(), stop };
    },
  };
}

/** The key of the object that controls this one, if it is of the kind: `namespace/name` of the owner. */
export function controllerKeyOf(object: KubeObject, kind: string): readonly string[] {
  const owner = object.metadata.ownerReferences?.find(reference => reference.controller === true);
  return owner?.kind === kind ? [`${object.metadata.namespace ?? ""}/${owner.name}`] : [];
}

/** Starts once all first lists are in; ends when the signal is aborted. Never rejects. */
export async function runController(options: ControllerOptions): Promise<void> {
  const { client, clock, signal } = options;
  const queue = createQueue(signal);
  const alarms = createAlarms(clock, queue.add, signal);
  const sources = options.watches.map(watch => watch.start(client, queue.add));
  try {
    await Promise.all(sources.map(source => source.ready));
    const failures = new Map<string, number>();
    const work = async (): Promise<void> => {
      for (let key = await queue.take(); key !== undefined; key = await queue.take()) {
        try {
          const seconds = await options.reconcile(key);
          failures.delete(key);
          if (seconds !== undefined) alarms.set(key, seconds);
        } catch (error) {
          if (signal.aborted) break;
          const count = (failures.get(key) ?? 0) + 1;
          failures.set(key, count);
          if (!isConflict(error) && !isNamespaceEnding(error))
            options.report?.(`${options.name} failed on ${key}: ${messageOf(error)}`);
          alarms.set(key, (backoffMilliseconds(count) / 1000) * clock.speed);
        }
        queue.done(key);
      }
    };
    await Promise.all(Array.from({ length: options.workers ?? 1 }, work));
  } catch (error) {
    if (!signal.aborted) options.report?.(`${options.name} could not start: ${messageOf(error)}`);
  } finally {
    for (const source of sources) source.stop();
  }
}

interface Queue {
  /** A key that waits already is not queued twice; one that is worked on is queued again. */
  readonly add: (key: string) => void;
  /** The next key that nobody works on, or undefined once the signal is aborted. */
  readonly take: () => Promise<string | undefined>;
  /** Nobody works on the key any more. */
  readonly done: (key: string) => void;
}

function createQueue(signal: AbortSignal): Queue {
  const keys = new Set<string>();
  // Queued again while it was worked on: waits until that is over.
  const again = new Set<string>();
  const inWork = new Set<string>();
  const idle: (() => void)[] = [];
  const wakeAll = (): void => {
    for (const wake of idle.splice(0)) wake();
  };
  signal.addEventListener("abort", wakeAll, { once: true });
  const add = (key: string): void => {
    if (inWork.has(key)) {
      again.add(key);
      return;
    }
    keys.add(key);
    idle.shift()?.();
  };
  return {
    add,
    take: async () => {
      while (keys.size === 0 && !signal.aborted) await new Promise<void>(resolve => idle.push(resolve));
      if (signal.aborted) return undefined;
      const [key = ""] = keys;
      keys.delete(key);
      inWork.add(key);
      return key;
    },
    done: key => {
      inWork.delete(key);
      if (again.delete(key)) add(key);
    },
  };
}

interface Alarms {
  /** Has a key queued after simulated seconds, unless that is to happen sooner anyway. */
  readonly set: (key: string, seconds: number) => void;
}

/** One wait for each key: a key that changes often and asks to be called later each time must not be called ever more often. */
function createAlarms(clock: Clock, ring: (key: string) => void, signal: AbortSignal): Alarms {
  const waits = new Map<string, { readonly due: number; readonly stop: AbortController }>();
  const endAll = (): void => {
    for (const { stop } of waits.values()) stop.abort();
  };
  signal.addEventListener("abort", endAll, { once: true });
  return {
    set: (key, seconds) => {
      const due = clock.now() + seconds * 1000;
      const earlier = waits.get(key);
      if (signal.aborted || (earlier && earlier.due <= due)) return;
      earlier?.stop.abort();
      const wait = { due, stop: new AbortController() };
      waits.set(key, wait);
      clock.sleep(seconds, wait.stop.signal).then(() => {
        waits.delete(key);
        ring(key);
      }, ignore);
    },
  };
}

/** Whether a namespace takes nothing new because it is about to go: nobody's mistake, and soon over. */
export function isNamespaceEnding(error: unknown): boolean {
  if (!(error instanceof ApiError) || error.status.code !== 403) return false;
  return error.status.details?.causes?.some(({ reason }) => reason === "NamespaceTerminating") === true;
}

/** Whether somebody else was quicker: a stale version, or a name that was just taken. */
export function isConflict(error: unknown): boolean {
  return error instanceof ApiError && error.status.code === 409;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function ignore(): void {}
