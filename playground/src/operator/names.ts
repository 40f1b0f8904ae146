// Names of what the operator makes (seldon-facts §5.1).
import { createHash } from "node:crypto";
import type { PredictorSpec, SeldonDeployment, SeldonPodSpec } from "../kubernetes/seldon-types.ts";
import type { OperatorConfig } from "./config.ts";

const longestName = 63;

/** Value of the label `seldon-deployment-id` and name of the VirtualService. */
export function seldonDeploymentId(sdep: SeldonDeployment): string {
  return hashedIfLong(sdep.metadata.name);
}

/** A component's Deployment; HPA, ScaledObject and PodDisruptionBudget have its name. */
export function deploymentName(
  sdep: SeldonDeployment,
  predictor: PredictorSpec,
  podSpec: SeldonPodSpec,
  index: number,
  config: OperatorConfig,
): string {
  const containers = (podSpec.spec?.containers ?? []).map(container => container.name).join("-");
  const suffix = podSpec.metadata?.name ?? "";
  const name = `${sdep.metadata.name}-${predictor.name}-${index}-${suffix === "" ? containers : suffix}`;
  if (name.length <= longestName) return name;
  const prefixed = `${sdep.metadata.name}-${md5(name)}`;
  return config.isDeploymentNamePrefix && prefixed.length <= longestName ? prefixed : `seldon-${md5(name)}`;
}

/** The Service that clients of a predictor call. The name in the annotation is taken as it is. */
export function predictorServiceName(sdep: SeldonDeployment, predictor: PredictorSpec): string {
  const annotated = predictor.annotations?.["seldon.io/svc-name"] ?? "";
  return annotated === "" ? hashedIfLong(`${sdep.metadata.name}-${predictor.name}`) : annotated;
}

/** The Service of a graph unit's container. */
export function containerServiceName(sdepName: string, predictor: PredictorSpec, container: string): string {
  return hashedIfLong(`${sdepName}-${predictor.name}-${container}`);
}

/** The Deployment of an executor in a pod of its own. */
export function separateExecutorName(sdep: SeldonDeployment, predictor: PredictorSpec): string {
  return hashedIfLong(`${sdep.metadata.name}-${predictor.name}-svc-orch`);
}

/** An explainer's Deployment, Service and container. */
export function explainerName(sdep: SeldonDeployment, predictor: PredictorSpec): string {
  return hashedIfLong(`${sdep.metadata.name}-${predictor.name}-explainer`);
}

/** Cuts at 63 characters, without a hyphen at the end: names of initializers, their volumes, and explainers' VirtualServices. */
export function cutName(name: string): string {
  return name.length > longestName ? name.slice(0, longestName).replace(/-$/, "") : name;
}

function hashedIfLong(name: string): string {
  return name.length > longestName ? `seldon-${md5(name)}` : name;
}

function md5(text: string): string {
  return createHash("md5").update(text).digest("hex");
}
