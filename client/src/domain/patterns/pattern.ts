// The patterns that a new SeldonDeployment can follow, and what has to be chosen for each.

/** A prepackaged server under the protocol that it is to speak (seldon-facts §3.1). */
export interface ModelServer {
  readonly implementation: ServerName;
  readonly protocol: "seldon" | "v2";
}

export type ServerName =
  "SKLEARN_SERVER" | "XGBOOST_SERVER" | "MLFLOW_SERVER" | "TENSORFLOW_SERVER" | "TRITON_SERVER" | "HUGGINGFACE_SERVER";

export type PatternId =
  | "single"
  | "ab-test"
  | "canary"
  | "shadow"
  | "ensemble"
  | "router"
  | "transformers"
  | "explainer"
  | "container"
  | "triton"
  | "huggingface"
  | "mlserver";

export interface Pattern {
  readonly id: PatternId;
  readonly title: string;
  /** What it is for, in one sentence. */
  readonly detail: string;
  /** Addresses of models that are asked for, each with what it is called. */
  readonly models: readonly string[];
  /** Servers to choose from, the most usual first; none where the pattern settles it. */
  readonly servers: readonly ModelServer[];
}

const PYTHON_SERVERS: readonly ModelServer[] = [
  { implementation: "SKLEARN_SERVER", protocol: "seldon" },
  { implementation: "XGBOOST_SERVER", protocol: "seldon" },
  { implementation: "MLFLOW_SERVER", protocol: "seldon" },
];

/** Units that exchange Seldon's own messages with containers of the user's, which MLServer and Triton do not. */
const ANY_SERVER: readonly ModelServer[] = [
  ...PYTHON_SERVERS,
  { implementation: "TENSORFLOW_SERVER", protocol: "seldon" },
];

const MLSERVERS: readonly ModelServer[] = PYTHON_SERVERS.map(({ implementation }) => ({
  implementation,
  protocol: "v2",
}));

/** Patterns with two sides of the same kind serve any model. */
const EVERY_SERVER: readonly ModelServer[] = [...ANY_SERVER, ...MLSERVERS];

export const PATTERNS: readonly Pattern[] = [
  {
    id: "single",
    title: "Single model",
    detail: "One model behind one address.",
    models: ["Model"],
    servers: ANY_SERVER,
  },
  {
    id: "canary",
    title: "Canary",
    detail: "A second predictor takes a share of the traffic, which grows as trust does.",
    models: ["Model that runs now", "Model to try"],
    servers: EVERY_SERVER,
  },
  {
    id: "ab-test",
    title: "A/B test",
    detail: "One predictor sends each request to one of two models at random.",
    models: ["Model A", "Model B"],
    servers: ANY_SERVER,
  },
  {
    id: "shadow",
    title: "Shadow",
    detail: "A second model gets copies of the requests, and its answers go nowhere.",
    models: ["Model that answers", "Model in the shadow"],
    servers: EVERY_SERVER,
  },
  {
    id: "ensemble",
    title: "Ensemble",
    detail: "Two models answer together; a container of yours combines their answers.",
    models: ["First model", "Second model"],
    servers: ANY_SERVER,
  },
  {
    id: "router",
    title: "Router or multi-armed bandit",
    detail: "A container of yours chooses the model for each request, and may learn.",
    models: ["First model", "Second model"],
    servers: ANY_SERVER,
  },
  {
    id: "transformers",
    title: "Transformer chain",
    detail: "A container prepares the input, a model answers, another container finishes the output.",
    models: ["Model"],
    servers: ANY_SERVER,
  },
  {
    id: "explainer",
    title: "Model with explainer",
    detail: "An explainer beside the model tells which inputs an answer rests on.",
    models: ["Model", "Trained explainer"],
    servers: [...ANY_SERVER, ...MLSERVERS],
  },
  {
    id: "container",
    title: "Container of your own (Python, R, …)",
    detail: "An image that you build serves the model.",
    models: [],
    servers: [],
  },
  {
    id: "mlserver",
    title: "MLServer (protocol v2)",
    detail: "A model of scikit-learn, XGBoost or MLflow behind the Open Inference Protocol.",
    models: ["Model"],
    servers: MLSERVERS,
  },
  {
    id: "triton",
    title: "Triton",
    detail: "ONNX, TensorRT, PyTorch or TensorFlow from a Triton model repository.",
    models: ["Model repository"],
    servers: [{ implementation: "TRITON_SERVER", protocol: "v2" }],
  },
  {
    id: "huggingface",
    title: "Hugging Face pipeline",
    detail: "A pretrained transformer from the Hub.",
    models: [],
    servers: [{ implementation: "HUGGINGFACE_SERVER", protocol: "v2" }],
  },
];

/** All that a manifest is made of. */
export interface PatternChoices {
  readonly pattern: PatternId;
  readonly name: string;
  /** Left to whoever applies it where there is none. */
  readonly namespace?: string | undefined;
  /** Of every model, one of those that are offered; patterns that settle it take no notice. */
  readonly server?: ModelServer | undefined;
  /** As many as the pattern has `models`. */
  readonly modelUris: readonly string[];
  /** Name of the Secret with the store's credentials. */
  readonly secret?: string | undefined;
  /** The models' signatures name columns, so that they want a table and no bare array (F27). */
  readonly takesColumns?: boolean | undefined;
  /** What is known of the first model, one line each, for a comment. */
  readonly about?: readonly string[] | undefined;
}

/**
 * The servers that may be chosen under a version. The mlflowserver of 1.15 stops at models of MLflow 2 and newer, so it is left out
 * unless the model is known to be older (S20).
 * @param isOldModel the `MLmodel` was written by MLflow 1
 */
export function offeredServers(
  { servers }: Pattern,
  seldonVersion: string,
  isOldModel = false,
): readonly ModelServer[] {
  const minor = Number(/^1\.(\d+)/.exec(seldonVersion)?.[1] ?? READS_NEW_MODELS);
  if (minor >= READS_NEW_MODELS || isOldModel) return servers;
  return servers.filter(({ implementation, protocol }) => implementation !== "MLFLOW_SERVER" || protocol === "v2");
}

/** Minor release of Seldon Core 1 from which mlflowserver reads every `MLmodel` (failure-modes §0.2, S20). */
const READS_NEW_MODELS = 16;

export function patternOf(id: PatternId): Pattern {
  const found = PATTERNS.find(pattern => pattern.id === id);
  if (!found) throw new Error(`There is no pattern ${id}`);
  return found;
}
