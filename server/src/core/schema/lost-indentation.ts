// Finds fields that stand beside the field they belong below, because their indentation was lost on the way (S53, F05).
import type { Cursor } from "../yaml/index.ts";
import { matches, resolve, shapeAt } from "./belongs-elsewhere.ts";
import { fieldOf } from "./structure.ts";

/** The field of a mapping that lost an unknown field of it, if one did: one that is empty, with what it lost right behind it. */
export function loserOf(field: Cursor): Cursor | undefined {
  const owner = field.parent;
  if (owner?.map === undefined || owner.map.flow) return undefined;
  const entries = owner.entries();
  const index = entries.findIndex(({ name }) => name === field.name);
  const above = entries.slice(0, Math.max(index, 0));
  const loser = above.findLast(entry => isLeftEmpty(entry));
  if (!loser) return undefined;
  const between = above.slice(above.indexOf(loser) + 1);
  return [...between, field].every(entry => isLostBy(loser, entry)) ? loser : undefined;
}

/** Nothing at all stands behind the colon; `null` and `{}` are meant. */
function isLeftEmpty({ scalar }: Cursor): boolean {
  return scalar?.value === null && scalar.end === scalar.start;
}

/** True where a field is unknown where it stands and known, with a value of its kind, below the one that lost it. */
function isLostBy(loser: Cursor, field: Cursor): boolean {
  const here = field.parent && shapeAt(field.parent);
  const below = shapeAt(loser);
  if (here?.kind !== "object" || below?.kind !== "object" || fieldOf(here, field.name) !== undefined) return false;
  const ref = fieldOf(below, field.name);
  return ref !== undefined && (field.isEmpty || matches(field, resolve(ref)));
}

/** True for an empty field that lost what stands right behind it. */
export function isLoser(field: Cursor): boolean {
  if (!isLeftEmpty(field)) return false;
  const entries = field.parent?.entries() ?? [];
  const next = entries[entries.findIndex(({ name }) => name === field.name) + 1];
  return next !== undefined && loserOf(next)?.entry === field.entry;
}
