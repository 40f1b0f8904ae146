// mlflowserver before 1.16 cannot read the MLmodel that MLflow 2 and newer write (S20).
import * as l10n from "@vscode/l10n";
import { defineRule, suggestion, type FixProposal } from "../../lint/rule.ts";
import {
  DEFAULT_SELDON_VERSION,
  isOlderVersion,
  MLFLOW_ENV_MAPPING_SINCE,
  parseImageReference,
  stockServer,
  type ImageReference,
  type SeldonFacts,
  type Unit,
} from "../../model/index.ts";
import { knownModel } from "../../workspace/index.ts";
import { setValue, type YamlDocument } from "../../yaml/index.ts";

export const mlmodelEnv = defineRule({
  id: "mlmodel-env",
  severity: "hint",
  title: "Prefer an mlflowserver that reads what MLflow 2 writes",
  why: "Since MLflow 2.0 `env` in `MLmodel` is a mapping, `{conda: conda.yaml, virtualenv: python_env.yaml}`. mlflowserver before 1.16.0 expects the name of a file there and stops at its start: `TypeError: join() argument must be str or bytes, not 'dict'`. A model that MLflow 1 wrote loads.",
  remedy: "Use the image of Seldon 1.16.0 or newer, or write `env: conda.yaml` in the `MLmodel` of the store.",
  failureModes: ["S20"],
  messages: {
    oldServer: {
      text: "The mlflowserver of {version} cannot read models that MLflow 2 or newer has written: it stops with \"TypeError: join() argument must be str or bytes, not 'dict'\". If the model is such a one, use {first} or newer.",
    },
    oldServerForModel: {
      text: "The env in {file} is a mapping, as MLflow 2 and newer write it, and the mlflowserver of {version} cannot read that: it stops with \"TypeError: join() argument must be str or bytes, not 'dict'\". Use {first} or newer.",
      severity: "warning",
    },
  },
  check({ deployment, document, seldon, facts, elsewhere, report }) {
    if (deployment.protocol !== "seldon") return;
    for (const unit of deployment.units) {
      if (unit.implementation !== "MLFLOW_SERVER" || !stockServer(unit, seldon)) continue;
      const image = parseImageReference(unit.container?.image ?? "");
      const version = image?.tag ?? seldon.version;
      if (!isOlder(version)) continue;
      const at = unit.at.key("implementation");
      const data = { version, first: MLFLOW_ENV_MAPPING_SINCE };
      const fixes = [newerImage(document, unit, image, seldon)];
      const mlmodel = knownModel(unit, { facts, elsewhere })?.mlmodel;
      if (!mlmodel) report({ at, message: "oldServer", data, fixes });
      else if (mlmodel.model?.hasEnvironmentMap === true)
        report({ at, message: "oldServerForModel", data: { ...data, file: mlmodel.file }, fixes });
    }
  },
});

/** Only released versions say how old they are. Other releases than the supported ones are asked about here, too: tags are as old as they are. */
function isOlder(version: string): boolean {
  return /^1\.\d+(\.\d+)?$/.test(version) && isOlderVersion(version, MLFLOW_ENV_MAPPING_SINCE);
}

function newerImage(
  document: YamlDocument,
  unit: Unit,
  image: ImageReference | undefined,
  seldon: SeldonFacts,
): FixProposal | undefined {
  if (!unit.container || image?.tag === undefined || image.digest !== undefined) return undefined;
  const newer = `${image.name}:${isOlder(seldon.version) ? DEFAULT_SELDON_VERSION : seldon.version}`;
  return suggestion(l10n.t`Change the image to ${newer}`, setValue(document, unit.container.at.key("image"), newer));
}
