// mlflowserver installs its own mlflow and pandas over those that the model's environment asks for (S18).
import * as l10n from "@vscode/l10n";
import type { PackageRequirement } from "../../../../../schemas/src/index.ts";
import { defineRule } from "../../lint/rule.ts";
import { isOlderVersion, parseImageReference, releaseOf, stockServer, supportedVersion } from "../../model/index.ts";
import { knownModel, type LocalModel } from "../../workspace/index.ts";

export const mlflowPins = defineRule({
  id: "mlflow-pins",
  severity: "information",
  title: "Report packages of a model that mlflowserver replaces by older ones",
  why: "mlflowserver creates the model's conda environment and then installs its own requirements into it, which set upper bounds for mlflow and pandas. The model is loaded with other versions than it was saved with: `Detected one or more mismatches between the model's dependencies and the current Python environment`, and at worst an `AttributeError` while it is unpickled. Pins in `conda.yaml` cannot help, since they are installed first.",
  remedy:
    "Serve the model with `protocol: v2` and its packed environment beside it, build an image of your own, or log the model again with versions within the bounds.",
  failureModes: ["S18"],
  needs: ["workspace", "artifact"],
  messages: {
    replaced: {
      text: "{file} asks for {wanted}, and the mlflowserver of {version} then installs {installed} over it. Loading may fail or the model behave otherwise. Serve it with protocol: v2 and a packed environment, or log it again with versions within these bounds.",
    },
  },
  check({ deployment, seldon, facts, elsewhere, report }) {
    if (deployment.protocol !== "seldon") return;
    for (const unit of deployment.units) {
      const uri = unit.modelUri.string() ?? "";
      if (unit.implementation !== "MLFLOW_SERVER" || uri === "" || !stockServer(unit, seldon)) continue;
      const tag = parseImageReference(unit.container?.image ?? "")?.tag;
      const version = tag ?? seldon.version;
      if (supportedVersion(version) === undefined) continue;
      const model = knownModel(unit, { facts, elsewhere });
      const asked = model && requirementsOf(model);
      if (!asked) continue;
      const { mlflow, pandas } = releaseOf(version).release.mlflowServer;
      const replaced = asked.packages.flatMap(wanted => {
        const bound = wanted.name === "mlflow" ? mlflow : wanted.name === "pandas" ? pandas : undefined;
        return bound !== undefined && isAbove(wanted, bound) ? [{ wanted, bound }] : [];
      });
      if (replaced.length === 0) continue;
      const wanted = replaced.map(({ wanted: { name, specifier } }) => `${name} ${specifier.replace(/^=+/, "")}`);
      const installed = replaced.map(({ wanted: { name }, bound }) => name + bound);
      const data = {
        file: asked.file,
        version,
        wanted: wanted.join(l10n.t(" and ")),
        installed: installed.join(l10n.t(" and ")),
      };
      report({ at: unit.modelUri, message: "replaced", data });
    }
  },
});

/** What the server's environment is made of: `conda.yaml`, and only without one the requirements. */
function requirementsOf({
  conda,
  requirements,
}: LocalModel): { readonly file: string; readonly packages: readonly PackageRequirement[] } | undefined {
  const found = conda ?? requirements;
  return found && { file: found.file, packages: found.packages ?? [] };
}

/** True for a pin that lies above an upper bound such as `<=2.5.0` or `>=2.9.2,<3`. */
function isAbove({ specifier }: PackageRequirement, bounds: string): boolean {
  const pinned = /^={1,2}\s*(\d[\d.]*)$/.exec(specifier)?.[1];
  const upper = /(<=?)(\d[\d.]*)/.exec(bounds);
  if (pinned === undefined || upper?.[2] === undefined) return false;
  return upper[1] === "<=" ? isOlderVersion(upper[2], pinned) : !isOlderVersion(pinned, upper[2]);
}
