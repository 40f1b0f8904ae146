// The controllers that turn Deployments, Jobs, Services and claims into pods, addresses and volumes, as HTTP clients of an API server.
import type { Clock } from "../kubernetes/clock.ts";
import type { ClusterClient } from "../kubernetes/cluster-client.ts";
import type { ControllerContext } from "./context.ts";
import { startAutoscaler } from "./autoscaler.ts";
import { startDeploymentController } from "./deployment.ts";
import { startEndpointsController } from "./endpoints.ts";
import { startGarbageCollector } from "./garbage-collector.ts";
import { startJobController } from "./job.ts";
import { startReplicaSetController } from "./replica-set.ts";
import { startScheduler } from "./scheduler.ts";
import { startServiceAccountController } from "./service-accounts.ts";
import { startVolumeBinder } from "./volume-binder.ts";

export interface WorkloadOptions {
  readonly client: ClusterClient;
  readonly clock: Clock;
  /** Whether what has lost its owner is deleted; a real API server without a controller manager does not do it either. */
  readonly garbageCollector: boolean;
  /** Told of what goes wrong and is tried again. */
  readonly report?: (problem: string) => void;
}

export interface Workloads {
  /** Stops all controllers. What they have made stays. */
  close(): void;
}

/** Starts all controllers and the scheduler. */
export function startWorkloads(options: WorkloadOptions): Workloads {
  const stop = new AbortController();
  const { client, clock } = options;
  const context: ControllerContext = { client, clock, signal: stop.signal, report: options.report ?? (() => {}) };
  startServiceAccountController(context);
  startDeploymentController(context);
  startReplicaSetController(context);
  startJobController(context);
  startEndpointsController(context);
  startVolumeBinder(context);
  startAutoscaler(context);
  startScheduler(context);
  if (options.garbageCollector) startGarbageCollector(context);
  return { close: () => stop.abort(new Error("The controllers were stopped.")) };
}
