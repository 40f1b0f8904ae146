// A model whose signature names columns gets a bare array from mlflowserver, unless xtype says otherwise (F27).
import * as l10n from "@vscode/l10n";
import { defineRule, suggestion } from "../../lint/rule.ts";
import { stockServer, type Unit } from "../../model/index.ts";
import { knownModel } from "../../workspace/index.ts";
import { appendItem, setValue, type Edits, type YamlDocument } from "../../yaml/index.ts";

export const mlflowColumnNames = defineRule({
  id: "mlflow-column-names",
  severity: "warning",
  title: "Require xtype DataFrame for MLflow models whose signature names columns",
  why: "mlflowserver hands the request to the model as a numpy array, which has no columns. A model whose signature names its inputs refuses that: `mlflow.exceptions.MlflowException: Model is missing inputs ['alcohol', …]. Note that there were extra inputs: [0, 1, 2]`. With the parameter `xtype` set to `DataFrame` it gets a table, whose columns are the `names` of the request.",
  remedy: "Add the parameter `xtype` with the value `DataFrame`, and send `data.names` with every request.",
  failureModes: ["F27"],
  needs: ["workspace", "artifact"],
  messages: {
    named: {
      text: 'The signature in {file} names columns such as {columns}, and mlflowserver passes requests on without names: "Model is missing inputs". Add the parameter xtype with the value DataFrame, and send data.names with every request.',
    },
  },
  check({ deployment, document, seldon, facts, elsewhere, report }) {
    if (deployment.protocol !== "seldon") return;
    for (const unit of deployment.units) {
      const uri = unit.modelUri.string() ?? "";
      if (unit.implementation !== "MLFLOW_SERVER" || uri === "" || !stockServer(unit, seldon)) continue;
      if (unit.parameters.some(parameter => parameter.key("name").string() === "xtype")) continue;
      const mlmodel = knownModel(unit, { facts, elsewhere })?.mlmodel;
      const inputs = mlmodel?.model?.signature?.inputs ?? [];
      const columns = inputs.flatMap(({ name }) => name ?? []);
      if (!mlmodel || columns.length === 0 || columns.length < inputs.length || inputs.some(({ shape }) => shape))
        continue;
      report({
        at: unit.modelUri,
        message: "named",
        data: { file: mlmodel.file, columns: columns.slice(0, 3).join(", ") },
        fixes: [
          suggestion(
            l10n.t("Add the parameter xtype: DataFrame; requests then have to send names"),
            addXtype(document, unit),
          ),
        ],
      });
    }
  },
});

function addXtype(document: YamlDocument, unit: Unit): Edits | undefined {
  const parameter = { name: "xtype", type: "STRING", value: "DataFrame" };
  const at = unit.at.key("parameters");
  return at.sequence ? appendItem(document, at, parameter) : setValue(document, at, [parameter], { after: "modelUri" });
}
