// Versions that a model's environment asks for and mlflowserver replaces or cannot install its own requirements into (S18, F07).
import { defineResourceRule } from "../../lint/rule.ts";
import { isOlderVersion } from "../../model/index.ts";
import { isPythonOutside, pinOf } from "../conda-environment/judge-packages.ts";
import { askedPackages, isOfModel, type AskedPackage } from "./asked-packages.ts";

export const modelRequirements = defineResourceRule({
  id: "model-requirements",
  severity: "information",
  title: "Report versions of a model that mlflowserver does not keep",
  why: "Under the seldon protocol mlflowserver creates the model's conda environment and then installs its own requirements into it, with upper bounds for mlflow and pandas. Pinning newer ones in `conda.yaml` cannot help: they are installed first and replaced. `Detected one or more mismatches between the model's dependencies and the current Python environment`. And its requirements exist for a few versions of Python only: `Could not find a version that satisfies the requirement`.",
  remedy:
    "Serve the model with `protocol: v2` and its packed environment, build an image of your own, or log the model again with versions within the bounds.",
  failureModes: ["S18", "F07"],
  resources: ["MLmodel", "CondaEnvironment", "Requirements"],
  messages: {
    replaced: {
      text: "The mlflowserver of {version} installs {name}{bound} over this, since its own requirements come after the model's environment. Under the seldon protocol loading may fail or the model behave otherwise. Serve it with protocol: v2, or log it again within the bound.",
    },
    python: {
      text: 'The requirements of mlflowserver {version} install for Python 3.8 to 3.10: with {python} its start may end in "Could not find a version that satisfies the requirement". Log the model with one of these, or serve it with protocol: v2.',
    },
  },
  check(context) {
    const { resource, document, seldon, isExcerpt, report } = context;
    if (isExcerpt || !isOfModel(context)) return;
    const asked = askedPackages(resource, document);
    const { mlflow, pandas } = seldon.release.mlflowServer;
    const { version } = seldon;
    for (const one of asked) {
      const bound = one.name === "mlflow" ? mlflow : one.name === "pandas" ? pandas : undefined;
      const place = { at: one.at, range: one.range };
      if (bound !== undefined && isAbove(one, bound))
        report({ ...place, message: "replaced", data: { version, name: one.name, bound } });
      const python = one.name === "python" && one.installer === "conda" ? pinOf(one) : undefined;
      if (python !== undefined && isPythonOutside(python) && seldon.minor !== "1.15")
        report({ ...place, message: "python", data: { version, python } });
    }
  },
});

/** True for a pin above an upper bound such as `<=2.5.0` or `>=2.9.2,<3`. */
function isAbove(asked: AskedPackage, bounds: string): boolean {
  const pinned = pinOf(asked);
  const upper = /(?:^|,)(<=?)(\d[\d.]*)/.exec(bounds);
  if (pinned === undefined || upper?.[2] === undefined) return false;
  return upper[1] === "<=" ? isOlderVersion(upper[2], pinned) : !isOlderVersion(pinned, upper[2]);
}
