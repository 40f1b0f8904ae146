// Test support: manifests as text, and the parts of a plan by name.
import { parse } from "yaml";
import type { ContainerSpec, EnvVar } from "../../kubernetes/pod-types.ts";
import { readObject } from "../../kubernetes/resource-path.ts";
import { seldonDeployments } from "../../kubernetes/resource-types.ts";
import type { SeldonDeployment } from "../../kubernetes/seldon-types.ts";
import type { Deployment } from "../../kubernetes/workload-types.ts";
import type { Components } from "../components.ts";
import { operatorConfig, type OperatorConfig } from "../config.ts";
import { plan } from "../plan.ts";

/** Reads a SeldonDeployment's `spec`, and names it. */
export function manifest(spec: string, name = "iris", namespace = "models"): SeldonDeployment {
  const parsed: unknown = parse(spec);
  return readObject(seldonDeployments, { metadata: { name, namespace, uid: "1234" }, spec: parsed });
}

export function planOf(spec: string, config: Partial<OperatorConfig> = {}): Components {
  return plan(manifest(spec), { config: operatorConfig(config) });
}

/** Throws where the plan has no such Deployment, naming those it has. */
export function deploymentNamed(components: Components, name: string): Deployment {
  const found = components.deployments.find(deployment => deployment.metadata.name === name);
  if (found) return found;
  const names = components.deployments.map(deployment => deployment.metadata.name);
  throw new Error(`No Deployment ${name} among ${names.join(", ")}.`);
}

/** A container of any Deployment in the plan. */
export function containerNamed(components: Components, name: string): ContainerSpec {
  const containers = components.deployments.flatMap(({ spec }) => [
    ...spec.template.spec.containers,
    ...(spec.template.spec.initContainers ?? []),
  ]);
  const found = containers.find(container => container.name === name);
  if (found) return found;
  throw new Error(`No container ${name} among ${containers.map(container => container.name).join(", ")}.`);
}

/** Names and values, in order; a value from elsewhere reads as `undefined`. */
export function variablesOf(container: ContainerSpec): [string, string | undefined][] {
  return (container.env ?? []).map((variable: EnvVar) => [variable.name, variable.value]);
}

export function variable(container: ContainerSpec, name: string): string | undefined {
  return container.env?.find(one => one.name === name)?.value;
}

/** What the executor is told about its predictor. */
export function enginePredictor(components: Components): unknown {
  const value = variable(containerNamed(components, "seldon-container-engine"), "ENGINE_PREDICTOR") ?? "";
  return JSON.parse(Buffer.from(value, "base64").toString("utf8"));
}
