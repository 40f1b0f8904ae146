// Which namespaces are looked at: all of them where that is allowed, else those that the user named and the context's own.
import type { ClusterSession } from "../kube/port.ts";
import { SELDON_DEPLOYMENTS } from "./resource-types.ts";

/** `undefined` stands for all namespaces. */
export type NamespaceScope = readonly string[] | undefined;

/**
 * Asks the cluster whether all namespaces may be listed. Most people who share a cluster may not, and see their own.
 * @param pinned namespaces that the user chose to see; they are all that is looked at
 */
export async function findNamespaceScope(
  session: ClusterSession,
  pinned: readonly string[],
  signal: AbortSignal,
): Promise<NamespaceScope> {
  if (pinned.length > 0) return [...new Set(pinned)].sort();
  const { group, plural } = SELDON_DEPLOYMENTS;
  const { isAllowed } = await session.mayI({ verb: "list", group, resource: plural }, { signal });
  return isAllowed ? undefined : [session.context.namespace];
}
