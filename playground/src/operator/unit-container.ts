// What building a unit's server needs: its container in the pod, and where its model comes from.
import type { ContainerSpec } from "../kubernetes/pod-types.ts";
import type { PredictiveUnit } from "../kubernetes/seldon-types.ts";
import type { Deployment } from "../kubernetes/workload-types.ts";
import type { BuildContext } from "./components.ts";
import { OperatorError } from "./operator-error.ts";
import type { ModelSource } from "./storage-initializer.ts";

/** A container that defaulting has made sure of. */
export function containerOf(deployment: Deployment, name: string): ContainerSpec {
  const found = deployment.spec.template.spec.containers.find(container => container.name === name);
  if (!found) throw new OperatorError(`Expected to find container ${name}`);
  return found;
}

/** A unit's model, with the installation's Secret where the unit names none. */
export function modelSource(context: BuildContext, unit: PredictiveUnit): ModelSource {
  const own = unit.envSecretRefName ?? "";
  return {
    modelUri: unit.modelUri ?? "",
    serviceAccountName: unit.serviceAccountName ?? "",
    envSecretRefName: own === "" ? context.config.defaultEnvSecretRefName : own,
    storageInitializerImage: unit.storageInitializerImage ?? "",
  };
}
