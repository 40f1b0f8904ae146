// The executor: the container that walks the graph, beside the models or in a pod of its own (seldon-facts §2.4, §5.4, §5.8).
import type { ContainerSpec, EnvVar } from "../kubernetes/pod-types.ts";
import type { PredictorSpec } from "../kubernetes/seldon-types.ts";
import type { Deployment } from "../kubernetes/workload-types.ts";
import { annotation, integerProblem, isInteger } from "./annotations.ts";
import { addPodLabels, addSelectorLabel, type BuildContext } from "./components.ts";
import { podInfoMount } from "./defaults.ts";
import { metricsPath, podInfoVolume, rollingUpdate } from "./deployment.ts";
import { hasVariable } from "./environment.ts";
import { executorContainer } from "./graph.ts";
import { predictorServiceName, separateExecutorName } from "./names.ts";
import { OperatorError } from "./operator-error.ts";

/** Where the executor listens: REST, metrics and probes; and gRPC. */
export const executorPorts = { http: 8000, grpc: 5001 };

/** Puts the executor into a pod, unless the user has a container of its name there. */
export function addExecutor(context: BuildContext, predictor: PredictorSpec, deployment: Deployment): void {
  const pod = deployment.spec.template.spec;
  if (pod.containers.some(container => container.name === executorContainer)) return;
  pod.containers.push(createExecutor(context, predictor));
  deployment.metadata.labels = { ...deployment.metadata.labels, "seldon-deployment-contains-svcorch": "true" };
  addSelectorLabel(deployment, "seldon-app", predictorServiceName(context.sdep, predictor));
}

/** Its labels carry the predictor's Service name where all others carry the SeldonDeployment's (seldon-facts §5.2). */
export function createSeparateExecutor(context: BuildContext, predictor: PredictorSpec): Deployment {
  const { sdep, namespace } = context;
  const service = predictorServiceName(sdep, predictor);
  const selected = { "seldon-app": service, "seldon-deployment-id": service };
  const name = separateExecutorName(sdep, predictor);
  const replicas = predictor.svcOrchSpec?.replicas ?? predictor.replicas ?? sdep.spec.replicas;
  const user = context.config.userId;
  const deployment: Deployment = {
    apiVersion: "apps/v1",
    kind: "Deployment",
    metadata: {
      name,
      namespace,
      labels: { "seldon-deployment-contains-svcorch": "true", version: "v1", fluentd: "true" },
      annotations: { ...sdep.spec.annotations },
    },
    spec: {
      ...(replicas === undefined ? {} : { replicas }),
      selector: { matchLabels: selected },
      template: {
        metadata: { annotations: { "prometheus.io/path": metricsPath, "prometheus.io/scrape": "true" } },
        spec: {
          containers: [createExecutor(context, predictor)],
          volumes: [podInfoVolume()],
          restartPolicy: "Always",
          dnsPolicy: "ClusterFirst",
          schedulerName: "default-scheduler",
          securityContext: user === undefined ? {} : { runAsUser: user },
          terminationGracePeriodSeconds: 20,
        },
      },
      strategy: rollingUpdate(),
    },
  };
  addPodLabels(deployment, { ...selected, app: name });
  return deployment;
}

