// The numbers and names of Seldon Core that rules quote, in one place, with the versions they hold for.
// Source: seldon-facts.md and failure-modes.md §0.1–0.2, read from the 1.17.1 release unless a comment says otherwise.

import { withServersOfCluster, type ClusterServers } from "./cluster-server.ts";

export const SUPPORTED_SELDON_VERSIONS = ["1.15", "1.16", "1.17", "1.18"] as const;
export type SeldonMinor = (typeof SUPPORTED_SELDON_VERSIONS)[number];

export const DEFAULT_SELDON_VERSION = "1.17.1";

export type Protocol = "seldon" | "tensorflow" | "v2";

/** A prepackaged server as the operator's default `predictor_servers` map knows it (seldon-facts §3.1). */
export interface PrepackagedServer {
  /** One line on what it serves and expects. */
  readonly summary: string;
  /** Image per protocol, null where only the cluster knows it; a protocol that is absent has none, and the Deployment is refused (F18). */
  readonly images: Readonly<Partial<Record<Protocol, string | null>>>;
  /** Names that `parameters` may have under the seldon protocol (seldon-facts §3.3); undefined where nothing is checked. */
  readonly parameters?: readonly string[];
  /** File names looked for in the top folder of the model URI, per protocol. */
  readonly artifacts: Readonly<Partial<Record<Protocol, readonly string[]>>>;
  /** True for servers that only the user's configuration names. */
  readonly isOfCluster?: true;
}

export interface SeldonFacts {
  readonly version: string;
  readonly minor: SeldonMinor;
  readonly servers: Readonly<Record<string, PrepackagedServer>>;
  readonly initializerImage: string;
  /** What the operator runs explainers with where `containerSpec` has no image (seldon-facts §3.1). */
  readonly explainerImages: { readonly seldon: string; readonly v2: string };
  readonly mlserverVersion: string;
}

/** Values the webhook takes for `spec.protocol`, `spec.transport` and `spec.serverType`, exactly as written (seldon-facts §1.6). */
export const PROTOCOLS: readonly string[] = ["seldon", "tensorflow", "v2", "kfserving"];
export const TRANSPORTS: readonly string[] = ["rest", "grpc"];
export const SERVER_TYPES: readonly string[] = ["rpc", "kafka"];

/** What the executor needs to serve from Kafka (webhook R4, seldon-facts §2.2). */
export const KAFKA_ENV: readonly string[] = ["KAFKA_BROKER", "KAFKA_INPUT_TOPIC", "KAFKA_OUTPUT_TOPIC"];

/** Servers the webhook refuses under `protocol: tensorflow` (webhook R13, seldon-facts §2.2). */
export const NOT_TENSORFLOW_SERVERS: readonly string[] = [
  "SKLEARN_SERVER",
  "XGBOOST_SERVER",
  "MLFLOW_SERVER",
  "HUGGINGFACE_SERVER",
];

/** Built into the operator, without a server of their own (seldon-facts §1.6). */
export const BUILT_IN_IMPLEMENTATIONS = [
  "UNKNOWN_IMPLEMENTATION",
  "SIMPLE_MODEL",
  "SIMPLE_ROUTER",
  "RANDOM_ABTEST",
  "AVERAGE_COMBINER",
] as const;

/** Values of a graph unit's `type`; the executor matches them exactly (seldon-facts §1.6, F74). */
export const UNIT_TYPES = ["MODEL", "ROUTER", "COMBINER", "TRANSFORMER", "OUTPUT_TRANSFORMER", "UNKNOWN_TYPE"] as const;

export const UNIT_METHODS = ["TRANSFORM_INPUT", "TRANSFORM_OUTPUT", "ROUTE", "AGGREGATE", "SEND_FEEDBACK"] as const;

/** Values of `explainer.type` (seldon-facts §1.6). */
export const EXPLAINER_TYPES = [
  "AnchorTabular",
  "AnchorImages",
  "AnchorText",
  "Counterfactuals",
  "Contrastive",
  "KernelShap",
  "IntegratedGradients",
  "ALE",
  "TreeShap",
] as const;

/** Those that Seldon's explainer image takes, which serves the seldon and tensorflow protocols (seldon-facts §1.6). */
export const IMAGE_EXPLAINER_TYPES: readonly string[] = EXPLAINER_TYPES.filter(
  type => type !== "Counterfactuals" && type !== "Contrastive",
);

