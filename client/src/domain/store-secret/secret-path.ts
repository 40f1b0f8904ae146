// Where in a SeldonDeployment a unit names its Secret.
import { isMap, listAt, textAt, valueAt } from "../deploy/index.ts";
import type { ModelPlace } from "../artifact/index.ts";

/** The path of `envSecretRefName`; undefined where there is no such unit. @param deployment the plain object */
export function secretPath(deployment: unknown, place: ModelPlace): readonly (string | number)[] | undefined {
  const predictors = listAt(deployment, "spec", "predictors");
  const at = predictors.findIndex(predictor => textAt(predictor, "name") === place.predictor);
  const predictor = predictors[at];
  if (predictor === undefined) return undefined;
  const above = ["spec", "predictors", at];
  if (place.unit === undefined) return [...above, "explainer", "envSecretRefName"];
  const found = unitPath(valueAt(predictor, "graph"), place.unit);
  return found && [...above, "graph", ...found, "envSecretRefName"];
}

function unitPath(unit: unknown, name: string): readonly (string | number)[] | undefined {
  if (!isMap(unit)) return undefined;
  if (textAt(unit, "name") === name) return [];
  for (const [index, child] of listAt(unit, "children").entries()) {
    const below = unitPath(child, name);
    if (below) return ["children", index, ...below];
  }
  return undefined;
}
