// The tree that is made of what was listed: SeldonDeployment, predictors, graph units, workloads, pods, containers.
import type { ContainerRole } from "../signatures/signature.ts";
import type {
  ContainerSpec,
  ContainerStatus,
  DeploymentObject,
  EventObject,
  PodObject,
  PredictorSpec,
  ReplicaSetObject,
  RoutingObject,
  SeldonDeploymentObject,
  ServiceObject,
  UnitSpec,
} from "./objects.ts";

export interface SeldonDeploymentNode {
  readonly kind: "seldon-deployment";
  readonly object: SeldonDeploymentObject;
  readonly predictors: readonly PredictorNode[];
  /** Workloads that belong to the deployment and to no predictor that it has now (F70). */
  readonly orphans: readonly WorkloadNode[];
  readonly routes: readonly RoutingObject[];
  readonly services: readonly ServiceObject[];
  readonly events: readonly EventObject[];
  /** False where Deployments could not be listed: then there are no workloads to judge by. */
  readonly knowsWorkloads: boolean;
}

export interface PredictorNode {
  readonly kind: "predictor";
  readonly spec: PredictorSpec;
  /** Root of the graph; undefined where the manifest has none. */
  readonly root: UnitNode | undefined;
  readonly workloads: readonly WorkloadNode[];
}

export interface UnitNode {
  readonly kind: "unit";
  readonly spec: UnitSpec;
  readonly children: readonly UnitNode[];
  /** Workloads whose pods have the unit's container. */
  readonly workloads: readonly WorkloadNode[];
}

/** `component` runs graph units, `executor` only the executor (engine-separate-pod), `explainer` the explainer. */
export type WorkloadRole = "component" | "executor" | "explainer";

/** A Deployment of Kubernetes with its pods. */
export interface WorkloadNode {
  readonly kind: "workload";
  readonly role: WorkloadRole;
  readonly object: DeploymentObject;
  readonly newest: ReplicaSetObject | undefined;
  readonly replicaSets: readonly ReplicaSetObject[];
  /** Those of the newest ReplicaSet first. */
  readonly pods: readonly PodNode[];
  /** Of the Deployment and its ReplicaSets. */
  readonly events: readonly EventObject[];
}

export interface PodNode {
  readonly kind: "pod";
  readonly object: PodObject;
  /** False for pods of an older ReplicaSet: they serve the previous version (F39). */
  readonly isNewest: boolean;
  /** Init containers first, each kind in the order of the spec. */
  readonly containers: readonly ContainerNode[];
  readonly events: readonly EventObject[];
}

export interface ContainerNode {
  readonly kind: "container";
  readonly name: string;
  readonly role: ContainerRole;
  /** Whether it runs before the others and has to end, unlike a sidecar. */
  readonly isInit: boolean;
  /** The graph unit it belongs to. */
  readonly unit?: string;
  readonly spec: ContainerSpec;
  readonly status?: ContainerStatus;
}

export type TreeNode = SeldonDeploymentNode | PredictorNode | UnitNode | WorkloadNode | PodNode | ContainerNode;
