// A model that somebody has chosen already, such as a version in MLflow's registry: what the questions begin with.
import type { WorkspaceResource } from "../../../../schemas/src/index.ts";

export interface GivenModel {
  /** For the deployment's name. */
  readonly name: string;
  /** Where it lies, as the storage initializer fetches it. */
  readonly uri: string;
  readonly model: WorkspaceResource;
  /** An alias of the registry, `models:/churn@champion`, that the manifest is to remember. */
  readonly alias: string | undefined;
}
