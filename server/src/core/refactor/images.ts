// Pins Seldon's own images to the release that the manifest is meant for.
import * as l10n from "@vscode/l10n";
import { isTemplated, parseImageReference, RELEASE_REPOSITORIES, type SeldonFacts } from "../model/index.ts";
import { setValue, type Cursor } from "../yaml/index.ts";
import { isAt, type DeploymentPlace, type Refactoring } from "./refactoring.ts";

export function imageRefactorings(place: DeploymentPlace): readonly Refactoring[] {
  const { deployment, placed } = place;
  const facts = place.factsOf(placed.document);
  const images = deployment.predictors.flatMap(predictor => [
    ...predictor.componentSpecs.flatMap(spec =>
      [...spec.initContainers, ...spec.containers].map(({ at }) => at.key("image")),
    ),
    predictor.explainer.at("containerSpec", "image"),
    ...predictor.units.map(({ at }) => at.key("storageInitializerImage")),
  ]);
  const wrong = images.flatMap(at => {
    const image = pinned(at, facts);
    return image === undefined ? [] : [{ at, image }];
  });
  const head = [deployment.at.key("apiVersion"), deployment.at.key("kind"), deployment.at.at("metadata", "name")];
  if (wrong.length === 0 || !isAt(place, placed, [...head, ...wrong.map(({ at }) => at)])) return [];
  const edits = wrong.map(({ at, image }) => setValue(placed.document, at, image));
  if (edits.includes(undefined)) return [];
  const inFile = edits
    .flatMap(own => own ?? [])
    .map(edit => ({ ...edit, start: edit.start + placed.offset, end: edit.end + placed.offset }));
  const count = wrong.length === 1 ? l10n.t("Seldon's image") : l10n.t`Seldon's ${wrong.length} images`;
  return [{ title: l10n.t`Pin ${count} to those of ${facts.version}`, kind: "rewrite", edits: inFile }];
}

/** The image with the tag of the release; undefined where it has that already, or is none of Seldon's own. */
function pinned(at: Cursor, facts: SeldonFacts): string | undefined {
  const text = at.string() ?? "";
  const reference = isTemplated(text) ? undefined : parseImageReference(text);
  if (!reference || reference.registry !== undefined || reference.digest !== undefined) return undefined;
  const tag = tagOf(reference.repository, reference.tag, facts);
  return tag === undefined || tag === reference.tag ? undefined : `${reference.name}:${tag}`;
}

function tagOf(
  repository: string,
  tag: string | undefined,
  { version, mlserverVersion, release }: SeldonFacts,
): string | undefined {
  if (repository === "seldonio/alibiexplainer") return release.alibiExplainer;
  if (RELEASE_REPOSITORIES.includes(repository)) return version;
  if (repository !== "seldonio/mlserver") return undefined;
  // The flavour of MLServer stands behind its version: 1.3.5-sklearn.
  const flavor = /^\d+\.\d+\.\d+(-[a-z-]+)?$/.exec(tag ?? "");
  return flavor ? `${mlserverVersion}${flavor[1] ?? ""}` : undefined;
}
