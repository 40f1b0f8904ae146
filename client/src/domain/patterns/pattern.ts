// The patterns that a new SeldonDeployment can follow, and what has to be chosen for each.
import * as l10n from "@vscode/l10n";

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
    title: l10n.t("Single model"),
    detail: l10n.t("One model behind one address."),
    models: [l10n.t("Model")],
    servers: ANY_SERVER,
  },
  {
    id: "canary",
    title: l10n.t("Canary"),
    detail: l10n.t("A second predictor takes a share of the traffic, which grows as trust does."),
    models: [l10n.t("Model that runs now"), l10n.t("Model to try")],
    servers: EVERY_SERVER,
  },
  {
    id: "ab-test",
    title: l10n.t("A/B test"),
    detail: l10n.t("One predictor sends each request to one of two models at random."),
    models: [l10n.t("Model A"), l10n.t("Model B")],
    servers: ANY_SERVER,
  },
  {
    id: "shadow",
    title: l10n.t("Shadow"),
    detail: l10n.t("A second model gets copies of the requests, and its answers go nowhere."),
    models: [l10n.t("Model that answers"), l10n.t("Model in the shadow")],
    servers: EVERY_SERVER,
  },
  {
    id: "ensemble",
    title: l10n.t("Ensemble"),
    detail: l10n.t("Two models answer together; a container of yours combines their answers."),
    models: [l10n.t("First model"), l10n.t("Second model")],
    servers: ANY_SERVER,
  },
  {
    id: "router",
    title: l10n.t("Router or multi-armed bandit"),
    detail: l10n.t("A container of yours chooses the model for each request, and may learn."),
    models: [l10n.t("First model"), l10n.t("Second model")],
    servers: ANY_SERVER,
  },
  {
    id: "transformers",
    title: l10n.t("Transformer chain"),
    detail: l10n.t("A container prepares the input, a model answers, another container finishes the output."),
    models: [l10n.t("Model")],
    servers: ANY_SERVER,
  },
  {
    id: "explainer",
    title: l10n.t("Model with explainer"),
    detail: l10n.t("An explainer beside the model tells which inputs an answer rests on."),
    models: [l10n.t("Model"), l10n.t("Trained explainer")],
    servers: [...ANY_SERVER, ...MLSERVERS],
  },
  {
    id: "container",
    title: l10n.t("Container of your own (Python, R, …)"),
    detail: l10n.t("An image that you build serves the model."),
    models: [],
    servers: [],
  },
  {
    id: "mlserver",
    title: l10n.t("MLServer (protocol v2)"),
    detail: l10n.t("A model of scikit-learn, XGBoost or MLflow behind the Open Inference Protocol."),
    models: [l10n.t("Model")],
    servers: MLSERVERS,
  },
  {
    id: "triton",
    title: l10n.t("Triton"),
    detail: l10n.t("ONNX, TensorRT, PyTorch or TensorFlow from a Triton model repository."),
    models: [l10n.t("Model repository")],
    servers: [{ implementation: "TRITON_SERVER", protocol: "v2" }],
  },
  {
    id: "huggingface",
    title: l10n.t("Hugging Face pipeline"),
    detail: l10n.t("A pretrained transformer from the Hub."),
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
  /** The alias in MLflow's registry that the first model was taken from, such as `models:/churn@champion`. */
  readonly alias?: string | undefined;
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
