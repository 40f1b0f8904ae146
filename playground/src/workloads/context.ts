// What all workload controllers share, and how one of them is started.
import type { Clock } from "../kubernetes/clock.ts";
import { ApiError, type ClusterClient } from "../kubernetes/cluster-client.ts";
import { type ControllerOptions, runController } from "../kubernetes/controller.ts";
import { createEventRecorder, type EventRecorder } from "../kubernetes/events.ts";
import { withWallTime } from "../kubernetes/wall-clock.ts";

export interface ControllerContext {
  readonly client: ClusterClient;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  /** Told of what goes wrong and is tried again. */
  readonly report: (problem: string) => void;
}

/** As many keys are worked on at a time as in a controller manager (`--concurrent-deployment-syncs` and the like). */
const workers = 5;

/** Runs a controller until the context's signal is aborted. An object that is gone meanwhile is no failure. */
export function startController(
  context: ControllerContext,
  name: string,
  watches: ControllerOptions["watches"],
  reconcile: ControllerOptions["reconcile"],
): void {
  const { client, clock, signal, report } = context;
  const run: typeof reconcile = async key => {
    try {
      return await reconcile(key);
    } catch (error) {
      if (error instanceof ApiError && error.status.code === 404) return undefined;
      throw error;
    }
  };
  void runController({ name, client, clock, signal, watches, reconcile: run, workers, report });
}

/** A recorder of events that names the component: `deployment-controller`, `default-scheduler`. */
export function createRecorder({ client, clock, signal, report }: ControllerContext, component: string): EventRecorder {
  return createEventRecorder({
    client,
    clock: withWallTime(clock),
    component,
    report: problem => {
      if (!signal.aborted) report(problem);
    },
  });
}
