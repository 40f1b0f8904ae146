// A model that was saved with another version of its library than the server has (F03), as the environment stored beside it tells.
import type { PackageRequirement } from "../../../../../schemas/src/index.ts";
import { defineRule } from "../../lint/rule.ts";
import { isOlderVersion, parseImageReference, releaseOf, supportedVersion, type Unit } from "../../model/index.ts";
import { environmentsOf, storedModel } from "../../workspace/index.ts";
import { pinOf } from "../conda-environment/judge-packages.ts";
import { mayHold, soughtModel } from "../model-artifact/judge-artifact.ts";

export const pickleVersion = defineRule({
  id: "pickle-version",
  severity: "warning",
  title: "Require models saved with the library version of their server",
  why: "The prepackaged servers bring their libraries in fixed versions, and a saved model is not portable between versions: `ModuleNotFoundError: No module named 'sklearn.svm._classes'`, `AttributeError: Can't get attribute …`, `Trying to unpickle estimator … from version … when using version …`, XGBoost's `wrong model format`. The environment stored beside the model says what it was saved with.",
  remedy:
    "Train with the server's version, serve the model with MLFLOW_SERVER, which makes the model's own environment, or build an image with the versions that the model was trained with.",
  failureModes: ["F03"],
  needs: ["artifact"],
  messages: {
    other: {
      text: "{file} beside the model asks for {name} {wanted}, and {server} {version} has {has}: the model may not load, or predict otherwise. Train with {has}, or serve it with MLFLOW_SERVER or an image of your own.",
    },
  },
  check({ deployment, seldon, facts, report }) {
    if (deployment.protocol !== "seldon") return;
    for (const unit of deployment.units) {
      const stored = storedModel(unit, facts);
      const sought = soughtModel(unit, seldon);
      if (stored?.seen !== "folder" || !sought || !mayHold(sought, stored)) continue;
      const version = parseImageReference(unit.container?.image ?? "")?.tag ?? seldon.version;
      const library = supportedVersion(version) === undefined ? undefined : libraryOf(unit, version);
      const { conda, requirements } = environmentsOf(stored);
      const environment = conda ?? requirements;
      const wanted = library && environment?.packages?.find(({ name }) => name === library.name);
      const pin = wanted && pinOf(wanted);
      // A major version alone, as `=1` and `==1.*` name it, leaves open which one the model was saved with.
      if (!library || !environment || !pin?.includes(".") || !library.isForeign(pin)) continue;
      const { name, has } = library;
      const data = { file: environment.file, name, wanted: pin, server: sought.server, version, has };
      report({ at: unit.modelUri, message: "other", data });
    }
  },
});

interface Library {
  readonly name: PackageRequirement["name"];
  /** The server's version. */
  readonly has: string;
  /** True for versions whose models the server's may not load. */
  isForeign(version: string): boolean;
}

function libraryOf({ implementation }: Unit, version: string): Library | undefined {
  const { sklearnServer, xgboostServer } = releaseOf(version).release;
  if (implementation === "SKLEARN_SERVER") {
    const has = sklearnServer.sklearn;
    return { name: "scikit-learn", has, isForeign: other => minorOf(other) !== minorOf(has) };
  }
  if (implementation !== "XGBOOST_SERVER") return undefined;
  const has = xgboostServer.xgboost;
  // XGBoost reads what older versions wrote.
  return { name: "xgboost", has, isForeign: other => isOlderVersion(minorOf(has), minorOf(other)) };
}

function minorOf(version: string): string {
  return version.split(".").slice(0, 2).join(".");
}
