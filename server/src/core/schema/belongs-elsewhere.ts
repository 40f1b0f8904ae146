// Finds the place a misplaced field was meant for: one level up, down or aside (failure-modes F05, F71).
import type { Cursor } from "../yaml/index.ts";
import { seldonStructures } from "./seldon-structures.ts";
import { fieldOf, type Structure, type StructureRef } from "./structure.ts";

/** A mapping that is there and whose shape has the field. */
export interface Elsewhere {
  readonly target: Cursor;
  readonly direction: "up" | "down" | "aside";
}

/** Names so general that finding them elsewhere says nothing of what was meant. */
const GENERAL_NAMES: ReadonlySet<string> = new Set([
  "name",
  "type",
  "value",
  "kind",
  "apiVersion",
  "metadata",
  "labels",
  "annotations",
  "status",
  "spec",
  "image",
  "url",
  "mode",
]);

/**
 * Where an unknown field would be known and its value would fit, if there is exactly one such place and it does not
 * have the field already. General names are left alone: they are known in too many places.
 */
export function belongsElsewhere(field: Cursor): Elsewhere | undefined {
  const owner = field.parent;
  if (!owner || GENERAL_NAMES.has(field.name)) return undefined;
  const up = ancestors(owner).map(target => ({ target, direction: "up" as const }));
  const down = nestedMaps(owner).map(target => ({ target, direction: "down" as const }));
  const container = ancestors(owner)[0];
  const aside = container
    ? nestedMaps(container)
        .filter(target => !samePlace(target, owner))
        .map(target => ({ target, direction: "aside" as const }))
    : [];
  for (const candidates of [down, up, aside]) {
    const fitting = candidates.filter(({ target }) => fits(field, target));
    const [only, other] = fitting;
    if (only && (!other || only.direction === "up")) return only;
    if (other) return undefined;
  }
  return undefined;
}

/** True where a value could stand under another key of the same mapping, as far as its kind goes: mapping, list or scalar. */
export function fitsUnder(field: Cursor, name: string): boolean {
  const shape = field.parent && shapeAt(field.parent);
  return shape?.kind === "object" && matches(field, resolve(fieldOf(shape, name)));
}

function fits(field: Cursor, target: Cursor): boolean {
  const shape = shapeAt(target);
  if (shape?.kind !== "object" || target.key(field.name).exists) return false;
  const ref = fieldOf(shape, field.name);
  return ref !== undefined && matches(field, resolve(ref));
}

/** True where a value is of the kind that a shape asks for. */
export function matches(field: Cursor, shape: Structure | undefined): boolean {
  switch (shape?.kind) {
    case "object":
    case "map":
      return field.map !== undefined;
    case "list":
      return field.sequence !== undefined;
    case undefined:
      return false;
    default:
      return field.scalar !== undefined;
  }
}

/** The mappings above, the nearest first; lists in between do not count. */
function ancestors(owner: Cursor): Cursor[] {
  const found: Cursor[] = [];
  for (let cursor = owner.parent; cursor; cursor = cursor.parent) if (cursor.map) found.push(cursor);
  return found;
}

/** Mappings directly below, and the only item of a list directly below. */
function nestedMaps(owner: Cursor): Cursor[] {
  return owner.entries().flatMap(entry => {
    if (entry.map) return [entry];
    const items = entry.items();
    return items.length === 1 ? items.filter(item => item.map) : [];
  });
}

function samePlace(a: Cursor, b: Cursor): boolean {
  return a.path.length === b.path.length && a.path.every((step, index) => step === b.path[index]);
}

/** The shape the schema has for a cursor's path. */
export function shapeAt(cursor: Cursor): Structure | undefined {
  let shape = resolve("SeldonDeployment");
  for (const step of cursor.path) {
    if (shape?.kind === "object" && typeof step === "string") shape = resolve(fieldOf(shape, step));
    else if (shape?.kind === "list" || shape?.kind === "map") shape = resolve(shape.of);
    else return undefined;
  }
  return shape;
}

/** A shape by its name or itself. */
export function resolve(ref: StructureRef | undefined): Structure | undefined {
  return typeof ref === "string" ? seldonStructures[ref] : ref;
}