function createExecutor(context: BuildContext, predictor: PredictorSpec): ContainerSpec {
  const { config } = context;
  if (config.executorImage === "") {
    throw new OperatorError(
      "Failed to find executor image from environment. Check EXECUTOR_CONTAINER_IMAGE_AND_VERSION or RELATED_IMAGE_EXECUTOR are set.",
    );
  }
  const resources = { cpu: "500m", memory: "512Mi" };
  const scheme = (predictor.ssl?.certSecretName ?? "") === "" ? "HTTP" : "HTTPS";
  const probe = (path: string): ContainerSpec["livenessProbe"] => ({
    httpGet: { path, port: executorPorts.http, scheme },
    initialDelaySeconds: 20,
    periodSeconds: 5,
    failureThreshold: 3,
    successThreshold: 1,
    timeoutSeconds: 60,
  });
  return {
    name: executorContainer,
    image: config.executorImage,
    args: executorArguments(context, predictor),
    imagePullPolicy: "IfNotPresent",
    env: executorVariables(context, predictor),
    ports: [
      { name: "http", containerPort: executorPorts.http, protocol: "TCP" },
      { name: "metrics", containerPort: executorPorts.http, protocol: "TCP" },
      { name: "grpc", containerPort: executorPorts.grpc, protocol: "TCP" },
    ],
    readinessProbe: probe("/ready") ?? {},
    livenessProbe: probe("/live") ?? {},
    resources: predictor.svcOrchSpec?.resources ?? { limits: { ...resources }, requests: { ...resources } },
    securityContext: {
      allowPrivilegeEscalation: false,
      ...(config.userId === undefined ? {} : { runAsUser: config.userId }),
    },
    terminationMessagePath: "/dev/termination-log",
    terminationMessagePolicy: "File",
    volumeMounts: [{ ...podInfoMount }],
  };
}

function executorArguments(context: BuildContext, predictor: PredictorSpec): string[] {
  const { sdep, namespace } = context;
  const orElse = (value: string | undefined, fallback: string): string => (value ?? "") || fallback;
  return [
    ...["--sdep", sdep.metadata.name],
    ...["--namespace", namespace],
    ...["--predictor", predictor.name],
    ...["--http_port", String(executorPorts.http)],
    ...["--grpc_port", String(executorPorts.grpc)],
    ...["--protocol", orElse(sdep.spec.protocol, "seldon")],
    ...["--transport", orElse(sdep.spec.transport, "rest")],
    ...["--prometheus_path", metricsPath],
    ...["--server_type", orElse(sdep.spec.serverType, "rpc")],
    ...["--log_work_buffer_size", queueSize(context)],
    ...["--log_write_timeout_ms", writeTimeout(context)],
    "--full_health_checks=false",
  ];
}

function queueSize(context: BuildContext): string {
  const size = annotation(context.sdep, "seldon.io/executor-logger-queue-size", "10000");
  if (isInteger(size)) return size;
  const variable = "EXECUTOR_REQUEST_LOGGER_WORK_QUEUE_SIZE";
  throw new OperatorError(`Failed to parse ${size} as integer for ${variable}. ${integerProblem(size)}`);
}

// The operator's text names the default and not the annotation's value.
function writeTimeout(context: BuildContext): string {
  const timeout = annotation(context.sdep, "seldon.io/executor-logger-write-timeout-ms", "2000");
  if (isInteger(timeout)) return timeout;
  const variable = "EXECUTOR_REQUEST_LOGGER_WRITE_TIMEOUT_MS";
  throw new OperatorError(`Failed to parse 2000 as integer for ${variable}. ${integerProblem(timeout)}`);
}

function executorVariables(context: BuildContext, predictor: PredictorSpec): EnvVar[] {
  const env: EnvVar[] = [
    { name: "ENGINE_PREDICTOR", value: encodePredictor(predictor) },
    { name: "REQUEST_LOGGER_DEFAULT_ENDPOINT", value: "http://default-broker" },
    ...(predictor.svcOrchSpec?.env ?? []),
  ];
  const prefix = "seldon.io/engine-";
  for (const [key, value] of Object.entries(context.sdep.spec.annotations ?? {})) {
    if (!key.startsWith(prefix) || key === "seldon.io/engine-separate-pod") continue;
    const name = key.slice(prefix.length).toUpperCase().replaceAll("-", "_");
    if (!hasVariable(predictor.svcOrchSpec?.env ?? [], name)) env.push({ name, value });
  }
  return env;
}

// Without traffic, replicas and explainer: changing those restarts no pod (seldon-facts §5.8).
function encodePredictor(predictor: PredictorSpec): string {
  const { traffic: _traffic, explainer: _explainer, ...told } = predictor;
  return Buffer.from(JSON.stringify({ ...told, replicas: 0 })).toString("base64");
}
