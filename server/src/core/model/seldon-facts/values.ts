// Words that the CRD, the webhook and the executor know: protocols, types, methods, and the names people write instead.

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
