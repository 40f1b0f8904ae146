// The public face of the model registry: a way to it, and what its addresses stand for. No VS Code in it.
export { isMlflowError, type MlflowCredentials } from "../../stores/mlflow/index.ts";
export type { ModelRun, ModelVersion, RegisteredModel } from "../../stores/mlflow/index.ts";
export {
  findMlflowServices,
  openRegistry,
  registryPlace,
  settlePlace,
  type OpenRegistry,
  type SettledPlace,
} from "./open-registry.ts";
export { locateVersion, resolveAddresses, type ResolvedAddresses } from "./resolve-address.ts";
