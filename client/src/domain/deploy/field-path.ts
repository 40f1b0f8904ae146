// Reads the paths that API servers and webhooks write, and finds in the manifest what they mean.
import { isList, isMap, valueAt, type PlainMap, type ValuePath } from "./plain.ts";

/**
 * All places that a written path can mean: `spec.predictors.graph.name` names no index, so it can be any predictor's;
 * keys may have dots in them (`spec.annotations.seldon.io/x`); lists may be selected from by key (`containers[name="x"]`).
 * Places that do not exist count where all but the last step does. @param text with or without a leading dot
 */
export function placesOf(root: unknown, text: string): ValuePath[] {
  return follow(root, text.replace(/^\./, ""), []);
}

function follow(value: unknown, rest: string, path: ValuePath): ValuePath[] {
  if (rest === "") return [path];
  const bracket = /^\[((?:"(?:[^"\\]|\\.)*"|[^\]"])*)\](.*)$/s.exec(rest);
  if (bracket) return followBracket(value, bracket[1] ?? "", afterDot(bracket[2] ?? ""), path);
  if (isList(value)) return value.flatMap((item, index) => follow(item, rest, [...path, index]));
  const known = isMap(value) ? longestKey(value, rest) : undefined;
  if (known !== undefined) {
    return follow(valueAt(value, known), afterDot(rest.slice(known.length)), [...path, known]);
  }
  const [step = rest] = /^[^.[]+/.exec(rest) ?? [];
  const isLast = step.length === rest.length || !rest.slice(step.length).includes(".");
  return isLast && (isMap(value) || value === undefined) ? [[...path, rest]] : [];
}

function followBracket(value: unknown, inside: string, rest: string, path: ValuePath): ValuePath[] {
  if (/^\d+$/.test(inside)) {
    const index = Number(inside);
    return isList(value) && index < value.length ? follow(value[index], rest, [...path, index]) : [];
  }
  // A webhook or API server may quote a key: `data[model.conf]`.
  if (isMap(value) && Object.hasOwn(value, inside)) return follow(value[inside], rest, [...path, inside]);
  if (!isList(value)) return [];
  return value.flatMap((item, index) => (isSelected(item, inside) ? follow(item, rest, [...path, index]) : []));
}

/** `name="x"`, several keys with commas between them, or `="x"` for an item of a set. */
function isSelected(item: unknown, selector: string): boolean {
  return [...selector.matchAll(/(\w*)=("(?:[^"\\]|\\.)*"|[^,]*)/g)].every(([, key = "", text = ""]) => {
    const found = key === "" ? item : valueAt(item, key);
    return JSON.stringify(found) === text || (found === undefined && key === "protocol" && text === '"TCP"');
  });
}

function longestKey(map: PlainMap, rest: string): string | undefined {
  return Object.keys(map)
    .filter(key => rest.startsWith(key) && /^(?:$|[.[])/.test(rest.slice(key.length)))
    .sort((a, b) => b.length - a.length)[0];
}

function afterDot(rest: string): string {
  return rest.replace(/^\./, "");
}

/**
 * The webhook's loose path of a unit: below `graph` it appends children's indices and no names, so that
 * `spec.predictors[0].graph[1][0]` is `…graph.children[1].children[0]` (failure-modes §4.4). Undefined for other texts.
 */
export function unitPath(text: string): ValuePath | undefined {
  const [whole, predictor = "", children = ""] = /^spec\.predictors\[(\d+)\]\.graph((?:\[\d+\])*)$/.exec(text) ?? [];
  if (whole === undefined) return undefined;
  const indices = [...children.matchAll(/\d+/g)].flatMap(([index]) => ["children", Number(index)]);
  return ["spec", "predictors", Number(predictor), "graph", ...indices];
}

/** The part of a path that exists, for pointing at it. */
export function existingPart(root: unknown, path: ValuePath): ValuePath {
  const end = path.findIndex((_, index) => valueAt(root, ...path.slice(0, index + 1)) === undefined);
  return end < 0 ? path : path.slice(0, end);
}
