// From a SeldonDeployment to all objects it becomes. No input or output: the same manifest gives the same objects.
import type { PredictorSpec, SeldonDeployment } from "../kubernetes/seldon-types.ts";
import type { Deployment, Secret } from "../kubernetes/workload-types.ts";
import { addAmbassador } from "./ambassador.ts";
import { isExecutorSeparate } from "./annotations.ts";
import { addScaling } from "./autoscaling.ts";
import { addPodLabels, addSelectorLabel, emptyComponents, type BuildContext, type Components } from "./components.ts";
import type { OperatorConfig } from "./config.ts";
import { createContainerService } from "./container-service.ts";
import { withDefaults } from "./defaults.ts";
import { createDeployment } from "./deployment.ts";
import { addExecutor, createSeparateExecutor, executorPorts } from "./executor.ts";
import { addExplainer } from "./explainer.ts";
import { executorContainer, findContainer, findUnit, isWithoutExecutor, tfServingContainer, unitsOf } from "./graph.ts";
import { addIstio, type Ports } from "./istio.ts";
import { roleLabels } from "./labels.ts";
import { deploymentName, predictorServiceName } from "./names.ts";
import { OperatorError } from "./operator-error.ts";
import { createPredictorService } from "./predictor-service.ts";
import { addServers } from "./prepackaged-servers.ts";
import { isV2 } from "./server-images.ts";
import { mountCertificate } from "./tls.ts";

/** What planning takes from the cluster. */
export interface ClusterFacts {
  readonly config: OperatorConfig;
  /** Secrets that service accounts of the namespace list, by account; only their keys are looked at. */
  readonly accountSecrets?: ReadonlyMap<string, readonly Secret[]>;
}

/** Throws {@link OperatorError} in the operator's words for what it cannot build (seldon-facts §10.1). */
export function plan(sdep: SeldonDeployment, facts: ClusterFacts): Components {
  const { config } = facts;
  const defaulted = withDefaults(sdep, config);
  const context: BuildContext = {
    sdep: defaulted,
    namespace: sdep.metadata.namespace ?? "default",
    config,
    accountSecrets: facts.accountSecrets ?? new Map(),
  };
  const components = emptyComponents();
  const ports = new Map<PredictorSpec, Ports>();
  for (const predictor of defaulted.spec.predictors) addPredictor(context, components, predictor, ports);
  components.address = addressOf(context, ports);
  if (config.ingress === "istio") addIstio(context, components, ports);
  if (config.ingress === "ambassador") addAmbassador(context, components, ports);
  return components;
}

function addPredictor(
  context: BuildContext,
  components: Components,
  predictor: PredictorSpec,
  ports: Map<PredictorSpec, Ports>,
): void {
  const isSeparate = isExecutorSeparate(context.sdep);
  const hasExecutor = !isWithoutExecutor(predictor);
  if (isSeparate && hasExecutor) {
    const executor = createSeparateExecutor(context, predictor);
    mountCertificate(executor, predictor);
    components.deployments.push(executor);
  }
  addComponents(context, components, predictor, ports);
  addServers(context, components, predictor);
  if (hasExecutor) {
    if (!isSeparate) addExecutor(context, predictor, executorDeployment(components, predictor));
    const root = rootDeployment(context, components, predictor);
    if (root) mountCertificate(root, predictor);
    addEntry(context, components, predictor, executorPorts);
    ports.set(predictor, executorPorts);
  }
  addExplainer(context, components, predictor);
}

function addComponents(
  context: BuildContext,
  components: Components,
  predictor: PredictorSpec,
  ports: Map<PredictorSpec, Ports>,
): void {
  const { sdep, config } = context;
  for (const [index, podSpec] of (predictor.componentSpecs ?? []).entries()) {
    if ((podSpec.spec?.containers ?? []).length === 0) continue;
    const name = deploymentName(sdep, predictor, podSpec, index, config);
    if (index === 0 && predictor === sdep.spec.predictors[0]) components.firstDeployment = name;
    const deployment = createDeployment(context, { name, predictor, podSpec, hasMetrics: true });
    const replicas = podSpec.replicas ?? predictor.replicas ?? sdep.spec.replicas;
    addScaling(components, deployment, podSpec, replicas);
    addContainerServices(context, components, predictor, deployment, ports);
    components.deployments.push(deployment);
  }
}

