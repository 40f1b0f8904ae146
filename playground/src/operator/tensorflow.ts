// TENSORFLOW_SERVER: TensorFlow Serving itself, or behind a proxy that speaks Seldon's protocol (seldon-facts §3.4).
import type { ContainerSpec } from "../kubernetes/pod-types.ts";
import type { Parameter, PredictiveUnit } from "../kubernetes/seldon-types.ts";
import type { Deployment } from "../kubernetes/workload-types.ts";
import type { BuildContext } from "./components.ts";
import type { ServerImage } from "./config.ts";
import { modelPath, parametersJson } from "./container-service.ts";
import { replaceVariable } from "./environment.ts";
import { tfServingContainer } from "./graph.ts";
import { imageFor } from "./server-images.ts";
import { addStorageInitializer } from "./storage-initializer.ts";
import { containerOf, modelSource } from "./unit-container.ts";

const sidecarPorts = { grpc: 2000, rest: 2001 };

interface Server {
  readonly protocols?: Readonly<Record<string, ServerImage | undefined>>;
}

export function addTensorflowServer(
  context: BuildContext,
  unit: PredictiveUnit,
  deployment: Deployment,
  server: Server,
): void {
  const isDirect = context.sdep.spec.protocol === "tensorflow";
  const pod = deployment.spec.template.spec;
  const prototype = isDirect
    ? tensorflowServing(unit, unit.name, server, {
        grpc: unit.endpoint?.grpcPort ?? 0,
        rest: unit.endpoint?.httpPort ?? 0,
      })
    : tensorflowServing(unit, tfServingContainer, server, sidecarPorts);
  if (!isDirect) makeProxy(context, unit, containerOf(deployment, unit.name), server);
  const existing = pod.containers.find(container => container.name === prototype.name);
  if (existing) fillGaps(existing, prototype);
  else pod.containers.push(prototype);
  addStorageInitializer(context, deployment, prototype.name, modelSource(context, unit));
}

function tensorflowServing(
  unit: PredictiveUnit,
  name: string,
  server: Server,
  ports: { readonly grpc: number; readonly rest: number },
): ContainerSpec {
  const image = imageFor(server, "tensorflow");
  return {
    name,
    ...(image === "" ? {} : { image }),
    args: [
      `--port=${ports.grpc}`,
      `--rest_api_port=${ports.rest}`,
      `--model_name=${unit.name}`,
      `--model_base_path=${modelPath}`,
    ],
    imagePullPolicy: "IfNotPresent",
    ports: [
      { containerPort: ports.grpc, protocol: "TCP" },
      { containerPort: ports.rest, protocol: "TCP" },
    ],
    terminationMessagePath: "/dev/termination-log",
    terminationMessagePolicy: "File",
  };
}

// An image that the user gave the proxy is overwritten, under v2 with none at all (F18).
function makeProxy(context: BuildContext, unit: PredictiveUnit, proxy: ContainerSpec, server: Server): void {
  const image = imageFor(server, context.sdep.spec.protocol);
  if (image === "") delete proxy.image;
  else proxy.image = image;
  const text = (name: string, value: string): Parameter => ({ name, value, type: "STRING" });
  const given = unit.parameters ?? [];
  const hasEndpoint = given.some(({ name }) => name === "rest_endpoint" || name === "grpc_endpoint");
  const endpoints = hasEndpoint
    ? []
    : [
        text("rest_endpoint", `http://0.0.0.0:${sidecarPorts.rest}`),
        text("grpc_endpoint", `0.0.0.0:${sidecarPorts.grpc}`),
      ];
  const value = parametersJson([...given, ...endpoints, text("model_name", unit.name)]);
  proxy.env = replaceVariable(proxy.env ?? [], { name: "PREDICTIVE_UNIT_PARAMETERS", value });
}

function fillGaps(container: ContainerSpec, prototype: ContainerSpec): void {
  if ((container.image ?? "") === "" && prototype.image !== undefined) container.image = prototype.image;
  if ((container.args ?? []).length === 0 && prototype.args) container.args = prototype.args;
  if ((container.ports ?? []).length === 0 && prototype.ports) container.ports = prototype.ports;
}
