// TRITON_SERVER: NVIDIA's server over a repository of models (seldon-facts §3.5).
import type { PredictiveUnit } from "../kubernetes/seldon-types.ts";
import type { Deployment } from "../kubernetes/workload-types.ts";
import type { BuildContext } from "./components.ts";
import { modelPath } from "./container-service.ts";
import { addStorageInitializer } from "./storage-initializer.ts";
import { containerOf, modelSource } from "./unit-container.ts";

/** Parameters that become flags when Triton reads the store itself; their names' case does not count. */
const flags: Readonly<Record<string, string>> = {
  model_control_mode: "--model-control-mode=",
  load_model: "--load-model=",
  strict_model_config: "--strict-model-config=",
};

export function addTritonServer(context: BuildContext, unit: PredictiveUnit, deployment: Deployment): void {
  const container = containerOf(deployment, unit.name);
  const readsStore = context.sdep.spec.annotations?.["seldon.io/no-storage-initializer"]?.toLowerCase() === "true";
  const source = modelSource(context, unit);
  const httpPort = unit.endpoint?.httpPort ?? 0;
  const grpcPort = unit.endpoint?.grpcPort ?? 0;
  container.args ??= [
    "/opt/tritonserver/bin/tritonserver",
    `--grpc-port=${grpcPort}`,
    `--http-port=${httpPort}`,
    ...(readsStore ? storeArguments(unit) : [`--model-repository=${modelPath}`, "--strict-model-config=false"]),
  ];
  const secret = source.envSecretRefName ?? "";
  if (readsStore && secret !== "") container.envFrom ??= [{ secretRef: { name: secret } }];
  // All ports are written anew: the one for metrics is lost.
  container.ports = [
    { name: "grpc", containerPort: grpcPort, protocol: "TCP" },
    { name: "http", containerPort: httpPort, protocol: "TCP" },
  ];
  if (!readsStore) addStorageInitializer(context, deployment, container.name, source);
}

function storeArguments(unit: PredictiveUnit): string[] {
  const chosen = (unit.parameters ?? []).flatMap(({ name, value }) => {
    const flag = flags[name.toLowerCase()];
    return flag === undefined ? [] : [`${flag}${value}`];
  });
  return [`--model-repository=${unit.modelUri ?? ""}`, ...chosen];
}