function addContainerServices(
  context: BuildContext,
  components: Components,
  predictor: PredictorSpec,
  deployment: Deployment,
  ports: Map<PredictorSpec, Ports>,
): void {
  for (const container of deployment.spec.template.spec.containers) {
    const unit = findUnit(predictor.graph, container.name);
    const labels = roleLabels(unit, predictor);
    addPodLabels(deployment, labels);
    // The executor is reached through the predictor's Service, TensorFlow Serving through its proxy.
    if (container.name === executorContainer || container.name === tfServingContainer) continue;
    const service = createContainerService(context, components, predictor, deployment, container);
    if (!service) continue;
    service.metadata.labels = { ...service.metadata.labels, ...labels };
    components.services.push(service);
    if (!isWithoutExecutor(predictor)) continue;
    addSelectorLabel(deployment, "seldon-app", predictorServiceName(context.sdep, predictor));
    const own = { http: unit?.endpoint?.httpPort ?? 0, grpc: unit?.endpoint?.grpcPort ?? 0 };
    ports.set(predictor, own);
    addEntry(context, components, predictor, own, labels);
  }
}

/** The predictor's Service and its line in the status. */
function addEntry(
  context: BuildContext,
  components: Components,
  predictor: PredictorSpec,
  ports: Ports,
  labels: Readonly<Record<string, string>> = {},
): void {
  const name = predictorServiceName(context.sdep, predictor);
  const service = createPredictorService(context, predictor, name, ports);
  service.metadata.labels = { ...service.metadata.labels, ...labels };
  components.services.push(service);
  components.serviceDetails[name] = {
    svcName: name,
    httpEndpoint: `${name}.${context.namespace}:${ports.http}`,
    grpcEndpoint: `${name}.${context.namespace}:${ports.grpc}`,
  };
}

// The pod of the first unit that defaulting has found beside the executor (seldon-facts §5.4).
function executorDeployment(components: Components, predictor: PredictorSpec): Deployment {
  const unit = unitsOf(predictor.graph).find(candidate => candidate.endpoint?.service_host === "localhost");
  if (!unit) {
    throw new OperatorError("engine not separate and no pu with localhost service - not clear where to inject engine");
  }
  const own = components.deployments.filter(deployment =>
    deployment.spec.template.spec.containers.some(container => container.name === unit.name),
  );
  const deployment = own.at(-1);
  if (deployment) return deployment;
  throw new OperatorError(
    "engine not separate and no deployment for pu with localhost service - not clear where to inject engine",
  );
}

function rootDeployment(
  context: BuildContext,
  components: Components,
  predictor: PredictorSpec,
): Deployment | undefined {
  const found = findContainer(predictor, predictor.graph.name);
  if (!found) return undefined;
  const name = deploymentName(context.sdep, predictor, found.podSpec, found.index, context.config);
  return components.deployments.find(deployment => deployment.metadata.name === name);
}

// The first predictor's only, and without TLS whatever it speaks (seldon-facts §1.8).
function addressOf(context: BuildContext, ports: ReadonlyMap<PredictorSpec, Ports>): string {
  const { sdep, namespace } = context;
  const [first] = sdep.spec.predictors;
  if (!first) return "";
  const host = `${predictorServiceName(sdep, first)}.${namespace}.svc.cluster.local`;
  return `http://${host}:${ports.get(first)?.http ?? 0}${predictionPath(context, first)}`;
}

function predictionPath(context: BuildContext, predictor: PredictorSpec): string {
  const { protocol } = context.sdep.spec;
  if (isV2(protocol)) return `/v2/models/${predictor.graph.name}/infer`;
  if (protocol === "tensorflow") return `/v1/models/${predictor.graph.name}:predict`;
  return "/api/v1.0/predictions";
}
