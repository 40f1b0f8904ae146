// A folder that MLflow wrote cannot be loaded by the scikit-learn and XGBoost servers, which look for other file names (S12).
import * as l10n from "@vscode/l10n";
import type { ArtifactFact } from "../../../../../schemas/src/index.ts";
import { defineRule, suggestion, type DeploymentContext, type FixProposal } from "../../lint/rule.ts";
import { isTemplated, stockServer, type SeldonFacts, type Unit } from "../../model/index.ts";
import { storedModel } from "../../workspace/index.ts";
import { removeValue, setValue, type Edits, type YamlDocument } from "../../yaml/index.ts";
import { loadFailure, mayHold, otherServerFor, soughtModel } from "../model-artifact/judge-artifact.ts";

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
    storedForOther: {
      text: "The store holds no {files} under {modelUri}, which {implementation} opens: it ends with {symptom}. The files there are those of {other}: use that, or save the model as {file}.",
    },
  },
  check(context) {
    const { deployment, document, seldon, facts, report } = context;
    const { protocol } = deployment;
    for (const unit of deployment.units) {
      const { implementation = "" } = unit;
      const stored = storedModel(unit, facts);
      if (stored) {
        reportStored(context, unit, stored);
        continue;
      }
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
        data: { modelUri, implementation, files: files.join(l10n.t(" or ")), file, symptom: loadFailure(unit, file) },
        related: [{ at: unit.modelUri, message: l10n.t("The model comes from here.") }],
        fixes: [serveWith("MLFLOW_SERVER", document, unit, seldon)],
      });
    }
  },
});

/** The store was looked into, so that nothing is guessed. */
function reportStored(
  { document, seldon, report }: DeploymentContext<"mlflowArtifact" | "storedForOther">,
  unit: Unit,
  stored: ArtifactFact,
): void {
  // Of a single file nothing but that file comes along, whichever server is chosen (`model-artifact` says so).
  if (stored.seen !== "folder") return;
  const sought = soughtModel(unit, seldon);
  const other = sought && !mayHold(sought, stored) ? otherServerFor(unit, seldon, stored) : undefined;
  if (!sought || other === undefined) return;
  const [file = ""] = sought.words.split(" ");
  report({
    at: unit.at.key("implementation"),
    message: "storedForOther",
    data: {
      ...{ modelUri: stored.uri, implementation: sought.server, files: sought.words, file, other },
      symptom: loadFailure(unit, file),
    },
    related: [{ at: unit.modelUri, message: l10n.t("The model comes from here.") }],
    fixes: [serveWith(other, document, unit, seldon)],
  });
}

const LOADERS: ReadonlySet<string> = new Set(["XGBOOST_SERVER", "SKLEARN_SERVER"]);

/** A URI that ends in a file name brings that file, whatever folder it lies in. */
function looksLikeMlflow(modelUri: string): boolean {
  if (isTemplated(modelUri) || /\.[a-z]{2,8}$/i.test(modelUri)) return false;
  return /\/artifacts(\/|$)|mlruns|mlflow/i.test(modelUri);
}

function serveWith(server: string, document: YamlDocument, unit: Unit, seldon: SeldonFacts): FixProposal | undefined {
  const known = seldon.servers[server]?.parameters ?? [];
  const edits = setValue(document, unit.at.key("implementation"), server);
  const unknown = unit.parameters.filter(parameter => !known.includes(parameter.key("name").string() ?? ""));
  const removals = unit.deployment.protocol === "v2" ? [] : removeParameters(document, unit, unknown);
  const title = l10n.t`Serve it with ${server}`;
  return suggestion(
    removals?.length === 0 ? title : l10n.t`${title}, without the parameters it does not take`,
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
