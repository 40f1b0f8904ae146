// What one pass over one SeldonDeployment works with.
import type { Clock } from "../kubernetes/clock.ts";
import type { ClusterClient } from "../kubernetes/cluster-client.ts";
import type { EventRecorder } from "../kubernetes/events.ts";
import type { SeldonDeployment, SeldonDeploymentStatus } from "../kubernetes/seldon-types.ts";
import type { Components } from "./components.ts";
import type { ConditionChange, ConditionType } from "./conditions.ts";
import type { OperatorConfig } from "./config.ts";

export interface ReconcileContext {
  readonly client: ClusterClient;
  /** Stamps conditions: the wall clock. */
  readonly clock: Clock;
  readonly recorder: EventRecorder;
  readonly config: OperatorConfig;
  /** Lines of the operator's log. */
  readonly log?: (line: string) => void;
  /** Set where the operator looks after one namespace only. */
  readonly namespace: string | undefined;
}

/** One pass over one SeldonDeployment: what it is to become, and the status as far as this pass has got. */
export interface Pass {
  readonly context: ReconcileContext;
  readonly sdep: SeldonDeployment;
  readonly components: Components;
  readonly status: SeldonDeploymentStatus;
  readonly conditions: Map<ConditionType, ConditionChange>;
}
