// A SeldonDeployment as its CRD describes it (seldon-facts §1).
import type { KubeObject } from "./objects.ts";
import type { Condition, ContainerSpec, EnvVar, PodSpec, ResourceRequirements } from "./pod-types.ts";

export interface SeldonDeployment extends KubeObject {
  spec?: SeldonDeploymentSpec;
  status?: SeldonDeploymentStatus;
}

export interface SeldonDeploymentSpec {
  /** Deprecated: quoted by the webhook, read by nobody else. */
  name?: string;
  predictors: PredictorSpec[];
  annotations?: Record<string, string>;
  protocol?: string;
  transport?: string;
  serverType?: string;
  replicas?: number;
}

export interface PredictorSpec {
  name: string;
  graph: PredictiveUnit;
  componentSpecs?: SeldonPodSpec[];
  replicas?: number;
  annotations?: Record<string, string>;
  labels?: Record<string, string>;
  engineResources?: ResourceRequirements;
  svcOrchSpec?: { resources?: ResourceRequirements; env?: EnvVar[]; replicas?: number };
  /** Per cent; unset counts as 0. */
  traffic?: number;
  explainer?: Explainer;
  shadow?: boolean;
  ssl?: { certSecretName?: string };
  progressDeadlineSeconds?: number;
}

/** An item of `componentSpecs`: one Deployment. */
export interface SeldonPodSpec {
  metadata?: { name?: string; labels?: Record<string, string>; annotations?: Record<string, string> };
  spec?: PodSpec;
  hpaSpec?: { minReplicas?: number; maxReplicas: number; metrics?: MetricV2Beta1[]; metricsv2?: unknown[] };
  replicas?: number;
  kedaSpec?: KedaSpec;
  pdbSpec?: { minAvailable?: number | string; maxUnavailable?: number | string };
}

/** A metric in the shape of autoscaling/v2beta1. */
export interface MetricV2Beta1 {
  type: string;
  [source: string]: unknown;
}

export interface KedaSpec {
  triggers: unknown[];
  pollingInterval?: number;
  cooldownPeriod?: number;
  minReplicaCount?: number;
  maxReplicaCount?: number;
  idleReplicaCount?: number;
  advanced?: unknown;
  fallback?: unknown;
}

/** A node of the inference graph. */
export interface PredictiveUnit {
  name: string;
  children?: PredictiveUnit[];
  type?: string;
  implementation?: string;
  methods?: string[];
  endpoint?: Endpoint;
  parameters?: Parameter[];
  modelUri?: string;
  serviceAccountName?: string;
  envSecretRefName?: string;
  storageInitializerImage?: string;
  logger?: { url?: string; mode?: string };
}

export interface Endpoint {
  service_host?: string;
  service_port?: number;
  type?: string;
  httpPort?: number;
  grpcPort?: number;
}

export interface Parameter {
  name: string;
  value: string;
  type: string;
}

export interface Explainer {
  type?: string;
  modelUri?: string;
  serviceAccountName?: string;
  containerSpec?: ContainerSpec;
  config?: Record<string, string>;
  endpoint?: Endpoint;
  envSecretRefName?: string;
  storageInitializerImage?: string;
  replicas?: number;
  initParameters?: string;
}

/** seldon-facts §1.8. */
export interface SeldonDeploymentStatus {
  state?: "Available" | "Creating" | "Failed";
  description?: string;
  deploymentStatus?: Record<string, { replicas?: number; availableReplicas?: number }>;
  serviceStatus?: Record<string, ServiceStatus>;
  replicas?: number;
  address?: { url?: string };
  conditions?: Condition[];
  observedGeneration?: number;
}

export interface ServiceStatus {
  svcName?: string;
  httpEndpoint?: string;
  grpcEndpoint?: string;
  explainerFor?: string;
}
