// seldonio/sklearnserver: model.joblib, loaded while the class is made, before any port opens (seldon-facts §3.3).
import type { Program, ProgramContext } from "../../kubelet/program.ts";
import { featureCount, parseModel, predictClass, predictRow, type SimulatedModel } from "../store/simulated-model.ts";
import { fail, pythonLog, serveMicroservice, startMicroservice } from "./microservice.ts";
import { modelMetadata } from "./model-metadata.ts";
import { numberRows } from "./payload.ts";
import type { WrappedModel } from "./wrapper-api.ts";

export const sklearnServer: Program = async context => {
  const parameters = await startMicroservice(context, "SKLearnServer", ["model_uri", "method"]);
  if (typeof parameters === "number") return { exitCode: parameters };
  const method = String(parameters.get("method") ?? "predict_proba");
  const folder = String(parameters.get("model_uri") ?? "/mnt/models");
  pythonLog(context, "SKLearnServer:__init__:21", `Model uri: ${folder}`);
  pythonLog(context, "SKLearnServer:__init__:22", `method: ${method}`);
  pythonLog(context, "SKLearnServer:load:26", "load");
  await context.sleep(0.5);
  pythonLog(context, "root:download:31", `Copying contents of ${folder} to local`);
  const file = `${folder}/model.joblib`;
  pythonLog(context, "SKLearnServer:load:30", `model file: ${file}`);
  const text = context.files.read(file);
  if (text === undefined) return { exitCode: fail(context, missingFile(file)) };
  const model = parseModel(text);
  if (model === undefined) return { exitCode: fail(context, unreadable()) };
  return serveMicroservice(context, async () => Promise.resolve(wrapped(context, model, method)));
};

/** Any method but the two known ones means `predict`. */
function wrapped(context: ProgramContext, model: SimulatedModel, method: string): WrappedModel {
  return {
    predict: features => {
      const rows = numberRows(features.rows);
      const problem = typeof rows === "string" ? rows : wrongWidth(rows, featureCount(model));
      if (typeof rows === "string" || problem !== undefined) {
        pythonLog(
          context,
          "SKLearnServer:predict:48",
          `Exception during predict\nTraceback (most recent call last):\n${problem ?? ""}`,
          "ERROR",
        );
        return { badData: "Unknown data type returned as payload (must be list or np array):None" };
      }
      const isProbable = method === "predict_proba" || method === "decision_function";
      return { values: rows.map(row => (isProbable ? predictRow(model, row) : predictClass(model, row))) };
    },
    metadata: () => modelMetadata(context),
  };
}

/** scikit-learn 0.24's words. */
function wrongWidth(rows: readonly (readonly number[])[], expected: number): string | undefined {
  const wrong = rows.find(row => row.length !== expected);
  return wrong && `ValueError: X has ${wrong.length} features per sample; expecting ${expected}`;
}

function missingFile(file: string): string[] {
  return [
    ...IN_MAIN,
    '  File "/microservice/SKLearnServer.py", line 31, in load',
    "    self._joblib = joblib.load(model_file)",
    '  File "/opt/conda/lib/python3.8/site-packages/joblib/numpy_pickle.py", line 650, in load',
    "    with open(filename, 'rb') as f:",
    `FileNotFoundError: [Errno 2] No such file or directory: '${file}'`,
  ];
}

function unreadable(): string[] {
  return [
    ...IN_MAIN,
    '  File "/opt/conda/lib/python3.8/site-packages/joblib/numpy_pickle.py", line 577, in _unpickle',
    "    obj = unpickler.load()",
    "KeyError: 0",
  ];
}

const IN_MAIN = [
  "Traceback (most recent call last):",
  '  File "/opt/conda/bin/seldon-core-microservice", line 8, in <module>',
  "    sys.exit(main())",
  '  File "/opt/conda/lib/python3.8/site-packages/seldon_core/microservice.py", line 619, in main',
  "    user_object = user_class(**parameters)",
];
