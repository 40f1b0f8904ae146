// The environment that MLmodel names, as mlflowserver of the release reads it (S20).
import * as l10n from "@vscode/l10n";
import { defineResourceRule, fix, suggestion } from "../../lint/rule.ts";
import { MLFLOW_ENV_MAPPING_SINCE } from "../../model/index.ts";
import type { Cursor, Edits } from "../../yaml/index.ts";

export const mlmodelEnvironment = defineResourceRule({
  id: "mlmodel-environment",
  severity: "warning",
  title: "Require an environment in MLmodel that mlflowserver reads",
  why: "mlflowserver makes its conda environment from `flavors.python_function.env`. Since MLflow 2.0 that is a mapping, which mlflowserver understands from 1.16.0 on: `TypeError: join() argument must be str or bytes, not 'dict'`. Of the mapping it takes `conda`, and stops without: `KeyError: 'conda'`.",
  remedy:
    "Use mlflowserver 1.16.0 or newer, or write `env: conda.yaml`. Log the model with a conda environment where it has none.",
  failureModes: ["S20", "S19"],
  resources: ["MLmodel"],
  messages: {
    mappingForOldServer: {
      text: "The mlflowserver of {version} expects the name of a file here and stops with \"TypeError: join() argument must be str or bytes, not 'dict'\". Use {first} or newer, or write env: conda.yaml.",
    },
    noConda: {
      text: "Under the seldon protocol mlflowserver makes its environment from conda, which is not named here: it stops with \"KeyError: 'conda'\". Log the model with a conda environment, or serve it with protocol: v2.",
    },
    numberForVersion: {
      text: "Without quotes this is the number {number}, not the version {version}, and the environment is made with that. Quote it.",
    },
  },
  check({ resource, document, seldon, report }) {
    const version = resource.at.at("flavors", "python_function", "python_version");
    const written = version.scalar?.text ?? "";
    if (version.scalar?.style === "plain" && /^\d\.\d*0$/.test(written)) {
      const { start, end } = version.range();
      const fixes = [fix(l10n.t`Quote it: "${written}"`, [{ start, end, newText: `"${written}"` }])];
      report({ at: version, message: "numberForVersion", data: { number: Number(written), version: written }, fixes });
    }
    const env = resource.at.at("flavors", "python_function", "env");
    const conda = env.key("conda");
    if (!env.map) return;
    if (conda.isEmpty) report({ at: env, message: "noConda" });
    else if (!seldon.release.mlflowServer.readsEnvMapping) {
      const data = { version: seldon.version, first: MLFLOW_ENV_MAPPING_SINCE };
      const file = conda.string();
      const fixes =
        file === undefined
          ? []
          : [suggestion(l10n.t`Write env: ${file}, and upload the file again`, writeFile(document.text, env, file))];
      report({ at: env, message: "mappingForOldServer", data, fixes });
    }
  },
});

/** Puts the file's name in place of the mapping, where the mapping fills whole lines. */
function writeFile(text: string, env: Cursor, file: string): Edits | undefined {
  const { map, entry } = env;
  if (!map || !entry || env.shared) return undefined;
  const written = text.slice(map.start, map.end);
  return written.includes("#")
    ? undefined
    : [{ start: entry.key.end, end: map.start + written.trimEnd().length, newText: `: ${file}` }];
}