/** Those that MLServer's explainer runtime knows; under v2 the operator lets all pass (seldon-facts §1.6). */
export const MLSERVER_EXPLAINER_TYPES: readonly string[] = [
  "AnchorTabular",
  "AnchorImages",
  "AnchorText",
  "KernelShap",
  "IntegratedGradients",
];

/** Values of `parameters[].type`, in this case only (seldon-facts §1.6, §3.3 [run]). */
export const PARAMETER_TYPES = ["INT", "FLOAT", "DOUBLE", "STRING", "BOOL"] as const;

/** Ports of a predictor's pod (seldon-facts §5.3). */
export const PORTS = {
  executorHttp: 8000,
  executorGrpc: 5001,
  unitHttp: 9000,
  unitGrpc: 9500,
  unitMetrics: 6000,
} as const;

export interface ProbeNumbers {
  readonly initialDelaySeconds: number;
  readonly periodSeconds: number;
  readonly failureThreshold: number;
}

/** What the operator sets where a unit's container has no liveness probe at all (seldon-facts §2.4). */
export const DEFAULT_LIVENESS: ProbeNumbers = { initialDelaySeconds: 60, periodSeconds: 5, failureThreshold: 3 };

/** What Kubernetes fills in where a probe is there but a number is not. */
export const KUBERNETES_PROBE_DEFAULTS: ProbeNumbers = {
  initialDelaySeconds: 0,
  periodSeconds: 10,
  failureThreshold: 3,
};

/** Seconds from the container's start until a probe that never succeeds has it killed. */
export function probeBudget(probe: ProbeNumbers): number {
  return probe.initialDelaySeconds + probe.periodSeconds * probe.failureThreshold;
}

/** Where the model is mounted in the initializer and in the unit's container (seldon-facts §4). */
export const MODEL_MOUNT_PATH = "/mnt/models";

/** Longest name Kubernetes takes for containers and volumes; the operator cuts its own to this (seldon-facts §4). */
export const MAX_NAME_LENGTH = 63;

/** Remotes the initializer's image brings with it: anonymous Google Storage (seldon-facts §4). */
export const PRESET_RCLONE_REMOTES: readonly string[] = ["gs"];

/** Mirrors the operator: cut to 63 characters, then trailing hyphens off. */
export function operatorName(container: string, suffix: string): string {
  return `${container}${suffix}`.slice(0, MAX_NAME_LENGTH).replace(/-+$/, "");
}

interface Release {
  readonly version: string;
  readonly mlserver: string;
  readonly alibiExplainer: string;
}

// failure-modes §0.2; the patch version is the newest of its minor that the matrix lists.
const RELEASES: Readonly<Record<SeldonMinor, Release>> = {
  "1.15": { version: "1.15.0", mlserver: "1.2.0", alibiExplainer: "1.15.0" },
  "1.16": { version: "1.16.0", mlserver: "1.3.0", alibiExplainer: "1.16.0" },
  "1.17": { version: "1.17.1", mlserver: "1.3.5", alibiExplainer: "1.17.1" },
  "1.18": { version: "1.18.2", mlserver: "1.3.5", alibiExplainer: "1.18.2" },
};

/** A version such as `1.17.1`, `v1.16` or `1.15` without its `v`; undefined where it is none of the supported ones. */
export function supportedVersion(version: string): string | undefined {
  const minor = /^v?(1\.\d+)(?:\.\d+)?$/.exec(version)?.[1];
  return SUPPORTED_SELDON_VERSIONS.some(supported => supported === minor) ? version.replace(/^v/, "") : undefined;
}

/**
 * The facts of a Seldon version such as `1.17.1` or `1.16`. Versions out of the supported range count as the nearest in it.
 * `ofCluster` are servers beside Seldon's own, or more that is known of these.
 */
export function seldonFacts(
  version: string = DEFAULT_SELDON_VERSION,
  ofCluster: ClusterServers = NO_SERVERS,
): SeldonFacts {
  const byVersion = knownFacts.get(ofCluster) ?? new Map<string, SeldonFacts>();
  const facts = byVersion.get(version) ?? gatherFacts(version, ofCluster);
  knownFacts.set(ofCluster, byVersion.set(version, facts));
  return facts;
}

const NO_SERVERS: ClusterServers = {};

/** Every document asks, and nearly always for the same. */
const knownFacts = new WeakMap<ClusterServers, Map<string, SeldonFacts>>();

