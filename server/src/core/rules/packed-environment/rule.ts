// MLServer does not read conda.yaml: what a model needs beside its image comes packed, or not at all (F43).
import * as l10n from "@vscode/l10n";
import { packEnvironmentFile } from "../../creations/index.ts";
import { creation, defineRule } from "../../lint/rule.ts";
import { releaseOf, stockServer } from "../../model/index.ts";
import { knownModel, storedModel } from "../../workspace/index.ts";

/** Libraries that models are made with and MLServer's image for MLflow does not bring (F43). */
const NOT_IN_IMAGE: readonly string[] = [
  "xgboost",
  "lightgbm",
  "catboost",
  "torch",
  "pytorch",
  "tensorflow",
  "keras",
  "fastai",
  "prophet",
  "statsmodels",
  "transformers",
];

/** Where MLServer looks for it, in the top folder of the model (F43). */
const PACKED = "environment.tar.gz";

export const packedEnvironment = defineRule({
  id: "packed-environment",
  severity: "information",
  title: "Prefer a packed environment for MLflow models under protocol v2",
  why: "Under `protocol: v2` MLServer loads the model, and it does not read `conda.yaml` or `requirements.txt`. What its image lacks is missing: `ModuleNotFoundError: No module named 'xgboost'`. It takes `environment.tar.gz` beside `MLmodel`, if there is one.",
  remedy:
    "Pack the model's environment for Linux with `conda-pack`, together with `mlserver` and `mlserver-mlflow` of the image's version, and put it beside `MLmodel` as `environment.tar.gz`; or build an image of your own.",
  failureModes: ["F43"],
  needs: ["workspace", "artifact"],
  messages: {
    notPacked: {
      text: "{file} asks for {packages}, which MLServer's image does not bring, and MLServer reads no conda.yaml: without environment.tar.gz beside MLmodel loading stops with \"ModuleNotFoundError: No module named '{module}'\". Pack the environment with conda-pack, with mlserver {mlserver} in it.",
    },
  },
  check({ deployment, seldon, facts, elsewhere, report }) {
    if (deployment.protocol !== "v2") return;
    for (const unit of deployment.units) {
      const uri = unit.modelUri.string() ?? "";
      if (unit.implementation !== "MLFLOW_SERVER" || uri === "" || !stockServer(unit, seldon)) continue;
      if (storedModel(unit, facts)?.files.some(({ path }) => path === PACKED)) continue;
      const model = knownModel(unit, { facts, elsewhere });
      const asked = model?.conda ?? model?.requirements;
      const packages = (asked?.packages ?? []).map(({ name }) => name).filter(name => NOT_IN_IMAGE.includes(name));
      const [first] = packages;
      if (!asked || first === undefined) continue;
      const module = first === "pytorch" ? "torch" : first;
      const mlserver = releaseOf(seldon.version).release.mlserver;
      report({
        at: unit.modelUri,
        message: "notPacked",
        data: { file: asked.file, packages: packages.join(", "), module, mlserver },
        fixes: [
          creation(l10n.t("Create pack-environment.sh, which packs the environment"), packEnvironmentFile(mlserver)),
        ],
      });
    }
  },
});
