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
  const written = new Map<string, KubeEvent>();
  let last: Promise<void> = Promise.resolve();
  return {
    record: (object, type, reason, message, fieldPath) => {
      const event = makeEvent(options, object, { type, reason, message }, fieldPath);
      last = last
        .then(() => write(options, written, event))
        .catch((error: unknown) => {
          if (isNamespaceEnding(error)) return;
          options.report?.(`An event could not be written: ${error instanceof Error ? error.message : String(error)}`);
        });
      return last;
    },
  };
}

async function write(options: EventRecorderOptions, written: Map<string, KubeEvent>, event: KubeEvent): Promise<void> {
  const { resourceVersion: _seen, ...about } = event.involvedObject;
  const key = JSON.stringify([about, event.type, event.reason, event.message]);
  const known = written.get(key);
  if (known) {
    const { name, namespace } = known.metadata;
    const patch = { count: (known.count ?? 1) + 1, lastTimestamp: event.lastTimestamp };
    const counted = await options.client.patch(events, name, namespace, patch).catch(() => undefined);
    if (counted) {
      written.set(key, counted);
      return;
    }
  }
  written.delete(key);
  if (written.size >= mostRemembered) forgetOldest(written);
  written.set(key, await options.client.create(events, event));
}

// As many as client-go's cache of events holds.
const mostRemembered = 4096;

function forgetOldest(written: Map<string, KubeEvent>): void {
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