function gatherFacts(version: string, ofCluster: ClusterServers): SeldonFacts {
  const minor = nearestMinor(version);
  const release = RELEASES[minor];
  const exact = version.split(".").length > 2 && version.startsWith(`${minor}.`) ? version : release.version;
  return {
    version: exact,
    minor,
    servers: withServersOfCluster(servers(exact, release.mlserver), ofCluster),
    initializerImage: `seldonio/rclone-storage-initializer:${exact}`,
    explainerImages: {
      seldon: `seldonio/alibiexplainer:${release.alibiExplainer}`,
      v2: `seldonio/mlserver:${release.mlserver}-alibi-explain`,
    },
    mlserverVersion: release.mlserver,
  };
}

/** A server by its name as a manifest has it, which may be any text. */
export function prepackagedServer({ servers }: SeldonFacts, name: string | undefined): PrepackagedServer | undefined {
  return name !== undefined && Object.hasOwn(servers, name) ? servers[name] : undefined;
}

function nearestMinor(version: string): SeldonMinor {
  const number = Number(/^1\.(\d+)/.exec(version)?.[1] ?? 17);
  const first = SUPPORTED_SELDON_VERSIONS[0];
  return SUPPORTED_SELDON_VERSIONS.findLast(minor => Number(minor.slice(2)) <= number) ?? first;
}

function servers(version: string, mlserver: string): Readonly<Record<string, PrepackagedServer>> {
  return {
    SKLEARN_SERVER: {
      summary: "scikit-learn model saved with joblib",
      images: { seldon: `seldonio/sklearnserver:${version}`, v2: `seldonio/mlserver:${mlserver}-sklearn` },
      parameters: ["model_uri", "method"],
      artifacts: { seldon: ["model.joblib"], v2: ["model.joblib", "model.pickle", "model.pkl"] },
    },
    XGBOOST_SERVER: {
      summary: "XGBoost booster in its binary format",
      images: { seldon: `seldonio/xgboostserver:${version}`, v2: `seldonio/mlserver:${mlserver}-xgboost` },
      parameters: ["model_uri"],
      artifacts: { seldon: ["model.bst"], v2: ["model.bst", "model.json", "model.ubj"] },
    },
    MLFLOW_SERVER: {
      summary: "MLflow model folder with its MLmodel file",
      images: { seldon: `seldonio/mlflowserver:${version}`, v2: `seldonio/mlserver:${mlserver}-mlflow` },
      parameters: ["model_uri", "xtype"],
      artifacts: { seldon: ["MLmodel"], v2: ["MLmodel"] },
    },
    TENSORFLOW_SERVER: {
      summary: "TensorFlow SavedModel in numbered version folders",
      images: { seldon: `seldonio/tfserving-proxy:${version}`, tensorflow: "tensorflow/serving:2.1.0" },
      parameters: ["rest_endpoint", "grpc_endpoint", "model_name", "signature_name", "model_input", "model_output"],
      artifacts: {},
    },
    TRITON_SERVER: {
      summary: "Triton model repository (v2 protocol only)",
      images: { v2: "nvcr.io/nvidia/tritonserver:21.08-py3" },
      artifacts: {},
    },
    HUGGINGFACE_SERVER: {
      summary: "Hugging Face pipeline named by its parameters (v2 protocol only)",
      images: { v2: `seldonio/mlserver:${mlserver}-huggingface` },
      artifacts: {},
    },
    TEMPO_SERVER: {
      summary: "Tempo pipeline (v2 protocol only)",
      images: { v2: `seldonio/mlserver:${mlserver}-slim` },
      artifacts: {},
    },
  };
}

/** Ways to ask that a probe may name; one is required (Kubernetes' ValidateProbe; the CRD of 1.17.1 has these four). */
export const PROBE_HANDLERS = ["exec", "httpGet", "tcpSocket", "grpc"] as const;

/** Seconds that MLFLOW_SERVER should be given to build its conda environment before it may be killed (S16). */
export const MLFLOW_LEAST_START_SECONDS = 600;

/** The startupProbe proposed for MLFLOW_SERVER: 20 minutes (S16). */
export const MLFLOW_STARTUP_PROBE: ProbeNumbers = { initialDelaySeconds: 0, periodSeconds: 10, failureThreshold: 120 };

/** Seconds added to the startup budget for pulling the image and the model, which also count for `progressDeadlineSeconds` (S16). */
export const PROGRESS_DEADLINE_MARGIN = 300;

/** Seconds until Kubernetes calls a Deployment without progress failed, where the manifest says nothing (failure-modes §0.1). */
export const DEFAULT_PROGRESS_DEADLINE_SECONDS = 600;

