// Servers that Seldon brings along: what their containers get besides what every unit's container has (seldon-facts §3, §4).
import type { PredictiveUnit, PredictorSpec } from "../kubernetes/seldon-types.ts";
import type { Deployment } from "../kubernetes/workload-types.ts";
import type { BuildContext, Components } from "./components.ts";
import { modelPath, parametersJson } from "./container-service.ts";
import { replaceVariable } from "./environment.ts";
import { findContainer, isPrepackaged, unitsOf } from "./graph.ts";
import { addMlServer } from "./mlserver.ts";
import { deploymentName } from "./names.ts";
import { OperatorError } from "./operator-error.ts";
import { findServer, isV2 } from "./server-images.ts";
import { addStorageInitializer } from "./storage-initializer.ts";
import { addTensorflowServer } from "./tensorflow.ts";
import { addTritonServer } from "./triton.ts";
import { containerOf, modelSource } from "./unit-container.ts";

/** Completes the containers of all prepackaged units, and gives custom ones with a modelUri their initializer. */
export function addServers(context: BuildContext, components: Components, predictor: PredictorSpec): void {
  for (const unit of unitsOf(predictor.graph)) {
    if (isPrepackaged(unit)) addServer(context, components, predictor, unit);
    else if ((unit.modelUri ?? "") !== "") addCustomInitializer(context, components, predictor, unit);
  }
}

function addServer(
  context: BuildContext,
  components: Components,
  predictor: PredictorSpec,
  unit: PredictiveUnit,
): void {
  const deployment = deploymentOf(context, components, predictor, unit);
  if (!deployment) {
    throw new OperatorError(`Failed to find PodSpec for Prepackaged server PreditiveUnit named ${unit.name}`);
  }
  const account = unit.serviceAccountName ?? "";
  if (account !== "") deployment.spec.template.spec.serviceAccountName = account;
  const implementation = unit.implementation ?? "";
  const server = findServer(context.config, implementation);
  if (!server) throw new OperatorError(`Failed to get server config for ${implementation}`);
  if (implementation === "TENSORFLOW_SERVER") addTensorflowServer(context, unit, deployment, server);
  else if (implementation === "TRITON_SERVER") addTritonServer(context, unit, deployment);
  else if (isV2(context.sdep.spec.protocol)) addMlServer(context, unit, deployment, server);
  else addPythonServer(context, unit, deployment);
}

// Seldon's Python servers take the model's place as one more parameter, after the user's (seldon-facts §3.3).
function addPythonServer(context: BuildContext, unit: PredictiveUnit, deployment: Deployment): void {
  const container = containerOf(deployment, unit.name);
  const uri = { name: "model_uri", value: modelPath, type: "STRING" };
  const value = parametersJson([...(unit.parameters ?? []), uri]);
  container.env = replaceVariable(container.env ?? [], { name: "PREDICTIVE_UNIT_PARAMETERS", value });
  addStorageInitializer(context, deployment, container.name, modelSource(context, unit));
}

// Since 1.17.1 (seldon-facts §4).
function addCustomInitializer(
  context: BuildContext,
  components: Components,
  predictor: PredictorSpec,
  unit: PredictiveUnit,
): void {
  const deployment = deploymentOf(context, components, predictor, unit);
  if (!deployment) throw new OperatorError(`Expected to find a deployment for predictive unit ${unit.name}`);
  addStorageInitializer(context, deployment, unit.name, modelSource(context, unit));
}

function deploymentOf(
  context: BuildContext,
  components: Components,
  predictor: PredictorSpec,
  unit: PredictiveUnit,
): Deployment | undefined {
  const found = findContainer(predictor, unit.name);
  if (!found) return undefined;
  const name = deploymentName(context.sdep, predictor, found.podSpec, found.index, context.config);
  return components.deployments.find(deployment => deployment.metadata.name === name);
}
