// Which place of a manifest tells of which object: from a row of the explorer to the line, and from the cursor to the row.
import type { ManifestObject } from "../../../../schemas/src/index.ts";

type TextRange = ManifestObject["range"];
type Position = TextRange["start"];

/** A SeldonDeployment in a file, without its contents. */
export type ManifestPlace = Omit<ManifestObject, "value">;

/** What is looked for; a predictor or unit is a place inside of the deployment. */
export interface WantedPlace {
  readonly name: string;
  readonly namespace: string;
  readonly predictor?: string | undefined;
  readonly unit?: string | undefined;
}

/** Only Seldon's, and only what is kept for later: contents may be large. */
export function seldonDeployments(objects: readonly ManifestObject[]): ManifestPlace[] {
  return objects
    .filter(
      ({ apiVersion, kind }) => kind === "SeldonDeployment" && apiVersion.startsWith("machinelearning.seldon.io/"),
    )
    .map(({ value: _, ...place }) => place);
}

/** 0 for another object; 1 where the namespace is left to whoever applies it; 2 where it is written. */
export function fit({ name, namespace }: ManifestPlace, wanted: WantedPlace): 0 | 1 | 2 {
  if (name !== wanted.name) return 0;
  if (namespace === null) return 1;
  return namespace === wanted.namespace ? 2 : 0;
}

/** The best fits only: a file that names the namespace is meant before one that leaves it open. */
export function bestFits<T extends { readonly place: ManifestPlace }>(
  candidates: readonly T[],
  wanted: WantedPlace,
): T[] {
  const best = Math.max(1, ...candidates.map(({ place }) => fit(place, wanted)));
  return candidates.filter(({ place }) => fit(place, wanted) === best);
}

/** The name of the unit, else of the predictor, else of the deployment. */
export function rangeOf({ nameRange, predictors }: ManifestPlace, wanted: WantedPlace): TextRange {
  const predictor = predictors.find(each => each.name === wanted.predictor);
  const unit = predictor?.units.find(({ name }) => name === wanted.unit);
  return (unit ?? predictor)?.range ?? nameRange;
}

export interface PlaceAtCursor {
  readonly name: string;
  readonly namespace: string | undefined;
  readonly predictor: string | undefined;
}

/** The deployment that the cursor stands in, or the only one there is; with the predictor on whose name's line it stands. */
export function placeAt(places: readonly ManifestPlace[], cursor: Position): PlaceAtCursor | undefined {
  const named = places.filter(({ name }) => name !== null);
  const place = named.find(({ range }) => isIn(range, cursor)) ?? (named.length === 1 ? named[0] : undefined);
  const name = place?.name ?? undefined;
  if (!place || name === undefined) return undefined;
  const predictor = place.predictors.find(
    ({ range, units }) => range.start.line === cursor.line || units.some(unit => unit.range.start.line === cursor.line),
  );
  return { name, namespace: place.namespace ?? undefined, predictor: predictor?.name };
}

function isIn({ start, end }: TextRange, position: Position): boolean {
  return compare(start, position) <= 0 && compare(position, end) <= 0;
}

function compare(a: Position, b: Position): number {
  return a.line - b.line || a.character - b.character;
}
