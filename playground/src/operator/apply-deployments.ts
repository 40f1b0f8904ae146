// Deployments, and what they say about their pods.
import { controllerReference } from "../kubernetes/objects.ts";
import { deployments } from "../kubernetes/resource-types.ts";
import type { Deployment } from "../kubernetes/workload-types.ts";
import { applyObject, getServed, type Applied } from "./apply-object.ts";
import type { ConditionChange } from "./conditions.ts";
import type { Pass } from "./pass.ts";
import { isEqual } from "../support/json.ts";

/**
 * `failed` when the first Deployment that is not ready has given up and has no pod available; a failed one behind a slow one
 * does not count (seldon-facts §1.8).
 */
export async function applyDeployments(pass: Pass): Promise<"ready" | "creating" | "failed"> {
  let isReady = true;
  let isFailed = false;
  let condition: ConditionChange | undefined;
  for (const deployment of pass.components.deployments) {
    const { object, outcome } = await applyDeployment(pass, deployment);
    if (outcome !== "identical") {
      isReady = false;
      continue;
    }
    noteReplicas(pass, object);
    const available = conditionOf(object, "Available");
    if (isComplete(object)) {
      if (isReady) condition = available ?? condition;
      continue;
    }
    if (isReady) {
      if (available) pass.conditions.set("DeploymentsReady", available);
      isFailed = available?.status === "False" && conditionOf(object, "Progressing")?.status === "False";
    }
    isReady = false;
  }
  if (isReady) pass.conditions.set("DeploymentsReady", condition ?? { status: "Unknown" });
  if (isFailed) return "failed";
  return isReady ? "ready" : "creating";
}

async function applyDeployment(pass: Pass, deployment: Deployment): Promise<Applied<Deployment>> {
  const { context, sdep } = pass;
  const { name, namespace } = deployment.metadata;
  const wanted = { ...deployment, metadata: { ...deployment.metadata, ownerReferences: [controllerReference(sdep)] } };
  const found = await getServed(context.client, deployments, name, namespace);
  const isRecreated = found && !isEqual(found.spec.selector, wanted.spec.selector);
  if (isRecreated) {
    // What a Deployment selects cannot be changed.
    await context.client.delete(deployments, name, namespace, { propagationPolicy: "Background" });
  }
  const applied = await applyObject(context.client, deployments, wanted, {
    keeping: keepReplicas,
    isMarked: true,
  });
  const text = JSON.stringify(name);
  if (applied.outcome === "created") {
    const verb = isRecreated ? "Recreated Deployment (selector changed)" : "Created Deployment";
    await context.recorder.record(sdep, "Normal", "CreateDeployment", `${verb} ${text}`);
  } else if (applied.outcome === "updated") {
    await context.recorder.record(sdep, "Normal", "UpdateDeployment", `Updated Deployment ${text}`);
  }
  return applied;
}

// A number that is no longer given stays as it runs; with an autoscaler it is the autoscaler's (seldon-facts §5.7).
function keepReplicas(wanted: Deployment, found: Deployment): Deployment {
  const replicas = wanted.spec.replicas ?? found.spec.replicas;
  return { ...wanted, spec: { ...wanted.spec, ...(replicas === undefined ? {} : { replicas }) } };
}

function isComplete({ status }: Deployment): boolean {
  return (status?.readyReplicas ?? 0) > 0 && (status?.unavailableReplicas ?? 0) === 0;
}

function conditionOf(deployment: Deployment, type: string): ConditionChange | undefined {
  const found = deployment.status?.conditions?.find(condition => condition.type === type);
  if (!found) return undefined;
  const { status, reason = "", message = "" } = found;
  return { status, reason, message };
}

// Deployments without replicas are left out (seldon-facts §11 no. 23).
function noteReplicas(pass: Pass, deployment: Deployment): void {
  const { status, components } = pass;
  const { name } = deployment.metadata;
  const known = status.deploymentStatus?.[name];
  const replicas = deployment.status?.replicas ?? 0;
  const availableReplicas = deployment.status?.availableReplicas ?? 0;
  if ((known?.replicas ?? 0) === replicas && (known?.availableReplicas ?? 0) === availableReplicas) return;
  const counts = {
    ...(replicas === 0 ? {} : { replicas }),
    ...(availableReplicas === 0 ? {} : { availableReplicas }),
  };
  status.deploymentStatus = { ...status.deploymentStatus, [name]: counts };
  if (name !== components.firstDeployment) return;
  if (replicas === 0) delete status.replicas;
  else status.replicas = replicas;
}
