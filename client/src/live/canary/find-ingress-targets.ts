// Who routes in a cluster: what a share of 0 means depends on it, and without anybody a split has no effect.
import { ingressTargets, type IngressTarget } from "../../domain/canary/index.ts";
import { isKubeError, type ClusterSession } from "../../kube/port.ts";
import { findOperator } from "../deploy/look-at-cluster.ts";
import { ROUTING_KINDS } from "../resource-types.ts";
import type { LiveDeployment } from "./change-deployment.ts";
import { readObservedSplits } from "./routes-follow.ts";

/**
 * As the operator's variables say. Who may not look at the operator sees it by the routes that it has made for a deployment,
 * or by there being no kind of routes at all; else it is `unknown`.
 */
export async function findIngressTargets(
  session: ClusterSession,
  deployment: LiveDeployment,
): Promise<readonly IngressTarget[]> {
  const operator = await seenOperator(session);
  if (operator) {
    const version = /:v?(\d+\.\d+[^@]*)/.exec(operator.image)?.[1];
    return ingressTargets({ env: operator.env, version });
  }
  const routes = await readObservedSplits(session, deployment);
  if (routes.length > 0) return routes.map(({ kind }) => (kind === "Mapping" ? "ambassador-v2" : "istio"));
  const kinds = await Promise.all(ROUTING_KINDS.map(kind => session.findKind(kind)));
  return kinds.every(kind => kind === undefined) ? ["none"] : ["unknown"];
}

async function seenOperator(session: ClusterSession): ReturnType<typeof findOperator> {
  try {
    return await findOperator(session);
  } catch (error) {
    if (isKubeError(error) && (error.reason === "forbidden" || error.reason === "not-found")) return null;
    throw error;
  }
}
