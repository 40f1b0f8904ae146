// seldonio/xgboostserver: model.bst and nothing else, loaded in the gunicorn worker (seldon-facts §3.3, failure-modes S12).
import type { Program, ProgramContext } from "../../kubelet/program.ts";
import { featureCount, parseModel, predictRow, type SimulatedModel } from "../store/simulated-model.ts";
import { serveMicroservice, startMicroservice } from "./microservice.ts";
import { modelMetadata } from "./model-metadata.ts";
import { numberRows } from "./payload.ts";
import type { WrappedModel } from "./wrapper-api.ts";

export const xgboostServer: Program = async context => {
  const parameters = await startMicroservice(context, "XGBoostServer", ["model_uri"]);
  if (typeof parameters === "number") return { exitCode: parameters };
  const file = `${String(parameters.get("model_uri") ?? "/mnt/models")}/model.bst`;
  return serveMicroservice(context, async () => {
    await context.sleep(1);
    const text = context.files.read(file);
    if (text === undefined) {
      return loadFailure(
        context,
        `../dmlc-core/src/io/local_filesys.cc:209: Check failed: allow_null:  LocalFileSystem::Open "${file}": No such file or directory`,
      );
    }
    const model = parseModel(text);
    if (model !== undefined) return wrapped(context, model);
    return loadFailure(
      context,
      "../src/learner.cc:921: Check failed: header == serialisation_header_: BoostLearner: wrong model format",
    );
  });
};

function wrapped(context: ProgramContext, model: SimulatedModel): WrappedModel {
  return {
    predict: features => {
      const rows = numberRows(features.rows);
      if (typeof rows === "string") return { exception: rows };
      const widest = Math.max(0, ...rows.map(row => row.length));
      // Columns that are missing count as missing values; more than the booster has are refused.
      if (widest > featureCount(model)) {
        return {
          exception: `xgboost.core.XGBoostError: Check failed: learner_model_param_.num_feature >= p_fmat->Info().num_col_ (${featureCount(model)} vs. ${widest}) : Number of columns does not match number of features in booster.`,
        };
      }
      return { values: rows.map(row => flat(predictRow(model, row))) };
    },
    metadata: () => modelMetadata(context),
  };
}

/** A booster with one output answers a flat list. */
function flat(values: readonly number[]): number | readonly number[] {
  const [only] = values;
  return values.length === 1 && only !== undefined ? only : values;
}

function loadFailure(context: ProgramContext, message: string): string[] {
  return [
    "Traceback (most recent call last):",
    '  File "/opt/conda/lib/python3.8/site-packages/gunicorn/arbiter.py", line 589, in spawn_worker',
    "    worker.init_process()",
    '  File "/opt/conda/lib/python3.8/site-packages/seldon_core/gunicorn_utils.py", line 101, in load',
    "    self.user_object.load()",
    '  File "/microservice/XGBoostServer.py", line 21, in load',
    "    self._booster = xgb.Booster(model_file=model_file)",
    '  File "/opt/conda/lib/python3.8/site-packages/xgboost/core.py", line 218, in _check_call',
    "    raise XGBoostError(py_str(_LIB.XGBGetLastError()))",
    `xgboost.core.XGBoostError: [${new Date(context.now()).toISOString().slice(11, 19)}] ${message}`,
  ];
}
