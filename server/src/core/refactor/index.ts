// The public face of the refactorings: changes that a person may want although nothing is wrong.
import { documentAt, deploymentsOf } from "../language/documents.ts";
import { Deployment, isSeldonDeployment, isTemplateSource, resourcesOf } from "../model/index.ts";
import { explainerRefactorings } from "./explainer.ts";
import { extractEnvRefactorings } from "./extract-env.ts";
import { fileRefactorings } from "./files.ts";
import { imageRefactorings } from "./images.ts";
import { predictorRefactorings } from "./predictors.ts";
import type { DeploymentPlace, Refactoring, RefactoringPlace } from "./refactoring.ts";

export type { Refactoring, RefactoringPlace } from "./refactoring.ts";

/** Characters; in longer documents every key press would be felt. */
const LONGEST = 300_000;

/** What is offered at a place. Nothing where a template hides what would be needed, or the YAML has mistakes. */
export function refactoringsAt(place: RefactoringPlace): readonly Refactoring[] {
  const placed = documentAt(place.stream, place.range.start);
  if (!placed || place.isTemplate || place.stream.text.length > LONGEST) return [];
  const { document } = placed;
  if (document.problems.length > 0 || isTemplateSource(document.text)) return [];
  if (!place.stream.documents.some(other => deploymentsOf(other.document).length > 0)) return [];
  const deployments = resourcesOf(document).flatMap((resource, position): readonly DeploymentPlace[] => {
    return isSeldonDeployment(resource) ? [{ ...place, placed, position, deployment: new Deployment(resource) }] : [];
  });
  return [
    ...deployments.flatMap(own => [
      ...predictorRefactorings(own),
      ...explainerRefactorings(own),
      ...extractEnvRefactorings(own),
      ...imageRefactorings(own),
    ]),
    ...fileRefactorings(place, placed),
  ];
}
