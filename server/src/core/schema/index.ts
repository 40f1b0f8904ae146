// The public face of the schema checks.
import type { Resource } from "../model/index.ts";
import type { YamlNode } from "../yaml/index.ts";
import { checkStructure, type StructureProblem } from "./check-structure.ts";
import { seldonStructures } from "./seldon-structures.ts";

export { type StructureProblem } from "./check-structure.ts";
export { belongsElsewhere, fitsUnder } from "./belongs-elsewhere.ts";
export type { Structure, StructureKind, StructureRef } from "./structure.ts";

const cache = new WeakMap<YamlNode, readonly StructureProblem[]>();

/** Where a SeldonDeployment parts from its schema. Walked once, however many rules ask. */
export function structureProblems(resource: Resource): readonly StructureProblem[] {
  const { node } = resource.at;
  if (!node) return [];
  const known = cache.get(node);
  if (known) return known;
  const problems = checkStructure(resource.at, "SeldonDeployment", seldonStructures);
  cache.set(node, problems);
  return problems;
}
