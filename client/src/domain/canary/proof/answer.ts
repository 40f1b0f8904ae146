// Which predictor gave an answer, as far as the answer tells.
import type { UnitSpec } from "../../health/objects.ts";
import { isMap, mapAt, valueAt } from "../../deploy/plain.ts";

/** What is known of a predictor to recognise its answers by. */
export interface KnownPredictor {
  readonly name: string;
  readonly graph?: UnitSpec;
  /** Image of a unit's container by the unit's name, where it is known. */
  readonly images?: ReadonlyMap<string, string>;
}

/**
 * The predictor that can have given the answer, if only one can. A Python server writes units and their images into
 * `meta.requestPath` (seldon-facts §7.4), MLServer the unit's name into `model_name`. No header names the predictor.
 * Predictors whose units and images are alike cannot be told apart: then count the executors' metrics instead.
 * @param body the answer's parsed JSON
 */
export function predictorOfAnswer(body: unknown, predictors: readonly KnownPredictor[]): string | undefined {
  const path = requestPath(body);
  if (path.length === 0) return undefined;
  const possible = predictors.filter(predictor => path.every(([unit, image]) => isIn(predictor, unit, image)));
  return possible.length === 1 ? possible[0]?.name : undefined;
}

function requestPath(body: unknown): readonly (readonly [unit: string, image: string | undefined])[] {
  const path = Object.entries(mapAt(body, "meta", "requestPath"));
  if (path.length > 0) {
    return path.map(([unit, image]) => [unit, typeof image === "string" && image !== "" ? image : undefined]);
  }
  const model = isMap(body) ? valueAt(body, "model_name") : undefined;
  return typeof model === "string" && model !== "" ? [[model, undefined]] : [];
}

function isIn({ graph, images }: KnownPredictor, unit: string, image: string | undefined): boolean {
  const known = images?.get(unit);
  const isSameImage = image === undefined || known === undefined || image === known;
  return graph !== undefined && hasUnit(graph, unit) && isSameImage;
}

function hasUnit(graph: UnitSpec, name: string): boolean {
  return graph.name === name || (graph.children ?? []).some(child => hasUnit(child, name));
}
