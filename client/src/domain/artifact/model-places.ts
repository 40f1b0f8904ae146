// The models that a SeldonDeployment names: one for each graph unit or explainer with a model URI.
import { listAt, textAt, valueAt } from "../deploy/plain.ts";

export interface ModelPlace {
  readonly predictor: string;
  /** Absent for the predictor's explainer. */
  readonly unit: string | undefined;
  readonly implementation: string | undefined;
  readonly modelUri: string;
  /** `envSecretRefName`; absent where none is named. */
  readonly secret: string | undefined;
}

/** Deeper graphs have no cluster (the CRD holds five levels). */
const MOST_LEVELS = 32;

/** @param deployment the plain object, as `seldon/objects` or a cluster gives it; anything else has no models */
export function modelPlaces(deployment: unknown): readonly ModelPlace[] {
  return listAt(deployment, "spec", "predictors").flatMap(predictor => {
    const name = textAt(predictor, "name") ?? "";
    const explainer = valueAt(predictor, "explainer");
    const explained = placeOf(explainer, name, undefined);
    // The operator ignores an explainer without a type (seldon-facts §1.3).
    const isExplained = (textAt(explainer, "type") ?? "") !== "";
    return [...unitPlaces(valueAt(predictor, "graph"), name, 0), ...(isExplained ? explained : [])];
  });
}

function unitPlaces(unit: unknown, predictor: string, level: number): readonly ModelPlace[] {
  if (level > MOST_LEVELS) return [];
  const children = listAt(unit, "children").flatMap(child => unitPlaces(child, predictor, level + 1));
  return [...placeOf(unit, predictor, textAt(unit, "name") ?? ""), ...children];
}

function placeOf(at: unknown, predictor: string, unit: string | undefined): readonly ModelPlace[] {
  const modelUri = textAt(at, "modelUri") ?? "";
  if (modelUri === "") return [];
  const secret = textAt(at, "envSecretRefName") ?? "";
  const implementation = textAt(at, "implementation");
  return [{ predictor, unit, implementation, modelUri, secret: secret === "" ? undefined : secret }];
}

/** The same question to the same store: such places are looked at once. */
export function questionKey({ modelUri, secret }: Pick<ModelPlace, "modelUri" | "secret">): string {
  return JSON.stringify([modelUri, secret ?? ""]);
}
