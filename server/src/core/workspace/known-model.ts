// What is known of the model behind a unit: what the store was seen to hold, else the folder of the workspace that it must be.
import type { ArtifactFact, Facts, WorkspaceResource } from "../../../../schemas/src/index.ts";
import { isTemplated } from "../model/index.ts";
import type { Cursor } from "../yaml/index.ts";
import { localModel, type LocalModel } from "./local-model.ts";
import type { WorkspaceQuery } from "./workspace-index.ts";

/** What a rule has to ask with. */
export interface ModelSources {
  readonly facts: Facts;
  readonly elsewhere: (this: void, query: WorkspaceQuery) => readonly WorkspaceResource[];
}

/** What is asked about: a graph unit, or the mapping of an explainer. */
interface Asking {
  /** The mapping with `modelUri` and `envSecretRefName`. */
  readonly at: Cursor;
}

/**
 * What the store holds under the model URI, read with the Secret that the manifest names. What was seen of another URI or with
 * another Secret says nothing about this one. Of several the first, which is the newest, where the manifest names no namespace.
 */
export function storedModel({ at }: Asking, { artifact }: Facts): ArtifactFact | undefined {
  const uri = at.key("modelUri").string() ?? "";
  if (!artifact || uri === "") return undefined;
  const secret = at.key("envSecretRefName").string() ?? "";
  return artifact.find(fact => fact.uri === uri && (fact.secret ?? "") === secret);
}

/**
 * The facts that say something of a deployment: a Secret of the same name may lead to another store in another namespace.
 * @param namespace as the manifest has it; one that is named elsewhere may be any
 */
export function factsOfNamespace(facts: Facts, namespace: string | undefined): Facts {
  const { artifact } = facts;
  if (!artifact || namespace === undefined || isTemplated(namespace)) return facts;
  const own = artifact.filter(fact => fact.namespace === undefined || fact.namespace === namespace);
  return own.length === artifact.length ? facts : { ...facts, artifact: own };
}

/** The model with its `MLmodel`. The store's word goes before the workspace's, whose folder may be older. */
export function knownModel(asking: Asking, { facts, elsewhere }: ModelSources): LocalModel | undefined {
  const stored = storedModel(asking, facts);
  if (!stored) return localModel(asking.at.key("modelUri").string() ?? "", { find: elsewhere });
  const mlmodel = heldBy(stored, "MLmodel");
  return mlmodel && { mlmodel, ...environmentsOf(stored) };
}

/** The environments beside a stored model, which it has without an `MLmodel`, too. */
export function environmentsOf(stored: ArtifactFact): Omit<LocalModel, "mlmodel"> {
  return { conda: heldBy(stored, "CondaEnvironment"), requirements: heldBy(stored, "Requirements") };
}

function heldBy({ holds }: ArtifactFact, kind: string): WorkspaceResource | undefined {
  return holds.find(resource => resource.kind === kind);
}
