// What an administrator sets when installing the operator: images, defaults, ingress. The defaults are Helm's of 1.17.1.
import type { ConfigMap } from "../kubernetes/workload-types.ts";
import { isObject } from "../support/json.ts";
import { OperatorError } from "./operator-error.ts";

/** Image and tag of a prepackaged server for one protocol. */
export interface ServerImage {
  readonly image: string;
  readonly defaultImageVersion?: string;
}

/** `predictor_servers` of the ConfigMap `seldon-config`: servers by implementation, their images by protocol (seldon-facts §3.1). */
export type PredictorServers = Readonly<
  Record<string, { readonly protocols?: Readonly<Record<string, ServerImage | undefined>> } | undefined>
>;

export interface StorageInitializerConfig {
  readonly image: string;
  readonly cpuLimit: string;
  readonly memoryLimit: string;
  readonly cpuRequest: string;
  readonly memoryRequest: string;
}

export interface OperatorConfig {
  readonly predictorServers: PredictorServers;
  readonly storageInitializer: StorageInitializerConfig;
  readonly explainer: { readonly image: string; readonly image_v2: string };
  /** Empty where the installation is broken: no executor can be added then. */
  readonly executorImage: string;
  /** Of pods, unless their spec says otherwise (Helm `defaultUserID`), and of the executor. */
  readonly userId: number | undefined;
  /** Helm `predictiveUnit.defaultEnvSecretRefName`; empty: no Secret for initializers that name none. */
  readonly defaultEnvSecretRefName: string;
  /** Helm `manager.deploymentNameAsPrefix`: names that are too long begin with the SeldonDeployment's name. */
  readonly isDeploymentNamePrefix: boolean;
  readonly isKedaEnabled: boolean;
  readonly ingress: "istio" | "ambassador" | "none";
  readonly istioGateway: string;
  /** Helm `ambassador.singleNamespace`. */
  readonly isAmbassadorSingleNamespace: boolean;
  /** Which SeldonDeployments are ours: those with this value in the label `seldon.io/controller-id`. */
  readonly controllerId: string;
}

const mlserver = (variant: string): ServerImage => ({
  image: "seldonio/mlserver",
  defaultImageVersion: `1.3.5-${variant}`,
});
const seldon = (image: string): ServerImage => ({ image: `seldonio/${image}`, defaultImageVersion: "1.17.1" });

/** Helm's values of 1.17.1 with the given differences (seldon-facts §3.1, §4, §2.4, §5.5). */
export function operatorConfig(changes: Partial<OperatorConfig> = {}): OperatorConfig {
  return {
    predictorServers: {
      HUGGINGFACE_SERVER: { protocols: { v2: mlserver("huggingface") } },
      MLFLOW_SERVER: { protocols: { seldon: seldon("mlflowserver"), v2: mlserver("mlflow") } },
      SKLEARN_SERVER: { protocols: { seldon: seldon("sklearnserver"), v2: mlserver("sklearn") } },
      TEMPO_SERVER: { protocols: { v2: mlserver("slim") } },
      TENSORFLOW_SERVER: {
        protocols: {
          seldon: seldon("tfserving-proxy"),
          tensorflow: { image: "tensorflow/serving", defaultImageVersion: "2.1.0" },
        },
      },
      TRITON_SERVER: {
        protocols: { v2: { image: "nvcr.io/nvidia/tritonserver", defaultImageVersion: "21.08-py3" } },
      },
      XGBOOST_SERVER: { protocols: { seldon: seldon("xgboostserver"), v2: mlserver("xgboost") } },
    },
    storageInitializer: {
      image: "seldonio/rclone-storage-initializer:1.17.1",
      cpuLimit: "1",
      memoryLimit: "1Gi",
      cpuRequest: "100m",
      memoryRequest: "100Mi",
    },
    explainer: { image: "seldonio/alibiexplainer:1.17.1", image_v2: "seldonio/mlserver:1.3.5-alibi-explain" },
    executorImage: "docker.io/seldonio/seldon-core-executor:1.17.1",
    userId: 8888,
    defaultEnvSecretRefName: "",
    isDeploymentNamePrefix: false,
    isKedaEnabled: false,
    ingress: "istio",
    istioGateway: "istio-system/seldon-gateway",
    isAmbassadorSingleNamespace: false,
    controllerId: "",
    ...changes,
  };
}

/** Where Helm puts the operator and its ConfigMap. */
export const operatorNamespace = "seldon-system";
export const configMapName = "seldon-config";

/** The ConfigMap that an installation with these settings has, for clients that look servers up in it. */
export function seldonConfigMap(config: OperatorConfig): ConfigMap {
  return {
    apiVersion: "v1",
    kind: "ConfigMap",
    metadata: {
      name: configMapName,
      namespace: operatorNamespace,
      labels: { app: "seldon", "app.kubernetes.io/name": "seldon", "control-plane": "seldon-controller-manager" },
    },
    data: {
      predictor_servers: JSON.stringify(config.predictorServers),
      storageInitializer: JSON.stringify(config.storageInitializer),
      explainer: JSON.stringify(config.explainer),
    },
  };
}

/** The settings with what the cluster's ConfigMap says in their place. Throws for JSON that does not parse. */
export function withConfigMap(config: OperatorConfig, configMap: ConfigMap | undefined): OperatorConfig {
  const data = configMap?.data ?? {};
  const servers = readJson(data, "predictor_servers");
  const initializer = readJson(data, "storageInitializer");
  const explainer = readJson(data, "explainer");
  return {
    ...config,
    ...(isServers(servers) ? { predictorServers: servers } : {}),
    ...(isTexts(initializer) ? { storageInitializer: { ...config.storageInitializer, ...initializer } } : {}),
    ...(isTexts(explainer) ? { explainer: { ...config.explainer, ...explainer } } : {}),
  };
}

function readJson(data: Record<string, string>, key: string): unknown {
  const text = data[key];
  if (text === undefined) return undefined;
  try {
    return JSON.parse(text);
  } catch (error) {
    const problem = error instanceof Error ? error.message : String(error);
    throw new OperatorError(`Unable to unmarshall ${key} json string due to ${problem} `);
  }
}

// Entries in the shape that was used before 1.5 have no `protocols`; the operator finds no image in them (seldon-facts §3.1).
function isServers(value: unknown): value is PredictorServers {
  return isObject(value) && Object.values(value).every(entry => isObject(entry) && isProtocols(entry["protocols"]));
}

function isProtocols(value: unknown): boolean {
  if (value === undefined) return true;
  return isObject(value) && Object.values(value).every(image => isObject(image) && typeof image["image"] === "string");
}

function isTexts(value: unknown): value is Record<string, string> {
  return isObject(value) && Object.values(value).every(text => typeof text === "string");
}
