// The Kubernetes objects of a file with the places that a person jumps to: names of objects, predictors and graph units.
import { Deployment, isSeldonDeployment, resourcesOf, type Resource } from "../model/index.ts";
import { plainValue, type Cursor, type Range, type YamlStream } from "../yaml/index.ts";

export interface ManifestObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly name: string | undefined;
  readonly namespace: string | undefined;
  /** Offsets in the file, as all ranges here. */
  readonly range: Range;
  readonly nameRange: Range;
  /** The object as kubectl reads it, plain data. */
  readonly value: unknown;
  readonly predictors: readonly NamedPlace[];
}

/** A predictor or, below it, a graph unit. */
export interface NamedPlace {
  readonly name: string;
  readonly range: Range;
  readonly units: readonly NamedPlace[];
}

/** All objects in the order of the text, those inside of a `List` one by one. */
export function manifestObjectsOf(stream: YamlStream): readonly ManifestObject[] {
  return stream.documents.flatMap(({ document, offset }) =>
    resourcesOf(document).map(resource => manifestObject(resource, offset)),
  );
}

function manifestObject(resource: Resource, offset: number): ManifestObject {
  const { at } = resource;
  const label = at.at("metadata", "name");
  return {
    apiVersion: at.key("apiVersion").string() ?? "",
    kind: resource.kind,
    name: label.string(),
    namespace: at.at("metadata", "namespace").string(),
    range: inFile(at.valueRange() ?? at.range(), offset),
    nameRange: inFile(label.exists ? label.range() : at.range(), offset),
    value: plainValue(at),
    predictors: isSeldonDeployment(resource) ? predictorPlaces(new Deployment(resource), offset) : [],
  };
}

function predictorPlaces(deployment: Deployment, offset: number): NamedPlace[] {
  return deployment.predictors.map(predictor => ({
    ...namedPlace(predictor.at, offset),
    units: predictor.units.map(unit => ({ ...namedPlace(unit.at, offset), units: [] })),
  }));
}

function namedPlace(at: Cursor, offset: number): { name: string; range: Range } {
  const label = at.key("name");
  return { name: label.string() ?? "", range: inFile(label.exists ? label.range() : at.range(), offset) };
}

function inFile({ start, end }: Range, offset: number): Range {
  return { start: start + offset, end: end + offset };
}
