// Scaffolds a container that a graph unit calls, for units that need code of the author's own.
import { setValue, type Edits, type YamlDocument } from "../yaml/index.ts";
import type { Unit } from "./deployment.ts";

/** The image that stands in the scaffold until the author puts in theirs. */
export function placeholderImage(unitName: string): string {
  return `your-registry/${unitName}:0.1.0`;
}

/** Adds a container of the unit's name to the first componentSpec, which is made where there is none. */
export function addOwnContainer(document: YamlDocument, unit: Unit): Edits | undefined {
  const { name, predictor } = unit;
  if (name === undefined || name === "") return undefined;
  const containers = predictor.at.at("componentSpecs", 0, "spec", "containers");
  const next = containers.at(containers.items().length);
  return setValue(document, next, { name, image: placeholderImage(name) }, { after: "name" });
}
