// The public face of the schema checks.
import type { Resource } from "../model/index.ts";
import { rememberLast } from "../remember-last.ts";
import { checkStructure, type StructureProblem } from "./check-structure.ts";
import { seldonStructures } from "./seldon-structures.ts";

export { type StructureProblem } from "./check-structure.ts";
export { belongsElsewhere, fitsUnder } from "./belongs-elsewhere.ts";
export { isLoser, loserOf } from "./lost-indentation.ts";
export type { Structure, StructureKind, StructureRef } from "./structure.ts";

/** Where a SeldonDeployment parts from its schema. Walked once, however many rules ask. */
export const structureProblems: (resource: Resource) => readonly StructureProblem[] = rememberLast(({ at }) =>
  at.node ? checkStructure(at, "SeldonDeployment", seldonStructures) : [],
);
