// What the operator makes of a pod: ports, probes, names and containers of its own.

/** Ports of a predictor's pod (seldon-facts §5.3). */
export const PORTS = {
  executorHttp: 8000,
  executorGrpc: 5001,
  unitHttp: 9000,
  unitGrpc: 9500,
  unitMetrics: 6000,
} as const;

export interface ProbeNumbers {
  readonly initialDelaySeconds: number;
  readonly periodSeconds: number;
  readonly failureThreshold: number;
}

/** What the operator sets where a unit's container has no liveness probe at all (seldon-facts §2.4). */
export const DEFAULT_LIVENESS: ProbeNumbers = { initialDelaySeconds: 60, periodSeconds: 5, failureThreshold: 3 };

/** What Kubernetes fills in where a probe is there but a number is not. */
export const KUBERNETES_PROBE_DEFAULTS: ProbeNumbers = {
  initialDelaySeconds: 0,
  periodSeconds: 10,
  failureThreshold: 3,
};

/** Seconds from the container's start until a probe that never succeeds has it killed. */
export function probeBudget(probe: ProbeNumbers): number {
  return probe.initialDelaySeconds + probe.periodSeconds * probe.failureThreshold;
}

/** Longest name Kubernetes takes for containers and volumes; the operator cuts its own to this (seldon-facts §4). */
export const MAX_NAME_LENGTH = 63;

/** Mirrors the operator: cut to 63 characters, then trailing hyphens off. */
export function operatorName(container: string, suffix: string): string {
  return `${container}${suffix}`.slice(0, MAX_NAME_LENGTH).replace(/-+$/, "");
}

/** Ways to ask that a probe may name; one is required (Kubernetes' ValidateProbe; the CRD of 1.17.1 has these four). */
export const PROBE_HANDLERS = ["exec", "httpGet", "tcpSocket", "grpc"] as const;

/** Seconds until Kubernetes calls a Deployment without progress failed, where the manifest says nothing (failure-modes §0.1). */
export const DEFAULT_PROGRESS_DEADLINE_SECONDS = 600;

/** An initial delay of the liveness probe from which on it hides a dead server, in seconds (S17). */
export const LATE_LIVENESS_SECONDS = 300;

/** Prepackaged servers that run in MLServer under v2; the operator replaces the handlers of their liveness and readiness (F65). */
export const MLSERVER_SERVERS: readonly string[] = [
  "SKLEARN_SERVER",
  "XGBOOST_SERVER",
  "MLFLOW_SERVER",
  "HUGGINGFACE_SERVER",
  "TEMPO_SERVER",
];

/** Name of the executor's container; where a pod has one of that name the operator adds none (seldon-facts §2.4). */
export const EXECUTOR_CONTAINER = "seldon-container-engine";

/** Repositories whose tags are Seldon Core's own versions and have to fit the operator (seldon-facts §3.1, §4, S22). */
export const RELEASE_REPOSITORIES: readonly string[] = [
  "seldonio/sklearnserver",
  "seldonio/xgboostserver",
  "seldonio/mlflowserver",
  "seldonio/tfserving-proxy",
  "seldonio/alibiexplainer",
  "seldonio/rclone-storage-initializer",
  "seldonio/seldon-core-executor",
];

/**
 * Variables that the operator sets in a unit's container: where one of them is there already, it drops all entries gathered so
 * far, the user's own too (F23 [ran]).
 */
export const OPERATOR_VARIABLES: readonly string[] = [
  "PREDICTIVE_UNIT_HTTP_SERVICE_PORT",
  "PREDICTIVE_UNIT_GRPC_SERVICE_PORT",
  "MLSERVER_HTTP_PORT",
  "MLSERVER_GRPC_PORT",
];

/** The same, for units with a model URI or with parameters only (F23 [ran]). */
export const MODEL_VARIABLE = "MLSERVER_MODEL_URI";
export const PARAMETERS_VARIABLE = "PREDICTIVE_UNIT_PARAMETERS";

/** Set by the operator as well; old wrappers listen on it, so that another value makes them miss the probes' port (F23). */
export const OLD_PORT_VARIABLE = "PREDICTIVE_UNIT_SERVICE_PORT";

/** Volumes that the operator adds to every pod, and for `ssl`; containers of the user's may mount them (seldon-facts §2.4, §5.8). */
export const OPERATOR_VOLUMES: readonly string[] = ["seldon-podinfo", "podinfo", "seldon-cert-volume"];

/** Memory below which no container starts (F44). */
export const LEAST_MEMORY = "4Mi";
