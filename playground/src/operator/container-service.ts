// A graph unit's container: its ports, probes and variables, and the Service that reaches it directly (seldon-facts §2.4, §5.3).
import type { ContainerSpec, Probe } from "../kubernetes/pod-types.ts";
import type { Parameter, PredictiveUnit, PredictorSpec } from "../kubernetes/seldon-types.ts";
import type { Deployment, Service } from "../kubernetes/workload-types.ts";
import { addSelectorLabel, type BuildContext, type Components } from "./components.ts";
import { usesGrpc } from "./defaults.ts";
import { metricsPath } from "./deployment.ts";
import { addVariableOrLoseAll, hasVariable } from "./environment.ts";
import { findUnit, portNamed } from "./graph.ts";
import { containerServiceName, predictorServiceName, seldonDeploymentId } from "./names.ts";

/** Where an initializer puts a model and its server finds it. */
export const modelPath = "/mnt/models";

/** Completes the container and makes its Service; `undefined` for a sidecar, which is no unit of the graph. */
export function createContainerService(
  context: BuildContext,
  components: Components,
  predictor: PredictorSpec,
  deployment: Deployment,
  container: ContainerSpec,
): Service | undefined {
  const { sdep, namespace } = context;
  const unit = findUnit(predictor.graph, container.name);
  if (!unit) return undefined;
  const name = containerServiceName(sdep.metadata.name, predictor, container.name);
  const label = `seldon-app-svc-${container.name}`;
  const httpPort = unit.endpoint?.httpPort ?? 0;
  const grpcPort = unit.endpoint?.grpcPort ?? 0;
  components.serviceDetails[name] = {
    svcName: name,
    httpEndpoint: `${name}.${namespace}:${httpPort}`,
    grpcEndpoint: `${name}.${namespace}:${grpcPort}`,
  };
  addSelectorLabel(deployment, label, name);
  completeContainer(context, predictor, unit, container);
  return {
    apiVersion: "v1",
    kind: "Service",
    metadata: {
      name,
      namespace,
      labels: {
        [label]: name,
        "seldon-deployment-id": seldonDeploymentId(sdep),
        "seldon-app": predictorServiceName(sdep, predictor),
      },
      annotations: { ...predictor.annotations },
    },
    spec: {
      ports: [
        { name: "http", protocol: "TCP", port: httpPort, targetPort: httpPort },
        { name: "grpc", protocol: "TCP", port: grpcPort, targetPort: grpcPort },
      ],
      selector: { [label]: name },
      sessionAffinity: "None",
      type: "ClusterIP",
    },
  };
}

function completeContainer(
  context: BuildContext,
  predictor: PredictorSpec,
  unit: PredictiveUnit,
  container: ContainerSpec,
): void {
  const httpPort = unit.endpoint?.httpPort ?? 0;
  const grpcPort = unit.endpoint?.grpcPort ?? 0;
  for (const [name, containerPort] of Object.entries({ http: httpPort, grpc: grpcPort })) {
    if (portNamed(container, name) !== undefined) continue;
    container.ports = [...(container.ports ?? []), { name, containerPort, protocol: "TCP" }];
  }
  const port = usesGrpc(context.sdep, unit) ? grpcPort : httpPort;
  container.livenessProbe ??= tcpProbe(port, 60);
  container.readinessProbe ??= tcpProbe(port, 20);
  container.lifecycle ??= preStopPause();
  addVariables(context, predictor, unit, container);
}

function tcpProbe(port: number, initialDelaySeconds: number): Probe {
  return {
    tcpSocket: { port },
    initialDelaySeconds,
    periodSeconds: 5,
    successThreshold: 1,
    failureThreshold: 3,
    timeoutSeconds: 1,
  };
}

/** Lets requests end before the container does. */
export function preStopPause(): NonNullable<ContainerSpec["lifecycle"]> {
  return { preStop: { exec: { command: ["/bin/sh", "-c", "/bin/sleep 10"] } } };
}

function addVariables(
  context: BuildContext,
  predictor: PredictorSpec,
  unit: PredictiveUnit,
  container: ContainerSpec,
): void {
  const http = String(unit.endpoint?.httpPort ?? 0);
  const grpc = String(unit.endpoint?.grpcPort ?? 0);
  let env = container.env ?? [];
  const add = (name: string, value: string): void => {
    env = addVariableOrLoseAll(env, name, value);
  };
  if (!hasVariable(env, "PREDICTIVE_UNIT_SERVICE_PORT")) {
    add("PREDICTIVE_UNIT_SERVICE_PORT", usesGrpc(context.sdep, unit) ? grpc : http);
  }
  add("PREDICTIVE_UNIT_HTTP_SERVICE_PORT", http);
  add("MLSERVER_HTTP_PORT", http);
  add("PREDICTIVE_UNIT_GRPC_SERVICE_PORT", grpc);
  add("MLSERVER_GRPC_PORT", grpc);
  if ((unit.parameters ?? []).length > 0) add("PREDICTIVE_UNIT_PARAMETERS", parametersJson(unit.parameters ?? []));
  if ((unit.modelUri ?? "") !== "") add("MLSERVER_MODEL_URI", modelPath);
  container.env = [...env, ...identity(context, predictor, container), ...metrics(container)];
}

function identity(
  context: BuildContext,
  predictor: PredictorSpec,
  container: ContainerSpec,
): { name: string; value: string }[] {
  return [
    { name: "PREDICTIVE_UNIT_ID", value: container.name },
    { name: "MLSERVER_MODEL_NAME", value: container.name },
    { name: "PREDICTIVE_UNIT_IMAGE", value: container.image ?? "" },
    { name: "PREDICTOR_ID", value: predictor.name },
    { name: "PREDICTOR_LABELS", value: sortedJson(predictor.labels ?? {}) },
    { name: "SELDON_DEPLOYMENT_ID", value: context.sdep.metadata.name },
    { name: "SELDON_EXECUTOR_ENABLED", value: "true" },
  ];
}

function metrics(container: ContainerSpec): { name: string; value: string }[] {
  const port = portNamed(container, "metrics");
  if (port === undefined) return [];
  return [
    { name: "PREDICTIVE_UNIT_METRICS_SERVICE_PORT", value: String(port) },
    { name: "PREDICTIVE_UNIT_METRICS_ENDPOINT", value: metricsPath },
    { name: "MLSERVER_METRICS_PORT", value: String(port) },
    { name: "MLSERVER_METRICS_ENDPOINT", value: metricsPath },
  ];
}

/** Parameters as servers read them, fields in the order of the operator's type. */
export function parametersJson(parameters: readonly Parameter[]): string {
  return JSON.stringify(parameters.map(({ name, value, type }) => ({ name, value, type })));
}

function sortedJson(record: Readonly<Record<string, string>>): string {
  return JSON.stringify(Object.fromEntries(Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1))));
}
