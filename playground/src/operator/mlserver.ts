// Prepackaged servers over the v2 protocol: MLServer (seldon-facts §3.6).
import type { ContainerSpec, EnvVar, Probe } from "../kubernetes/pod-types.ts";
import type { Explainer, PredictiveUnit } from "../kubernetes/seldon-types.ts";
import type { Deployment } from "../kubernetes/workload-types.ts";
import type { BuildContext } from "./components.ts";
import type { ServerImage } from "./config.ts";
import { modelPath } from "./container-service.ts";
import { replaceVariable } from "./environment.ts";
import { OperatorError } from "./operator-error.ts";
import { imageFor } from "./server-images.ts";
import { addStorageInitializer } from "./storage-initializer.ts";
import { containerOf, modelSource } from "./unit-container.ts";

/** The class that MLServer loads; other implementations get an empty one. */
const classes: Readonly<Record<string, string>> = {
  SKLEARN_SERVER: "mlserver_sklearn.SKLearnModel",
  XGBOOST_SERVER: "mlserver_xgboost.XGBoostModel",
  MLFLOW_SERVER: "mlserver_mlflow.MLflowRuntime",
  HUGGINGFACE_SERVER: "mlserver_huggingface.HuggingFaceRuntime",
  TEMPO_SERVER: "tempo.mlserver.InferenceRuntime",
};

/** MLServer's names of explainer types (seldon-facts §1.6). */
const explainerTypes: Readonly<Record<string, string>> = {
  AnchorTabular: "anchor_tabular",
  AnchorImages: "anchor_image",
  AnchorText: "anchor_text",
  Counterfactuals: "counterfactuals",
  Contrastive: "contrastive",
  KernelShap: "kernel_shap",
  IntegratedGradients: "integrated_gradients",
  ALE: "ALE",
  TreeShap: "tree_shap",
};

/** Throws where the implementation has no image for v2, even if the container brings one (seldon-facts §3.2). */
export function addMlServer(
  context: BuildContext,
  unit: PredictiveUnit,
  deployment: Deployment,
  server: { readonly protocols?: Readonly<Record<string, ServerImage | undefined>> },
): void {
  const implementation = unit.implementation ?? "";
  const image = imageFor(server, "v2");
  if (image === "") throw new OperatorError(`no image compatible with kfserving protocol for ${implementation}`);
  const container = containerOf(deployment, unit.name);
  if ((container.image ?? "") === "") container.image = image;
  container.env = (container.env ?? []).reduce(replaceVariable, variables(context, unit));
  container.readinessProbe = withHandler(container.readinessProbe, "/v2/health/ready");
  container.livenessProbe = withHandler(container.livenessProbe, "/v2/health/live");
  // All ports are written anew: the one for metrics is lost.
  container.ports = [
    { name: "grpc", containerPort: unit.endpoint?.grpcPort ?? 0, protocol: "TCP" },
    { name: "http", containerPort: unit.endpoint?.httpPort ?? 0, protocol: "TCP" },
  ];
  addStorageInitializer(context, deployment, container.name, modelSource(context, unit));
}

function variables(context: BuildContext, unit: PredictiveUnit): EnvVar[] {
  const implementation = unit.implementation ?? "";
  const tempo = { defaultRuntime: "tempo.seldon.SeldonKubernetesRuntime", namespace: context.namespace };
  return [
    { name: "MLSERVER_HTTP_PORT", value: String(unit.endpoint?.httpPort ?? 0) },
    { name: "MLSERVER_GRPC_PORT", value: String(unit.endpoint?.grpcPort ?? 0) },
    { name: "MLSERVER_MODEL_IMPLEMENTATION", value: classes[implementation] ?? "" },
    { name: "MLSERVER_MODEL_NAME", value: unit.name },
    { name: "MLSERVER_MODEL_VERSION", value: "v1" },
    { name: "MLSERVER_MODEL_URI", value: modelPath },
    ...(implementation === "TEMPO_SERVER"
      ? [{ name: "TEMPO_RUNTIME_OPTIONS", value: JSON.stringify({ k8s_options: tempo }) }]
      : []),
    ...(implementation === "HUGGINGFACE_SERVER"
      ? [
          { name: "MLSERVER_PARALLEL_WORKERS", value: "0" },
          { name: "XDG_CACHE_HOME", value: "/opt/mlserver" },
        ]
      : []),
  ];
}

/** The numbers stay, be they the operator's or the user's; where to knock is MLServer's (F65). */
function withHandler(probe: Probe | undefined, path: string): Probe {
  const { tcpSocket: _tcp, exec: _exec, httpGet: _http, ...numbers } = probe ?? {};
  return { httpGet: { path, port: "http", scheme: "HTTP" }, ...numbers };
}

/** The variables of an explainer over v2, which take the place of the user's. Throws for a type that is not known. */
export function addExplainerVariables(
  container: ContainerSpec,
  explainer: Explainer,
  port: number,
  inferUri: string,
): void {
  const type = explainer.type ?? "";
  const explainerType = explainerTypes[type];
  if (explainerType === undefined) throw new OperatorError(`${type} not supported`);
  const initial = explainer.initParameters ?? "";
  const extra = {
    explainer_type: explainerType,
    infer_uri: inferUri,
    ...(initial === "" ? {} : { init_parameters: parseParameters(initial) }),
  };
  container.env = [
    { name: "MLSERVER_HTTP_PORT", value: String(port) },
    { name: "MLSERVER_MODEL_IMPLEMENTATION", value: "mlserver_alibi_explain.AlibiExplainRuntime" },
    { name: "MLSERVER_MODEL_NAME", value: container.name },
    { name: "MLSERVER_MODEL_URI", value: modelPath },
    { name: "MLSERVER_MODEL_EXTRA", value: JSON.stringify(extra) },
  ];
}

function parseParameters(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new OperatorError(error instanceof Error ? error.message : String(error));
  }
}
