// The parts of Kubernetes objects that the tree reads, as the API server writes them in JSON. Anything may be missing.

export interface Metadata {
  readonly name: string;
  readonly namespace?: string;
  readonly uid?: string;
  readonly generation?: number;
  readonly creationTimestamp?: string;
  readonly deletionTimestamp?: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly ownerReferences?: readonly OwnerReference[];
}

export interface OwnerReference {
  readonly kind: string;
  readonly name: string;
  readonly uid: string;
  readonly controller?: boolean;
}

export interface Condition {
  readonly type: string;
  readonly status: string;
  readonly reason?: string;
  readonly message?: string;
  readonly lastTransitionTime?: string;
}

export interface SeldonDeploymentObject {
  readonly metadata: Metadata;
  readonly spec?: {
    readonly protocol?: string;
    readonly replicas?: number;
    readonly annotations?: Readonly<Record<string, string>>;
    readonly predictors?: readonly PredictorSpec[];
  };
  readonly status?: {
    readonly state?: string;
    readonly description?: string;
    readonly conditions?: readonly Condition[];
    readonly deploymentStatus?: Readonly<Record<string, { replicas?: number; availableReplicas?: number }>>;
  };
}

export interface PredictorSpec {
  readonly name: string;
  readonly traffic?: number;
  readonly shadow?: boolean;
  readonly replicas?: number;
  readonly labels?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly graph?: UnitSpec;
  readonly componentSpecs?: readonly ComponentSpec[];
  readonly explainer?: { readonly type?: string; readonly replicas?: number };
  readonly svcOrchSpec?: { readonly replicas?: number };
}

/** What of a componentSpec decides how many pods run (seldon-facts §5.7). */
export interface ComponentSpec {
  readonly metadata?: { readonly name?: string };
  readonly replicas?: number;
  readonly hpaSpec?: object | null;
  readonly kedaSpec?: object | null;
  readonly spec?: PodSpec;
}

export interface UnitSpec {
  readonly name: string;
  readonly type?: string;
  readonly implementation?: string;
  readonly modelUri?: string;
  readonly children?: readonly UnitSpec[];
}

export interface DeploymentObject {
  readonly metadata: Metadata;
  readonly spec?: {
    readonly replicas?: number;
    readonly template?: { readonly spec?: PodSpec };
  };
  readonly status?: {
    readonly observedGeneration?: number;
    readonly replicas?: number;
    readonly readyReplicas?: number;
    readonly updatedReplicas?: number;
    readonly availableReplicas?: number;
    readonly unavailableReplicas?: number;
    readonly conditions?: readonly Condition[];
  };
}

export interface ReplicaSetObject {
  readonly metadata: Metadata;
  readonly spec?: { readonly replicas?: number };
  readonly status?: { readonly replicas?: number; readonly readyReplicas?: number };
}

export interface PodSpec {
  readonly containers?: readonly ContainerSpec[];
  readonly initContainers?: readonly ContainerSpec[];
  readonly nodeName?: string;
}

export interface ContainerSpec {
  readonly name: string;
  readonly image?: string;
  readonly args?: readonly string[];
  readonly ports?: readonly { readonly name?: string; readonly containerPort: number; readonly protocol?: string }[];
  readonly env?: readonly { readonly name: string; readonly value?: string }[];
  /** `Always` on an init container makes it a sidecar that starts first (Kubernetes 1.29). */
  readonly restartPolicy?: string;
}

export interface PodObject {
  readonly metadata: Metadata;
  readonly spec?: PodSpec;
  readonly status?: {
    readonly phase?: string;
    readonly reason?: string;
    readonly message?: string;
    readonly startTime?: string;
    readonly conditions?: readonly Condition[];
    readonly containerStatuses?: readonly ContainerStatus[];
    readonly initContainerStatuses?: readonly ContainerStatus[];
  };
}

export interface ContainerStatus {
  readonly name: string;
  readonly ready?: boolean;
  readonly started?: boolean;
  readonly restartCount?: number;
  /** Of the process that runs or ran last. */
  readonly containerID?: string;
  readonly state?: ContainerState;
  readonly lastState?: ContainerState;
}

export interface ContainerState {
  readonly waiting?: { readonly reason?: string; readonly message?: string };
  readonly running?: { readonly startedAt?: string };
  readonly terminated?: {
    readonly exitCode: number;
    readonly reason?: string;
    readonly message?: string;
    readonly startedAt?: string;
    readonly finishedAt?: string;
    readonly containerID?: string;
  };
}

export interface EventObject {
  readonly metadata: Metadata;
  readonly type?: string;
  readonly reason?: string;
  readonly message?: string;
  readonly count?: number;
  readonly firstTimestamp?: string | null;
  readonly lastTimestamp?: string | null;
  readonly eventTime?: string | null;
  readonly involvedObject: {
    readonly kind?: string;
    readonly name?: string;
    readonly namespace?: string;
    readonly uid?: string;
    /** `spec.containers{classifier}` where the event is about one container. */
    readonly fieldPath?: string;
  };
}

export interface ServiceObject {
  readonly metadata: Metadata;
  readonly spec?: { readonly ports?: readonly { readonly name?: string; readonly port: number }[] };
}

/** A VirtualService, DestinationRule or Mapping. */
export interface RoutingObject {
  readonly kind: string;
  readonly metadata: Metadata;
  readonly spec?: unknown;
}

/** What was listed. A kind that may not be listed is left out, which is not the same as an empty list. */
export interface ClusterObjects {
  readonly seldonDeployments: readonly SeldonDeploymentObject[];
  readonly deployments?: readonly DeploymentObject[];
  readonly replicaSets?: readonly ReplicaSetObject[];
  readonly pods?: readonly PodObject[];
  readonly events?: readonly EventObject[];
  readonly services?: readonly ServiceObject[];
  readonly routes?: readonly RoutingObject[];
}
