// The environment stored beside an MLflow model, which mlflowserver creates anew at every start (S19, F07).
import * as l10n from "@vscode/l10n";
import type { PackageRequirement } from "../../../../../schemas/src/index.ts";
import { defineRule } from "../../lint/rule.ts";
import { stockServer } from "../../model/index.ts";
import { environmentsOf, storedModel } from "../../workspace/index.ts";
import { isPythonOutside, isTool, isUnpinned, MANY_PACKAGES, pinOf } from "../conda-environment/judge-packages.ts";

export const artifactEnvironment = defineRule({
  id: "artifact-environment",
  severity: "information",
  title: "Prefer pinned and small environments beside stored models",
  why: "mlflowserver solves and installs the `conda.yaml` beside the model at every start of the container. Packages without a version, dozens of them and tools for notebooks make that slow, change the model's answers from one restart to the next, or end in `Solving environment: failed`.",
  remedy:
    "Log the model again with each package pinned and without what it does not import; or serve it with `protocol: v2` or an image of your own, which create no environment at the start.",
  failureModes: ["S19", "F07"],
  needs: ["artifact"],
  messages: {
    slow: {
      text: "{file} {faults}. mlflowserver creates this environment at every start, which is slow and may give something else each time. Log the model again with a small, pinned environment.",
    },
    python: {
      text: 'The requirements of mlflowserver install for Python 3.8 to 3.10: with the {python} of {file} its start may end in "Could not find a version that satisfies the requirement". Log the model with one of these, or serve it with protocol: v2.',
    },
  },
  check({ deployment, seldon, facts, report }) {
    if (deployment.protocol !== "seldon") return;
    for (const unit of deployment.units) {
      if (unit.implementation !== "MLFLOW_SERVER" || !stockServer(unit, seldon)) continue;
      const stored = storedModel(unit, facts);
      const { conda } = stored ? environmentsOf(stored) : {};
      if (!conda) continue;
      const packages = conda.packages ?? [];
      const faults = faultsOf(packages);
      const { file } = conda;
      if (faults.length > 0) report({ at: unit.modelUri, message: "slow", data: { file, faults: faults.join(", ") } });
      const python = packages.find(({ name, installer }) => name === "python" && installer === "conda");
      const pin = python && pinOf(python);
      if (pin !== undefined && isPythonOutside(pin) && seldon.minor !== "1.15")
        report({ at: unit.modelUri, message: "python", data: { file, python: pin } });
    }
  },
});

const MOST_NAMES = 4;

function faultsOf(packages: readonly PackageRequirement[]): readonly string[] {
  const unpinned = packages.filter(isUnpinned).map(({ name }) => name);
  const tools = packages.filter(isTool).map(({ name }) => name);
  return [
    ...(unpinned.length > 0 ? [l10n.t`gives no version for ${listed(unpinned)}`] : []),
    ...(packages.length > MANY_PACKAGES ? [l10n.t`asks for ${packages.length} packages`] : []),
    ...(tools.length > 0 ? [l10n.t`holds tools that no model needs to be served: ${listed(tools)}`] : []),
  ];
}

function listed(names: readonly string[]): string {
  const more = names.length > MOST_NAMES ? l10n.t` and ${names.length - MOST_NAMES} more` : "";
  return `${names.slice(0, MOST_NAMES).join(", ")}${more}`;
}
