// What MLFLOW_SERVER needs to build its conda environment at start.
import type { ProbeNumbers } from "./pods.ts";

/** Seconds that MLFLOW_SERVER should be given to build its conda environment before it may be killed (S16). */
export const MLFLOW_LEAST_START_SECONDS = 600;

/** The startupProbe proposed for MLFLOW_SERVER: 20 minutes (S16). */
export const MLFLOW_STARTUP_PROBE: ProbeNumbers = { initialDelaySeconds: 0, periodSeconds: 10, failureThreshold: 120 };

/** Seconds added to the startup budget for pulling the image and the model, which also count for `progressDeadlineSeconds` (S16). */
export const PROGRESS_DEADLINE_MARGIN = 300;

/** Memory of MLFLOW_SERVER's container: limits below these are small or hopeless, and what is proposed instead (S15). */
export const MLFLOW_MEMORY = { small: "4Gi", tooSmall: "2Gi", proposedLimit: "8Gi", proposedRequest: "2Gi" } as const;

/** First release whose mlflowserver reads an `env` that is a mapping, as MLflow 2 and newer write it into MLmodel (failure-modes §0.2, S20). */
export const MLFLOW_ENV_MAPPING_SINCE = "1.16.0";
