// An explainer: a Deployment and a Service of its own beside its predictor (seldon-facts §1.6, §5.1, §5.7).
import type { ContainerSpec, Probe } from "../kubernetes/pod-types.ts";
import type { Explainer, PredictorSpec } from "../kubernetes/seldon-types.ts";
import { addPodLabels, addSelectorLabel, type BuildContext, type Components } from "./components.ts";
import { modelPath, preStopPause } from "./container-service.ts";
import { createDeployment } from "./deployment.ts";
import { isExplained, portNamed } from "./graph.ts";
import { roleLabels } from "./labels.ts";
import { addExplainerVariables } from "./mlserver.ts";
import { explainerName, predictorServiceName } from "./names.ts";
import { createPredictorService } from "./predictor-service.ts";
import { isV2 } from "./server-images.ts";
import { addStorageInitializer } from "./storage-initializer.ts";

const defaultPort = 9000;

/** The port on the explainer's Service: a port that its container names `http` is not asked (seldon-facts §11 no. 29). */
export function explainerPort(explainer: Explainer): number {
  const given = explainer.endpoint?.service_port ?? 0;
  return given === 0 ? defaultPort : given;
}

/** Adds Deployment, Service and status of the predictor's explainer, if it has one. Throws for a type that v2 does not know. */
export function addExplainer(context: BuildContext, components: Components, predictor: PredictorSpec): void {
  if (!isExplained(predictor)) return;
  const { sdep } = context;
  const { explainer } = predictor;
  const name = explainerName(sdep, predictor);
  const container = createContainer(context, components, predictor, explainer, name);
  const podSpec = { spec: { containers: [container] } };
  const deployment = createDeployment(context, { name, predictor, podSpec, hasMetrics: false });
  const isStopped = (predictor.replicas ?? sdep.spec.replicas) === 0;
  const replicas = isStopped ? 0 : explainer.replicas;
  if (replicas !== undefined) deployment.spec.replicas = replicas;
  addStorageInitializer(context, deployment, container.name, explainer);
  const account = explainer.serviceAccountName ?? "";
  if (account !== "") deployment.spec.template.spec.serviceAccountName = account;
  addPodLabels(deployment, roleLabels(undefined, predictor));
  // Keeps the Deployment from selecting the predictor's pods, which have the same id.
  addSelectorLabel(deployment, "seldon-app", name);
  components.deployments.push(deployment);
  addService(context, components, predictor, name, explainerPort(explainer));
}

function addService(
  context: BuildContext,
  components: Components,
  predictor: PredictorSpec,
  name: string,
  port: number,
): void {
  const service = createPredictorService(context, predictor, name, { http: port, grpc: 0 });
  const predictorService = predictorServiceName(context.sdep, predictor);
  service.metadata.labels = {
    ...service.metadata.labels,
    "seldon-app": predictorService,
    ...roleLabels(undefined, predictor),
  };
  components.services.push(service);
  components.serviceDetails[name] = {
    svcName: name,
    httpEndpoint: `${name}.${context.namespace}:${port}`,
    explainerFor: predictorService,
  };
}

function createContainer(
  context: BuildContext,
  components: Components,
  predictor: PredictorSpec,
  explainer: Explainer,
  name: string,
): ContainerSpec {
  const { sdep, config } = context;
  const hasV2 = isV2(sdep.spec.protocol);
  const given: ContainerSpec = { name: "", ...explainer.containerSpec };
  const details = components.serviceDetails[predictorServiceName(sdep, predictor)];
  const isGrpc = sdep.spec.transport === "grpc" || explainer.endpoint?.type === "GRPC";
  const endpoint = (isGrpc ? details?.grpcEndpoint : details?.httpEndpoint) ?? "";
  const port = portNamed(given, "http") ?? explainerPort(explainer);
  const container: ContainerSpec = {
    ...given,
    name: given.name === "" ? name : given.name,
    image: (given.image ?? "") || (hasV2 ? config.explainer.image_v2 : config.explainer.image),
    imagePullPolicy: given.imagePullPolicy ?? "IfNotPresent",
    ports:
      portNamed(given, "http") === undefined
        ? [...(given.ports ?? []), { name: "http", containerPort: port, protocol: "TCP" }]
        : (given.ports ?? []),
    livenessProbe: given.livenessProbe ?? portProbe(60, 5),
    readinessProbe: given.readinessProbe ?? portProbe(20, 7),
    lifecycle: given.lifecycle ?? preStopPause(),
  };
  if (hasV2) {
    addExplainerVariables(container, explainer, port, `http://${endpoint}/v2/models/${predictor.graph.name}/infer`);
  } else {
    const protocol = `${sdep.spec.protocol === "tensorflow" ? "tensorflow" : "seldon"}.${isGrpc ? "grpc" : "http"}`;
    container.args = explainerArguments(predictor, explainer, endpoint, protocol, port);
  }
  return container;
}

function explainerArguments(
  predictor: PredictorSpec,
  explainer: Explainer,
  endpoint: string,
  protocol: string,
  port: number,
): string[] {
  const modelUri = explainer.modelUri ?? "";
  const config = Object.entries(explainer.config ?? {}).sort(([a], [b]) => (a < b ? -1 : 1));
  return [
    `--model_name=${predictor.graph.name}`,
    `--predictor_host=${endpoint}`,
    `--protocol=${protocol}`,
    `--http_port=${port}`,
    ...(modelUri === "" ? [] : [`--storage_uri=${modelPath}`]),
    explainer.type ?? "",
    ...(explainer.type === "AnchorImages" ? ["--tf_data_type=float32"] : []),
    // Files beside the model are fetched with it.
    ...config.map(([key, value]) => `--${key}=${modelUri === "" ? value : value.replace(modelUri, () => modelPath)}`),
  ];
}

function portProbe(initialDelaySeconds: number, failureThreshold: number): Probe {
  return {
    tcpSocket: { port: "http" },
    initialDelaySeconds,
    periodSeconds: 5,
    successThreshold: 1,
    failureThreshold,
    timeoutSeconds: 1,
  };
}
