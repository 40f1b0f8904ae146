// A folder that MLflow wrote cannot be loaded by the scikit-learn and XGBoost servers, which look for other file names (S12).
import { defineRule, suggestion, type FixProposal } from "../../lint/rule.ts";
import { isTemplated, MODEL_MOUNT_PATH, stockServer, type Unit } from "../../model/index.ts";
import { removeValue, setValue, type Edits, type YamlDocument } from "../../yaml/index.ts";

export const serverForArtifact = defineRule({
  id: "server-for-artifact",
  severity: "warning",
  title: "Require the server that fits the artifact",
  why: "The file names are constants in the servers: XGBOOST_SERVER opens `model.bst`, SKLEARN_SERVER under the seldon protocol `model.joblib`. MLflow writes `MLmodel` with `model.xgb` or `model.pkl` beside it, so the server stops at start with `XGBoostError: … LocalFileSystem::Open \"/mnt/models/model.bst\": No such file or directory` or `FileNotFoundError: [Errno 2] No such file or directory: '/mnt/models/model.joblib'`.",
  remedy:
    "Serve a folder of MLflow's with `implementation: MLFLOW_SERVER`. Or save the model under the name the server looks for and let `modelUri` name the folder it lies in.",
  failureModes: ["S12"],
  messages: {
    mlflowArtifact: {
      text: "{implementation} finds no {files} in a folder that MLflow wrote, as {modelUri} seems to be: it ends with {symptom}. Use MLFLOW_SERVER, or save the model as {file} and let modelUri name its folder.",
    },
  },
  check({ deployment, document, seldon, report }) {
    const { protocol } = deployment;
    for (const unit of deployment.units) {
      const { implementation = "" } = unit;
      const files =
        protocol && LOADERS.has(implementation) ? stockServer(unit, seldon)?.artifacts[protocol] : undefined;
      const [file] = files ?? [];
      const modelUri = unit.modelUri.string();
      // Under v2 MLServer's scikit-learn runtime takes `model.pkl`, which is MLflow's name, too.
      if (
        !files ||
        file === undefined ||
        modelUri === undefined ||
        files.includes("model.pkl") ||
        !looksLikeMlflow(modelUri)
      )
        continue;
      report({
        at: unit.at.key("implementation"),
        message: "mlflowArtifact",
        data: { modelUri, implementation, files: files.join(" or "), file, symptom: symptom(unit, file) },
        related: [{ at: unit.modelUri, message: "The model comes from here." }],
        fixes: [serveWithMlflow(document, unit, seldon.servers["MLFLOW_SERVER"]?.parameters ?? [])],
      });
    }
  },
});

const LOADERS: ReadonlySet<string> = new Set(["XGBOOST_SERVER", "SKLEARN_SERVER"]);

/** A URI that ends in a file name brings that file, whatever folder it lies in. */
function looksLikeMlflow(modelUri: string): boolean {
  if (isTemplated(modelUri) || /\.[a-z]{2,8}$/i.test(modelUri)) return false;
  return /\/artifacts(\/|$)|mlruns|mlflow/i.test(modelUri);
}

/** What the log says; MLServer's line under v2 is seldon-facts §3.6. */
function symptom(unit: Unit, file: string): string {
  if (unit.deployment.protocol === "v2")
    return `"Couldn't load model '${unit.name ?? ""}'. Model will be removed from registry."`;
  const path = `${MODEL_MOUNT_PATH}/${file}`;
  if (unit.implementation === "XGBOOST_SERVER")
    return `XGBoostError: … LocalFileSystem::Open "${path}": No such file or directory`;
  return `FileNotFoundError: [Errno 2] No such file or directory: '${path}'`;
}

function serveWithMlflow(document: YamlDocument, unit: Unit, known: readonly string[]): FixProposal | undefined {
  const edits = setValue(document, unit.at.key("implementation"), "MLFLOW_SERVER");
  const unknown = unit.parameters.filter(parameter => !known.includes(parameter.key("name").string() ?? ""));
  const removals = unit.deployment.protocol === "v2" ? [] : removeParameters(document, unit, unknown);
  const title = "Serve it with MLFLOW_SERVER";
  return suggestion(
    removals?.length === 0 ? title : `${title}, without the parameters it does not take`,
    edits && removals && [...edits, ...removals],
  );
}

function removeParameters(document: YamlDocument, unit: Unit, unknown: Unit["parameters"]): Edits | undefined {
  const list = unit.at.key("parameters");
  if (unknown.length === 0) return [];
  if (unknown.length === unit.parameters.length) return removeValue(document, list);
  if (list.sequence?.flow && unknown.length > 1) return undefined;
  const removals = unknown.map(parameter => removeValue(document, parameter));
  return removals.every(removal => removal !== undefined) ? removals.flat() : undefined;
}
