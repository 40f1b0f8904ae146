// MLServer's runtimes: which artifact each loads, how it fails without, and what it answers (seldon-facts §3.6; failure-modes F43).
import type { ProgramContext } from "../../kubelet/program.ts";
import { readImage } from "../images.ts";
import { featureCount, parseModel, predictClass, predictRow, type SimulatedModel } from "../store/simulated-model.ts";
import { explainerModel } from "./explainer-runtime.ts";
import { huggingFaceModel } from "./huggingface-runtime.ts";
import { failure, type RuntimeFailure } from "./runtime-failure.ts";
import { inputRows, outputOf, type InferenceOutput, type InferenceRequest } from "./inference.ts";
import type { V2Model } from "./v2-api.ts";

const FOLDER = "/mnt/models";
/** File names that a runtime looks for in the model folder. */
const ARTIFACTS: Readonly<Record<string, readonly string[]>> = {
  sklearn: ["model.joblib", "model.pickle", "model.pkl"],
  xgboost: ["model.bst", "model.json", "model.ubj"],
};

/** Loads the model by its implementation class, which the operator sets, or else by the image's tag. */
export function loadRuntime(
  context: ProgramContext,
  name: string,
  implementation: string | undefined,
): V2Model | RuntimeFailure {
  const written = implementation ?? context.env.get("MLSERVER_MODEL_IMPLEMENTATION") ?? "";
  const tag = readImage(context.container.image ?? "").tag;
  const kind = /sklearn|xgboost|mlflow|huggingface|alibi/.exec(written || tag)?.[0] ?? "";
  const base = { name, version: "v1", platform: "" };
  if (kind === "huggingface") return huggingFaceModel(context, base);
  if (kind === "alibi") return explainerModel(context, base);
  if (kind === "mlflow") return mlflowModel(context, base);
  const files = ARTIFACTS[kind];
  if (files === undefined) return { ...base, infer: request => request.inputs.map(input => ({ ...input })) };
  return artifactModel(context, base, kind, files);
}

interface BaseModel {
  readonly name: string;
  readonly version: string;
  readonly platform: string;
}

function artifactModel(
  context: ProgramContext,
  base: BaseModel,
  kind: string,
  names: readonly string[],
): V2Model | RuntimeFailure {
  const file = names.find(candidate => context.files.read(`${FOLDER}/${candidate}`) !== undefined);
  // Without a known file MLServer takes the folder itself for the artifact.
  if (file === undefined && context.files.list(FOLDER).length === 0 && !context.files.isMounted(FOLDER)) {
    return failure(`mlserver.errors.InvalidModelURI: Invalid URI specified for model ${base.name} (${FOLDER})`);
  }
  if (file === undefined) {
    return kind === "sklearn"
      ? failure(`IsADirectoryError: [Errno 21] Is a directory: '${FOLDER}'`)
      : failure(
          `xgboost.core.XGBoostError: [00:00:00] ../dmlc-core/src/io/local_filesys.cc:86: LocalFileSystem.Read: "${FOLDER}": Is a directory`,
        );
  }
  const model = parseModel(context.files.read(`${FOLDER}/${file}`) ?? "");
  if (model === undefined) return failure("KeyError: 0");
  return {
    ...base,
    platform: kind,
    infer: request => tabular(model, request, kind === "sklearn" ? "SKLearnModel" : "XGBoostModel"),
  };
}

/** MLServer creates no environment: only the libraries of its image are there, scikit-learn among them. */
function mlflowModel(context: ProgramContext, base: BaseModel): V2Model | RuntimeFailure {
  const text = context.files.read(`${FOLDER}/MLmodel`);
  if (text === undefined)
    return failure(`mlflow.exceptions.MlflowException: Could not find an "MLmodel" configuration file at "${FOLDER}"`);
  const module = /loader_module: mlflow\.(\w+)/.exec(text)?.[1] ?? "sklearn";
  const isPacked = context.files.read(`${FOLDER}/environment.tar.gz`) !== undefined;
  if (module !== "sklearn" && !isPacked) return failure(`ModuleNotFoundError: No module named '${module}'`);
  const data = /data: (\S+)/.exec(text)?.[1] ?? "model.pkl";
  const model = parseModel(context.files.read(`${FOLDER}/${data}`) ?? "");
  if (model === undefined)
    return failure(`FileNotFoundError: [Errno 2] No such file or directory: '${FOLDER}/${data}'`);
  return {
    ...base,
    infer: request => {
      const rows = numericRows(request, model);
      return typeof rows === "string"
        ? rows
        : [
            outputOf(
              "output-1",
              rows.map(row => predictRow(model, row)[0] ?? 0),
            ),
          ];
    },
  };
}

/** `predict` by default; the request may ask for probabilities (seldon-facts §7.4). */
function tabular(
  model: SimulatedModel,
  request: InferenceRequest,
  className: string,
): readonly InferenceOutput[] | string {
  const rows = numericRows(request, model);
  if (typeof rows === "string") return rows;
  const wanted = request.outputs.length === 0 ? ["predict"] : request.outputs;
  const unknown = wanted.find(name => !["predict", "predict_proba", "transform"].includes(name));
  if (unknown !== undefined) {
    return `${className} only supports 'predict', 'predict_proba' and 'transform' as outputs (${unknown} was received)`;
  }
  return wanted.map(name =>
    outputOf(
      name,
      rows.map(row => (name === "predict_proba" ? predictRow(model, row) : predictClass(model, row))),
    ),
  );
}

function numericRows(request: InferenceRequest, model: SimulatedModel): number[][] | string {
  const rows = inputRows(request.inputs).map(row => row.map(Number));
  if (rows.some(row => row.some(Number.isNaN))) return "could not convert string to float";
  const wrong = rows.find(row => row.length !== featureCount(model));
  return wrong === undefined
    ? rows
    : `X has ${wrong.length} features, but the model is expecting ${featureCount(model)} features as input.`;
}
