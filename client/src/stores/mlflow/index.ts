// The public face of the store for MLflow's tracking server and model registry. Its REST API 2.0 is all that is spoken.
export { type AskOptions } from "./ask.ts";
export { baseAddress, type MlflowCredentials } from "./endpoint.ts";
export { isMlflowError } from "./mlflow-error.ts";
export { createMlflowStore, type MlflowStore } from "./mlflow-store.ts";
export type { ModelRun, ModelVersion, RegisteredModel } from "./read.ts";
