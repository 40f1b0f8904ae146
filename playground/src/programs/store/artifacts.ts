// Folders of model artifacts, as training writes them for each server (file names: seldon-facts §3.3, §3.4, §3.6).
import { irisModel, printModel, seededModel } from "./simulated-model.ts";

export interface StoredFile {
  /** Relative to the folder that was asked for. */
  readonly path: string;
  readonly text: string;
}

/** `model.joblib` of SKLEARN_SERVER. */
export function sklearnFolder(seed: string): StoredFile[] {
  const model = /income|adult/.test(seed)
    ? seededModel(seed, "classifier", 12, 2)
    : seed.includes("wine")
      ? seededModel(seed, "classifier", 13, 3)
      : irisModel(seed);
  return [{ path: "model.joblib", text: printModel(model) }, metadata("sklearn")];
}

/** `model.bst` of XGBOOST_SERVER. */
export function xgboostFolder(seed: string): StoredFile[] {
  const model = /income|adult/.test(seed) ? seededModel(seed, "classifier", 12, 2) : irisModel(seed);
  return [{ path: "model.bst", text: printModel(model) }];
}

/** The churn model of the diary: XGBoost, logged by MLflow 2.17.2, so that the file is `model.xgb`. */
export function mlflowXgboostFolder(seed: string, hasSignature = false, flaw?: MlModelFlaw): StoredFile[] {
  const dependencies = ["mlflow==2.17.2", "pandas==2.0.3", "xgboost==2.0.3", "scikit-learn==1.3.2", "numpy==1.24.4"];
  const more = ["scipy==1.10.1", "cloudpickle==3.1.0", "psutil==6.1.0", "pyyaml==6.0.2", "requests==2.32.3"];
  return mlflowFolder({
    dataFile: "model.xgb",
    loader: "mlflow.xgboost",
    mlflowVersion: "2.17.2",
    python: "3.8.18",
    requirements: [...dependencies, ...more],
    model: printModel(seededModel(seed, "classifier", 8)),
    columns: hasSignature ? CHURN_COLUMNS : [],
    ...(flaw && { flaw }),
  });
}

const CHURN_COLUMNS = ["tenure", "monthly", "total", "contract", "support", "calls", "paperless", "age"];

/** Seldon's sample: ElasticNet on the wine quality data, logged by an old MLflow that wrote `env` as a string. */
export function mlflowSklearnFolder(seed: string): StoredFile[] {
  return mlflowFolder({
    dataFile: "model.pkl",
    loader: "mlflow.sklearn",
    mlflowVersion: "1.30.0",
    python: "3.8.10",
    requirements: ["mlflow<2", "scikit-learn==0.24.2"],
    model: printModel(seededModel(seed, "regressor", 11)),
    columns: [],
  });
}

/**
 * What is wrong with an MLmodel: its flavors have lost their indentation, there is no flavor of Python's among them (both S21), or
 * it names an environment for virtualenv only (S20).
 */
export type MlModelFlaw = "dedented" | "other-flavor" | "no-conda";

interface MlflowModel {
  readonly dataFile: string;
  readonly loader: string;
  readonly mlflowVersion: string;
  readonly python: string;
  readonly requirements: readonly string[];
  readonly model: string;
  /** Named columns of the signature; none where the model was logged without one. */
  readonly columns: readonly string[];
  readonly flaw?: MlModelFlaw;
}

function mlflowFolder(model: MlflowModel): StoredFile[] {
  const isOld = model.mlflowVersion.startsWith("1.");
  const environment = isOld
    ? "    env: conda.yaml"
    : "    env:\n      conda: conda.yaml\n      virtualenv: python_env.yaml";
  const inputs = JSON.stringify(model.columns.map(name => ({ type: "double", name })));
  const signature = model.columns.length === 0 ? "" : `signature:\n  inputs: '${inputs}'\n  outputs: null\n`;
  const mlModel = `flavors:
  python_function:
    data: ${model.dataFile}
${environment}
    loader_module: ${model.loader}
    python_version: ${model.python}
mlflow_version: ${model.mlflowVersion}
${signature}`;
  const conda = `channels:
- conda-forge
dependencies:
- python=${model.python}
- pip<=23.3.1
- pip:
${model.requirements.map(requirement => `  - ${requirement}`).join("\n")}
name: mlflow-env
`;
  return [
    { path: "MLmodel", text: flawed(mlModel, model.flaw) },
    { path: model.dataFile, text: model.model },
    { path: "conda.yaml", text: conda },
    { path: "requirements.txt", text: `${model.requirements.join("\n")}\n` },
    ...(isOld
      ? []
      : [{ path: "python_env.yaml", text: `python: ${model.python}\ndependencies:\n- -r requirements.txt\n` }]),
  ];
}

function flawed(mlModel: string, flaw: MlModelFlaw | undefined): string {
  if (flaw === "dedented") return mlModel.replace(/^ {2}/gm, "");
  if (flaw === "other-flavor") return mlModel.replace("  python_function:", "  spark:");
  return flaw === "no-conda" ? mlModel.replace(/^ +conda: .*\n/m, "") : mlModel;
}

/** A SavedModel in a numbered folder, as TF Serving wants it. */
export function tensorflowFolder(seed: string): StoredFile[] {
  const model = seed.includes("half_plus_two")
    ? { kind: "regressor" as const, weights: [[0.5]], bias: [2] }
    : seededModel(seed, "classifier", 784, 10);
  return [
    { path: "1/saved_model.pb", text: printModel(model) },
    { path: "1/variables/variables.data-00000-of-00001", text: "variables" },
    { path: "1/variables/variables.index", text: "index" },
  ];
}

/** A Triton repository: a folder by model, in it a configuration and numbered versions. */
export function tritonRepository(seed: string): StoredFile[] {
  const name = seed.split("/").at(-1) ?? "simple";
  const model = name.startsWith("simple") ? "simple" : name.includes("cifar10") ? "cifar10" : name;
  return [
    { path: `${model}/config.pbtxt`, text: `name: "${model}"\nmax_batch_size: 8\n` },
    { path: `${model}/1/model.savedmodel/saved_model.pb`, text: printModel(seededModel(seed, "classifier", 16, 10)) },
  ];
}

export function huggingFaceFolder(): StoredFile[] {
  return [
    { path: "config.json", text: '{"architectures":["DistilBertForSequenceClassification"]}' },
    { path: "pytorch_model.bin", text: "weights" },
    { path: "tokenizer.json", text: "{}" },
  ];
}

/** A built Alibi explainer. */
export function explainerFolder(): StoredFile[] {
  return [
    { path: "explainer.dill", text: "explainer" },
    { path: "meta.dill", text: "meta" },
  ];
}

function metadata(platform: string): StoredFile {
  return { path: "metadata.yaml", text: `name: iris\nversions: [iris/v1]\nplatform: ${platform}\n` };
}
