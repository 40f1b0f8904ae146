// Takes away what a former version of the manifest had made: Deployments first, over several passes, then Services.
import type { KubeObject, ResourceType } from "../kubernetes/objects.ts";
import { deployments, horizontalPodAutoscalers, podDisruptionBudgets, services } from "../kubernetes/resource-types.ts";
import type { Deployment } from "../kubernetes/workload-types.ts";
import { getServed } from "./apply-object.ts";
import type { Pass } from "./pass.ts";

/**
 * Goes by what the status lists. Deployments with an executor go before others; a Deployment leaves the status when it is gone,
 * and only then do Services that are no longer wanted go.
 */
export async function removeUnwanted(pass: Pass): Promise<void> {
  const { components, status } = pass;
  const wanted = new Set(components.deployments.map(deployment => deployment.metadata.name));
  const old = Object.keys(status.deploymentStatus ?? {}).filter(name => !wanted.has(name));
  await removeDeployments(pass, old);
  if (old.length === 0) await removeServices(pass);
}

async function removeDeployments(pass: Pass, names: readonly string[]): Promise<void> {
  const { context, sdep, status } = pass;
  const { namespace } = sdep.metadata;
  const found: Deployment[] = [];
  for (const name of names) {
    const deployment = await getServed(context.client, deployments, name, namespace);
    if (deployment) found.push(deployment);
    else status.deploymentStatus = without(status.deploymentStatus, name);
  }
  const withExecutor = found.filter(hasExecutor);
  for (const { metadata } of withExecutor.length > 0 ? withExecutor : found) {
    if (metadata.deletionTimestamp !== undefined) continue;
    await context.client.delete(deployments, metadata.name, namespace, { propagationPolicy: "Foreground" });
    await record(pass, "DeleteDeployment", "Deployment", metadata.name);
  }
  for (const { metadata } of found) {
    await removeNamed(pass, horizontalPodAutoscalers, metadata.name, "DeleteHPA", "HorizontalPodAutoscaler");
    await removeNamed(pass, podDisruptionBudgets, metadata.name, "DeletePDB", "PodDisruptionBudget");
  }
}

function hasExecutor(deployment: Deployment): boolean {
  return deployment.metadata.labels?.["seldon-deployment-contains-svcorch"] !== undefined;
}

async function removeServices(pass: Pass): Promise<void> {
  const { components, status } = pass;
  for (const name of Object.keys(status.serviceStatus ?? {})) {
    if (components.serviceDetails[name]) continue;
    await removeNamed(pass, services, name, "DeleteService", "Service");
    status.serviceStatus = without(status.serviceStatus, name);
  }
}

function without<T>(entries: Readonly<Record<string, T>> | undefined, name: string): Record<string, T> {
  return Object.fromEntries(Object.entries(entries ?? {}).filter(([key]) => key !== name));
}

async function removeNamed<T extends KubeObject>(
  pass: Pass,
  type: ResourceType<T>,
  name: string,
  reason: string,
  kind: string,
): Promise<void> {
  const { context, sdep } = pass;
  const { namespace } = sdep.metadata;
  if (!(await getServed(context.client, type, name, namespace))) return;
  await context.client.delete(type, name, namespace);
  await record(pass, reason, kind, name);
}

async function record(pass: Pass, reason: string, kind: string, name: string): Promise<void> {
  await pass.context.recorder.record(pass.sdep, "Normal", reason, `Deleted ${kind} ${JSON.stringify(name)}`);
}
