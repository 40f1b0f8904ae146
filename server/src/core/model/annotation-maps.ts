// Every map of annotations in a deployment, and what it is the map of.
import type { Cursor } from "../yaml/index.ts";
import type { Deployment } from "./deployment.ts";
import type { AnnotationPlace } from "./seldon-facts.ts";

interface AnnotationMap {
  readonly place: AnnotationPlace;
  readonly at: Cursor;
}

/** In the order of the text as it usually is; maps that are not there are left out. */
export function annotationMaps(deployment: Deployment): readonly AnnotationMap[] {
  const maps: AnnotationMap[] = [
    { place: "metadata", at: deployment.at.at("metadata", "annotations") },
    { place: "spec", at: deployment.spec.key("annotations") },
  ];
  for (const predictor of deployment.predictors) {
    maps.push({ place: "predictor", at: predictor.at.key("annotations") });
    for (const { at } of predictor.componentSpecs)
      maps.push({ place: "componentSpec", at: at.at("metadata", "annotations") });
  }
  return maps.filter(({ at }) => at.map !== undefined);
}