/** Memory of MLFLOW_SERVER's container: limits below these are small or hopeless, and what is proposed instead (S15). */
export const MLFLOW_MEMORY = { small: "4Gi", tooSmall: "2Gi", proposedLimit: "8Gi", proposedRequest: "2Gi" } as const;

/** An initial delay of the liveness probe from which on it hides a dead server, in seconds (S17). */
export const LATE_LIVENESS_SECONDS = 300;

/** Prepackaged servers that run in MLServer under v2; the operator replaces the handlers of their liveness and readiness (F65). */
export const MLSERVER_SERVERS: readonly string[] = [
  "SKLEARN_SERVER",
  "XGBOOST_SERVER",
  "MLFLOW_SERVER",
  "HUGGINGFACE_SERVER",
  "TEMPO_SERVER",
];

/** Parameters that the operator sets after the user's, so that the user's value never counts (seldon-facts §3.3, §3.4). */
export const PARAMETERS_SET_BY_OPERATOR: Readonly<Record<string, readonly string[]>> = {
  SKLEARN_SERVER: ["model_uri"],
  XGBOOST_SERVER: ["model_uri"],
  MLFLOW_SERVER: ["model_uri"],
  TENSORFLOW_SERVER: ["model_name"],
};

/** Name of the executor's container; where a pod has one of that name the operator adds none (seldon-facts §2.4). */
export const EXECUTOR_CONTAINER = "seldon-container-engine";

/** Repositories whose tags are Seldon Core's own versions and have to fit the operator (seldon-facts §3.1, §4, S22). */
export const RELEASE_REPOSITORIES: readonly string[] = [
  "seldonio/sklearnserver",
  "seldonio/xgboostserver",
  "seldonio/mlflowserver",
  "seldonio/tfserving-proxy",
  "seldonio/alibiexplainer",
  "seldonio/rclone-storage-initializer",
  "seldonio/seldon-core-executor",
];

/** What the operator mounts for `pvc://claim/path`, under the same names for every unit of a pod (seldon-facts §4). */
export const PVC_SOURCE = { scheme: "pvc://", volume: "kfserving-pvc-source", mountPath: "/mnt/pvc" } as const;

/** First release whose operator fetches `modelUri` for containers of the user's too (seldon-facts §4). */
export const INITIALIZER_FOR_ANY_CONTAINER_SINCE: readonly number[] = [1, 17, 1];

/** User that the initializer's image runs as; it has no home folder (S04). */
export const INITIALIZER_USER = 8888;

/** Secret name that Seldon's own documentation uses throughout; nothing but a custom (seldon-facts §4). */
export const CUSTOMARY_STORE_SECRET = "seldon-rclone-secret";

/** rclone's backend, the value of a remote's `TYPE`, for remote names that say which store is meant (seldon-facts §4). */
export const RCLONE_BACKENDS: ReadonlyMap<string, string> = new Map([
  ["s3", "s3"],
  ["minio", "s3"],
  ["gcs", "google cloud storage"],
  ["azureblob", "azureblob"],
]);

/** Options of a remote that only one rclone backend has, as its variables end (seldon-facts §4). */
export const RCLONE_BACKEND_OPTIONS: ReadonlyMap<string, string> = new Map([
  ["ACCESS_KEY_ID", "s3"],
  ["SECRET_ACCESS_KEY", "s3"],
  ["PROVIDER", "s3"],
  ["SERVICE_ACCOUNT_CREDENTIALS", "google cloud storage"],
  ["ANONYMOUS", "google cloud storage"],
  ["ACCOUNT", "azureblob"],
]);

/** Variables of the AWS tools and of MLflow, and the option of an S3 remote that says the same (S03). */
export const AWS_VARIABLES: readonly (readonly [variable: string, option: string])[] = [
  ["MLFLOW_S3_ENDPOINT_URL", "ENDPOINT"],
  ["AWS_ENDPOINT_URL_S3", "ENDPOINT"],
  ["AWS_ENDPOINT_URL", "ENDPOINT"],
  ["S3_ENDPOINT", "ENDPOINT"],
  ["AWS_ACCESS_KEY_ID", "ACCESS_KEY_ID"],
  ["AWS_SECRET_ACCESS_KEY", "SECRET_ACCESS_KEY"],
  ["AWS_SESSION_TOKEN", "SESSION_TOKEN"],
  ["AWS_REGION", "REGION"],
  ["AWS_DEFAULT_REGION", "REGION"],
];

