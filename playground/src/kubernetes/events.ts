// Writes Kubernetes events, and counts up those that repeat, as client-go's recorder does.
import { formatTime, type Clock } from "./clock.ts";
import type { ClusterClient } from "./cluster-client.ts";
import { isNamespaceEnding } from "./controller.ts";
import type { KubeObject } from "./objects.ts";
import { events } from "./resource-types.ts";
import type { KubeEvent } from "./workload-types.ts";

export interface EventRecorderOptions {
  readonly client: ClusterClient;
  /** Stamps the events. The API's times are the wall clock's, so a simulated one shows them in the future. */
  readonly clock: Clock;
  /** Such as `seldon-controller-manager` or `kubelet`. */
  readonly component: string;
  /** The node, where a node speaks. */
  readonly host?: string;
  readonly report?: (problem: string) => void;
}

export interface EventRecorder {
  /**
   * Writes an event about an object, after those recorded before. Resolves when it is written, or could not be: an event
   * is never worth failing for. `fieldPath` names a container: `spec.containers{classifier}`.
   */
  record(
    object: KubeObject,
    type: "Normal" | "Warning",
    reason: string,
    message: string,
    fieldPath?: string,
  ): Promise<void>;
}

export function createEventRecorder(options: EventRecorderOptions): EventRecorder {
  const written = new Map<string, Written>();
  const waiting = new Map<string, Waiting>();
  let last: Promise<void> = Promise.resolve();
  return {
    record: (object, type, reason, message, fieldPath) => {
      const event = makeEvent(options, object, { type, reason, message }, fieldPath);
      const key = keyOf(event);
      const same = waiting.get(key);
      // What repeats while the last one still waits is counted with it: probes may fail faster than that can be written down.
      if (same) {
        same.event.count = (same.event.count ?? 1) + 1;
        return same.done;
      }
      last = last
        .then(() => {
          waiting.delete(key);
          return write(options, written, key, event);
        })
        .catch((error: unknown) => {
          if (isNamespaceEnding(error)) return;
          options.report?.(`An event could not be written: ${error instanceof Error ? error.message : String(error)}`);
        });
      waiting.set(key, { event, done: last });
      return last;
    },
  };
}

interface Waiting {
  readonly event: KubeEvent;
  readonly done: Promise<void>;
}

function keyOf({ involvedObject, type, reason, message }: KubeEvent): string {
  const { resourceVersion: _seen, ...about } = involvedObject;
  return JSON.stringify([about, type, reason, message]);
}

/** What has to be known of an event to count it up. */
interface Written {
  readonly name: string;
  readonly namespace: string | undefined;
  readonly count: number;
}

async function write(
  options: EventRecorderOptions,
  written: Map<string, Written>,
  key: string,
  event: KubeEvent,
): Promise<void> {
  const times = event.count ?? 1;
  const known = written.get(key);
  if (known) {
    const { name, namespace } = known;
    const patch = { count: known.count + times, lastTimestamp: event.lastTimestamp };
    const counted = await options.client.patch(events, name, namespace, patch).catch(() => undefined);
    if (counted) {
      written.set(key, { name, namespace, count: patch.count });
      return;
    }
  }
  written.delete(key);
  if (written.size >= mostRemembered) forgetOldest(written);
  const { metadata } = await options.client.create(events, event);
  written.set(key, { name: metadata.name, namespace: metadata.namespace, count: times });
}

// As many as client-go's cache of events holds.
const mostRemembered = 4096;

function forgetOldest(written: Map<string, Written>): void {
  for (const key of written.keys()) {
    written.delete(key);
    return;
  }
}

function makeEvent(
  options: EventRecorderOptions,
  object: KubeObject,
  text: { type: string; reason: string; message: string },
  fieldPath: string | undefined,
): KubeEvent {
  const { name, namespace, uid, resourceVersion } = object.metadata;
  const now = options.clock.now();
  const time = formatTime(now);
  return {
    apiVersion: "v1",
    kind: "Event",
    metadata: { name: `${name}.${uniquePart(now)}`, namespace: namespace ?? "default" },
    involvedObject: {
      apiVersion: object.apiVersion,
      kind: object.kind,
      name,
      ...(namespace === undefined ? {} : { namespace }),
      ...(uid === undefined ? {} : { uid }),
      ...(resourceVersion === undefined ? {} : { resourceVersion }),
      ...(fieldPath === undefined ? {} : { fieldPath }),
    },
    ...text,
    source: { component: options.component, ...(options.host === undefined ? {} : { host: options.host }) },
    firstTimestamp: time,
    lastTimestamp: time,
    count: 1,
    eventTime: null,
    reportingComponent: "",
    reportingInstance: "",
  };
}

let eventNumber = 0;

/** Nanoseconds in hexadecimal, as client-go names events; the last digits count so that no two are alike. */
function uniquePart(now: number): string {
  eventNumber = (eventNumber + 1) % 1_000_000;
  return (BigInt(Math.floor(now)) * 1_000_000n + BigInt(eventNumber)).toString(16);
}
