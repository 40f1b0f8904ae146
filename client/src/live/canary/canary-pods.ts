// The pods of a deployment: which of them have an executor, and how often those of the canary restarted.
import { serviceName, type PodObject } from "../../domain/index.ts";
import type { ClusterSession } from "../../kube/port.ts";
import { DEPLOYMENT_ID, PODS } from "../resource-types.ts";
import type { LiveDeployment } from "./change-deployment.ts";

const EXECUTOR = "seldon-container-engine";

/** Pods that are ending are left out. The separate executor carries its predictor's Service name as id (seldon-facts §5.2). */
export async function runningPods(
  session: ClusterSession,
  { metadata, spec }: LiveDeployment,
  signal: AbortSignal | undefined,
): Promise<readonly PodObject[]> {
  const ids = [metadata.name, ...(spec?.predictors ?? []).map(predictor => serviceName(metadata.name, predictor))];
  const labelSelector = `${DEPLOYMENT_ID} in (${[...new Set(ids)].join(",")})`;
  const { items } = await session.list(PODS, { namespace: metadata.namespace, labelSelector, signal });
  return items.filter(pod => pod.status?.phase === "Running" && !pod.metadata.deletionTimestamp);
}

export function hasExecutor({ spec }: PodObject): boolean {
  return spec?.containers?.some(({ name }) => name === EXECUTOR) === true;
}

/** Of the canary's pods, each since it began. @param canary name of the predictor */
export function restartsByPod(
  pods: readonly PodObject[],
  deployment: LiveDeployment,
  canary: string,
): ReadonlyMap<string, number> {
  const own = pods.filter(pod => isOf(pod, deployment, canary));
  return new Map(own.map(pod => [pod.metadata.name, restartsOf(pod)]));
}

/** By the label that the operator takes from the predictor (seldon-facts §5.2). */
function isOf({ metadata }: PodObject, { spec }: LiveDeployment, predictor: string): boolean {
  const found = spec?.predictors?.find(({ name }) => name === predictor);
  return found !== undefined && metadata.labels?.["version"] === (found.labels?.["version"] ?? predictor);
}

function restartsOf({ status }: PodObject): number {
  return (status?.containerStatuses ?? []).reduce((sum, { restartCount = 0 }) => sum + restartCount, 0);
}
