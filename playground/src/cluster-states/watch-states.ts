// Keeps the cluster in the states that a ConfigMap names, so that kubectl can switch them while it runs.
import type { ClusterClient } from "../kubernetes/cluster-client.ts";
import type { EventRecorder } from "../kubernetes/events.ts";
import { configMaps } from "../kubernetes/resource-types.ts";
import type { ConfigMap } from "../kubernetes/workload-types.ts";
import { namesIn } from "../scenarios/index.ts";
import type { ClusterParts, Undo } from "./state.ts";
import { CLUSTER_STATES } from "./states.ts";

/** The ConfigMap is `seldon-system/playground-state`, the names stand in its key `states`, joined by commas. */
export const STATE_CONFIG_MAP = { name: "playground-state", namespace: "seldon-system" };
const KEY = "states";

export interface StateWatch {
  close(): Promise<void>;
}

export interface StateWatchOptions {
  readonly client: ClusterClient;
  readonly parts: ClusterParts;
  readonly recorder: EventRecorder;
  readonly report: (problem: string) => void;
}

/** The names that nobody knows. */
export function unknownStates(names: readonly string[]): string[] {
  return names.filter(asked => !CLUSTER_STATES.some(({ name }) => name === asked));
}

/** What there is, for messages. */
export function describeStates(): string {
  return CLUSTER_STATES.map(({ name }) => name).join(", ");
}

/** The ConfigMap that asks for these states. */
export function stateConfigMap(states: readonly string[]): ConfigMap {
  return { apiVersion: "v1", kind: "ConfigMap", metadata: { ...STATE_CONFIG_MAP }, data: { [KEY]: states.join(",") } };
}

/** Resolves once the states that are asked for now have been brought about. */
export async function watchStates({ client, parts, recorder, report }: StateWatchOptions): Promise<StateWatch> {
  const undo = new Map<string, Undo>();
  const known = client.informer(configMaps);
  let work: Promise<void> = Promise.resolve();

  async function settle(): Promise<void> {
    const asked = known.get(STATE_CONFIG_MAP.name, STATE_CONFIG_MAP.namespace);
    const wanted = namesIn(asked?.data?.[KEY]);
    for (const name of asked ? unknownStates(wanted) : []) {
      const text = `playground: there is no cluster state ${JSON.stringify(name)}. There are: ${describeStates()}`;
      report(text);
      if (asked) await recorder.record(asked, "Warning", "UnknownState", text);
    }
    for (const [name, leave] of [...undo].reverse()) {
      if (wanted.includes(name)) continue;
      undo.delete(name);
      await attempt(leave);
    }
    for (const { name, enter } of CLUSTER_STATES) {
      if (!wanted.includes(name) || undo.has(name)) continue;
      await attempt(async () => {
        undo.set(name, await enter(parts));
      });
    }
  }

  /** What fails keeps no other state from being left or entered. */
  async function attempt(change: () => void | Promise<void>): Promise<void> {
    try {
      await change();
    } catch (error) {
      report(`The cluster's state could not be changed: ${error instanceof Error ? error.message : String(error)}`);
    }
  }

  function settleNext(): Promise<void> {
    work = work.then(() => attempt(settle));
    return work;
  }

  await known.ready();
  const stop = known.onChange(({ metadata }) => {
    if (metadata.name === STATE_CONFIG_MAP.name && metadata.namespace === STATE_CONFIG_MAP.namespace) void settleNext();
  });
  await settleNext();
  return {
    async close() {
      stop();
      await work;
    },
  };
}
