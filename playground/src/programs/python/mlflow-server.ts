// seldonio/mlflowserver: a conda environment at every start, then the wrapper (seldon-facts §9.3; seed 000 §6-10).
import type { Program, ProgramContext, ProgramExit } from "../../kubelet/program.ts";
import { isAtLeast, readImage } from "../images.ts";
import { logLines } from "../support/process.ts";
import { slashedTime } from "../support/times.ts";
import { parseModel, predictRow, type SimulatedModel } from "../store/simulated-model.ts";
import { condaCost, createCondaEnvironment } from "./conda.ts";
import { fail, serveMicroservice, startMicroservice } from "./microservice.ts";
import { missingFileTraceback, readMlModel, type MlModel } from "./mlmodel.ts";
import { modelMetadata } from "./model-metadata.ts";
import { numberRows, type Features } from "./payload.ts";
import { pythonRepr } from "./repr.ts";
import type { Outcome, WrappedModel } from "./wrapper-api.ts";

const FOLDER = "/mnt/models";

export const mlflowServer: Program = async context => {
  const prepared = await prepare(context);
  if ("exitCode" in prepared) return prepared;
  context.log("Activating Conda environment 'mlflow'");
  context.log("starting microservice");
  const parameters = await startMicroservice(context, "MLFlowServer", ["model_uri", "xtype"]);
  if (typeof parameters === "number") return { exitCode: parameters };
  const xtype = String(parameters.get("xtype") ?? "ndarray");
  return serveMicroservice(context, async () => {
    await context.sleep(3);
    warnOfMismatches(context);
    const text = context.files.read(`${FOLDER}/${prepared.dataFile}`);
    if (text === undefined) return missingFileTraceback(`${FOLDER}/${prepared.dataFile}`, "load");
    const model = parseModel(text);
    return wrapped(context, prepared, model, xtype);
  });
};

/** What the image's before-run script does: reads MLmodel, creates the environment, installs the server's requirements. */
async function prepare(context: ProgramContext): Promise<MlModel | ProgramExit> {
  context.log("Executing before-run script");
  context.log("---> Creating environment with Conda...");
  await context.sleep(1);
  logLines(context, `INFO:root:Copying contents of ${FOLDER} to local\nINFO:root:Reading MLmodel file`);
  const { tag } = readImage(context.container.image ?? "seldonio/mlflowserver:1.17.1");
  const mlModel = readMlModel(path => context.files.read(path), FOLDER, isAtLeast(tag, 1, 16));
  if (!("dataFile" in mlModel)) return { exitCode: fail(context, mlModel.traceback) };
  const conda = context.files.read(`${FOLDER}/${mlModel.condaFile}`);
  if (conda === undefined) {
    return { exitCode: fail(context, missingFileTraceback(`${FOLDER}/${mlModel.condaFile}`, "copy_to_tempdir")) };
  }
  logLines(context, "INFO:root:Creating Conda environment 'mlflow' from conda.yaml");
  const ended = await createCondaEnvironment(context, condaCost(conda));
  if (ended !== undefined) return ended;
  logLines(context, "INFO:root:Install additional package from requirements.txt");
  for (const name of ["mlflow<=2.5.0", "pandas<=2.0.0", "requests<=2.31.0", "seldon-core==1.17.1"]) {
    context.log(`Collecting ${name}`);
    await context.sleep(4);
  }
  context.log("Successfully installed mlflow-2.5.0 pandas-2.0.0 requests-2.31.0 seldon-core-1.17.1");
  return mlModel;
}

/** What the image's own requirements downgrade, installed after the model's (failure-modes S18). */
const INSTALLED: ReadonlyMap<string, string> = new Map([
  ["mlflow", "2.5.0"],
  ["pandas", "2.0.0"],
]);

function warnOfMismatches(context: ProgramContext): void {
  const required = (context.files.read(`${FOLDER}/requirements.txt`) ?? "").split("\n");
  const mismatches = required.flatMap(requirement => {
    const [, name = "", version] = /^([\w-]+)==(.+)$/.exec(requirement.trim()) ?? [];
    const installed = INSTALLED.get(name);
    return installed === undefined || version === installed || version === undefined
      ? []
      : [` - ${name} (current: ${installed}, required: ${requirement.trim()})`];
  });
  if (mismatches.length === 0) return;
  const warning =
    "WARNING mlflow.pyfunc: Detected one or more mismatches between the model's dependencies and the current Python environment:";
  context.log(`${slashedTime(context.now())} ${warning}`, "stderr");
  for (const line of mismatches) context.log(line, "stderr");
}

function wrapped(
  context: ProgramContext,
  mlModel: MlModel,
  model: SimulatedModel | undefined,
  xtype: string,
): WrappedModel {
  return {
    predict: features =>
      model === undefined ? { badData: "Model not loaded yet" } : predict(mlModel, model, xtype, features),
    metadata: () => modelMetadata(context),
  };
}

/** A model with a column signature wants a data frame: `xtype` other than ndarray, and names (failure-modes F27). */
function predict(mlModel: MlModel, model: SimulatedModel, xtype: string, features: Features): Outcome {
  const rows = numberRows(features.rows);
  if (typeof rows === "string") return { exception: rows };
  const width = rows[0]?.length ?? 0;
  const given =
    xtype === "ndarray" || features.names.length === 0
      ? Array.from({ length: width }, (_, index) => index)
      : features.names;
  const missing = mlModel.columns.filter(column => !given.some(name => name === column));
  if (missing.length > 0) {
    const extra = given.filter(name => !mlModel.columns.some(column => column === name));
    return {
      exception: `mlflow.exceptions.MlflowException: Model is missing inputs ${pythonRepr(missing)}. Note that there were extra inputs: ${pythonRepr(extra)}`,
    };
  }
  return { values: rows.map(row => predictRow(model, row)[0] ?? 0) };
}
