// Sets of field paths, as managedFields hold them. A path is a row of elements: `f:spec`, `k:{"name":"a"}`, `v:"x"`.
import { isObject, type JsonObject } from "../../support/json.ts";

/** A set of paths as a tree: whether the path that leads here is in the set, and what lies below. */
export interface FieldSet {
  isMember: boolean;
  readonly children: Map<string, FieldSet>;
}

export function emptySet(): FieldSet {
  return { isMember: false, children: new Map() };
}

/** Whether no path is in the set. */
export function isEmptySet(set: FieldSet): boolean {
  return !set.isMember && [...set.children.values()].every(isEmptySet);
}

/** All paths of either set. */
export function union(a: FieldSet, b: FieldSet): FieldSet {
  return combine(a, b, (left, right) => left || right);
}

/** The paths of `a` that are not in `b`. */
export function difference(a: FieldSet, b: FieldSet): FieldSet {
  return combine(a, b, (left, right) => left && !right);
}

/** The paths in both sets. */
export function intersection(a: FieldSet, b: FieldSet): FieldSet {
  return combine(a, b, (left, right) => left && right);
}

function combine(
  a: FieldSet | undefined,
  b: FieldSet | undefined,
  choose: (a: boolean, b: boolean) => boolean,
): FieldSet {
  const result = emptySet();
  result.isMember = choose(a?.isMember ?? false, b?.isMember ?? false);
  for (const element of new Set([...(a?.children.keys() ?? []), ...(b?.children.keys() ?? [])])) {
    const child = combine(a?.children.get(element), b?.children.get(element), choose);
    if (!isEmptySet(child)) result.children.set(element, child);
  }
  return result;
}

/** Every path of the set. */
export function pathsOf(set: FieldSet, prefix: readonly string[] = []): string[][] {
  const own = set.isMember && prefix.length > 0 ? [[...prefix]] : [];
  return [...own, ...[...set.children].flatMap(([element, child]) => pathsOf(child, [...prefix, element]))];
}

/** Reads `fieldsV1`. */
export function readFields(fields: unknown): FieldSet {
  const set = emptySet();
  if (!isObject(fields)) return set;
  for (const [element, below] of Object.entries(fields)) {
    if (element === ".") {
      set.isMember = true;
      continue;
    }
    const child = readFields(below);
    if (child.children.size === 0) child.isMember = true;
    set.children.set(element, child);
  }
  return set;
}

/** Writes `fieldsV1`: members without anything below are `{}`, others carry a `"."`. Keys are sorted, as the real server's are. */
export function writeFields(set: FieldSet): JsonObject {
  const fields: JsonObject = {};
  if (set.isMember && set.children.size > 0) fields["."] = {};
  for (const element of [...set.children.keys()].sort()) {
    const child = set.children.get(element);
    if (child && !isEmptySet(child)) fields[element] = writeFields(child);
  }
  return fields;
}

/** `.spec.containers[name="a"].image`: a path as messages print it. */
export function pathText(path: readonly string[]): string {
  return path.map(elementText).join("");
}

function elementText(element: string): string {
  const value = element.slice(2);
  if (element.startsWith("f:")) return `.${value}`;
  if (element.startsWith("v:")) return `[=${value}]`;
  if (element.startsWith("i:")) return `[${value}]`;
  const keys: unknown = JSON.parse(value);
  if (!isObject(keys)) return `[${value}]`;
  return `[${Object.entries(keys)
    .map(([key, entry]) => `${key}=${JSON.stringify(entry)}`)
    .join(",")}]`;
}
