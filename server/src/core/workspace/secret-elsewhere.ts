// What other files of the workspace say of a Secret: names of keys, never a value.
import type { SecretRemote, WorkspaceResource } from "../../../../schemas/src/index.ts";
import { isTemplated, mayShareNamespace } from "../model/index.ts";
import type { WorkspaceLookup } from "./workspace-index.ts";

/** All manifests of a Secret together. Where several say different things, one that has a key is enough: the other may be for another cluster. */
export interface SecretElsewhere {
  readonly name: string;
  /** The first file that has it. */
  readonly file: string;
  readonly keys: ReadonlySet<string>;
  readonly remotes: readonly SecretRemote[];
}

/** Undefined where no file has the Secret, or one does not tell all that will be in it. */
export function secretElsewhere(
  name: string,
  namespace: string | undefined,
  lookup: WorkspaceLookup,
): SecretElsewhere | undefined {
  const found = lookup.find({ kind: "Secret", name }).filter(secret => mayShareNamespace(secret.namespace, namespace));
  const [first] = found;
  if (!first || !found.every(tellsAll)) return undefined;
  const keys = new Set(found.flatMap(secret => secret.keys ?? []));
  return { name, file: first.file, keys, remotes: found.flatMap(({ remotes }) => remotes ?? []) };
}

function tellsAll({ keys, isGenerated }: WorkspaceResource): boolean {
  return keys !== undefined && isGenerated !== true && !keys.some(isTemplated);
}