/** What a foreign URI scheme belongs to: MLflow's registry, a file system, Azure's drivers for Hadoop, or another store. */
export type ForeignScheme = "mlflow" | "file" | "azure" | "store";

/** URI schemes that people write and no initializer of Seldon's knows by itself, by what they belong to (S06). */
export const FOREIGN_URI_SCHEMES: ReadonlyMap<string, ForeignScheme> = new Map<string, ForeignScheme>([
  ["models", "mlflow"],
  ["runs", "mlflow"],
  ["mlflow-artifacts", "mlflow"],
  ["file", "file"],
  ["wasb", "azure"],
  ["wasbs", "azure"],
  ["abfs", "azure"],
  ["abfss", "azure"],
  ["az", "azure"],
  ["dbfs", "store"],
  ["http", "store"],
  ["https", "store"],
  ["hdfs", "store"],
  ["oci", "store"],
  ["hf", "store"],
]);

/** Variables that hold the address of an object store or of MLflow (S08). */
export const ENDPOINT_VARIABLE =
  /^(RCLONE_CONFIG_.+_ENDPOINT|MLFLOW_S3_ENDPOINT_URL|AWS_ENDPOINT_URL(_.+)?|MLFLOW_TRACKING_URI|S3_ENDPOINT)$/;

/** Hosts that mean the pod itself, or a developer's machine, to whatever runs in a pod (S08). */
export const OWN_MACHINE_HOST = /^(localhost|127\.\d+\.\d+\.\d+|\[?::1\]?|0\.0\.0\.0|host\.docker\.internal)$/i;

/** Levels of `children` below a graph's root that the CRD holds; what is deeper is pruned in silence (seldon-facts §1.5). */
export const MAX_GRAPH_LEVELS = 10;

/** Built-in implementations that only the retired Java engine had; of them all the Go executor has code for RANDOM_ABTEST alone (S30 [ran]). */
export const UNIMPLEMENTED_SERVERS = ["AVERAGE_COMBINER", "SIMPLE_MODEL", "SIMPLE_ROUTER"] as const;

/** Explainers that cannot work without a trained one to load, and what they die with in Seldon's explainer image (S37). */
export const TRAINED_EXPLAINERS: Readonly<Record<string, string>> = {
  AnchorTabular: "Anchor tabular requires a built explainer",
  AnchorImages: "Anchor images requires a built explainer",
  KernelShap: "Kernel Shap requires a built explainer",
  TreeShap: "Tree Shap requires a built explainer",
  ALE: "ALE requires a built explainer",
  IntegratedGradients: "Integrated Gradients requires a Keras model",
};

export interface FieldAlias {
  /** Seldon's name of the field. */
  readonly field: string;
  /** True where the other name can only mean this; false where it is a likely guess, or counts in other units. */
  readonly isSame: boolean;
}

/** Names by which other tools and old tutorials call Seldon's fields, and the field that is meant (failure-modes F25, F72). */
export const FIELD_ALIASES: ReadonlyMap<string, FieldAlias> = new Map([
  ["model_uri", { field: "modelUri", isSame: true }],
  ["modelUrl", { field: "modelUri", isSame: true }],
  ["modelPath", { field: "modelUri", isSame: true }],
  ["storageUri", { field: "modelUri", isSame: true }],
  ["uri", { field: "modelUri", isSame: false }],
  ["envSecretRef", { field: "envSecretRefName", isSame: true }],
  ["envSecretName", { field: "envSecretRefName", isSame: true }],
  ["secretName", { field: "envSecretRefName", isSame: false }],
  ["serviceAccount", { field: "serviceAccountName", isSame: true }],
  ["componentSpec", { field: "componentSpecs", isSame: true }],
  ["predictor", { field: "predictors", isSame: true }],
  ["parameter", { field: "parameters", isSame: true }],
  ["canaryTrafficPercent", { field: "traffic", isSame: false }],
  ["weight", { field: "traffic", isSame: false }],
]);

/** Words of the pod spec that Kubernetes checks when the Deployment is made, and Seldon's CRD does not (F73). A Deployment's pods always restart. */
export const POD_SPEC_WORDS: Readonly<Record<string, readonly string[]>> = {
  imagePullPolicy: ["Always", "IfNotPresent", "Never"],
  terminationMessagePolicy: ["File", "FallbackToLogsOnError"],
  restartPolicy: ["Always"],
  dnsPolicy: ["ClusterFirst", "ClusterFirstWithHostNet", "Default", "None"],
  protocol: ["TCP", "UDP", "SCTP"],
};
