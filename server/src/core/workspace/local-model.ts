// Which folder of the workspace is the model that a URI of a store names. Only where there is no doubt.
import type { WorkspaceResource } from "../../../../schemas/src/index.ts";
import type { WorkspaceLookup } from "./workspace-index.ts";

/** A model of the workspace, and what stands beside its `MLmodel`. */
export interface LocalModel {
  /** The `MLmodel` itself. */
  readonly mlmodel: WorkspaceResource;
  readonly conda: WorkspaceResource | undefined;
  readonly requirements: WorkspaceResource | undefined;
}

/** Folder names that any model may have, which therefore tell nothing. */
const GENERIC = /^(model|models|artifacts?|latest|current|mlruns?|mlflow|data|src|\d+)$/i;

/**
 * The only model of the workspace whose folder has the same last names as the URI, one of them a name that tells models apart.
 * @param modelUri such as `s3://models/churn/model`
 */
export function localModel(modelUri: string, lookup: WorkspaceLookup): LocalModel | undefined {
  const wanted = namesOf(modelUri.replace(/^[^:]*:\/*/, ""));
  const found = lookup.find({ kind: "MLmodel" }).filter(({ name }) => hasSameEnd(wanted, namesOf(name)));
  const [mlmodel, ...others] = found;
  if (!mlmodel || others.length > 0) return undefined;
  const { name } = mlmodel;
  const beside = (kind: string): WorkspaceResource | undefined => lookup.find({ kind, name })[0];
  return { mlmodel, conda: beside("CondaEnvironment"), requirements: beside("Requirements") };
}

function namesOf(path: string): readonly string[] {
  return path.split("/").filter(name => name !== "" && name !== ".");
}

function hasSameEnd(wanted: readonly string[], folder: readonly string[]): boolean {
  for (let step = 1; step <= Math.min(wanted.length, folder.length); step++) {
    const name = wanted.at(-step) ?? "";
    if (name !== folder.at(-step)) return false;
    if (!GENERIC.test(name)) return true;
  }
  return false;
}
