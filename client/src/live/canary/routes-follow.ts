// Whether the ingress gives the split that a deployment asks for, by its routing objects.
import { observedSplits, type ObservedSplit } from "../../domain/canary/index.ts";
import type { RoutingObject } from "../../domain/index.ts";
import { isKubeError, type ClusterSession, type KubeObject, type ResourceType } from "../../kube/port.ts";
import { ROUTING_KINDS } from "../resource-types.ts";
import type { LiveDeployment } from "./change-deployment.ts";

/** Of every ingress that has routes for it; undefined where none can be read. */
export async function doRoutesFollow(
  session: ClusterSession,
  deployment: LiveDeployment,
  signal?: AbortSignal,
): Promise<boolean | undefined> {
  const splits = await readObservedSplits(session, deployment, signal);
  return splits.length === 0 ? undefined : splits.every(({ isInForce }) => isInForce);
}

/** The splits that the routes of each ingress give; none where none can be read. */
export async function readObservedSplits(
  session: ClusterSession,
  deployment: LiveDeployment,
  signal?: AbortSignal,
): Promise<readonly ObservedSplit[]> {
  const { name, namespace } = deployment.metadata;
  const lists = await Promise.all(
    ROUTING_KINDS.filter(({ kind }) => kind !== "DestinationRule").map(async kind => {
      const type: ResourceType<KubeObject & RoutingObject> | undefined = await session.findKind(kind, { signal });
      return type === undefined ? [] : await listed(session, type, namespace, signal);
    }),
  );
  // Routes carry no label in every version; their owner is the deployment (seldon-facts §5.2).
  const own = lists
    .flat()
    .filter(route => (route.metadata.ownerReferences ?? []).some(({ uid }) => uid === deployment.metadata.uid));
  return observedSplits(name, deployment.spec?.predictors ?? [], own);
}

async function listed(
  session: ClusterSession,
  type: ResourceType<KubeObject & RoutingObject>,
  namespace: string | undefined,
  signal: AbortSignal | undefined,
): Promise<readonly RoutingObject[]> {
  try {
    return (await session.list(type, { namespace, signal })).items;
  } catch (error) {
    if (isKubeError(error) && (error.reason === "forbidden" || error.reason === "not-found")) return [];
    throw error;
  }
}
