// What an object means, without what API servers write into it, so that a comparison shows what a deploy changes and no more.
import { defaultsAt } from "./noise.ts";
import { hideSecrets } from "./hide-secrets.ts";
import { groupOf } from "./kinds.ts";
import {
  differences,
  isList,
  isMap,
  isSame,
  textAt,
  valueAt,
  type Difference,
  type PlainMap,
  type ValuePath,
} from "./plain.ts";

/** Bookkeeping of the API server. */
const METADATA_NOISE: ReadonlySet<string> = new Set([
  ...["managedFields", "uid", "resourceVersion", "generation", "creationTimestamp", "selfLink"],
  ...["deletionTimestamp", "deletionGracePeriodSeconds"],
]);

/** What tools keep for themselves: kubectl's copy of the manifest, and the number of a rollout. */
const ANNOTATION_NOISE: ReadonlySet<string> = new Set([
  "kubectl.kubernetes.io/last-applied-configuration",
  "deployment.kubernetes.io/revision",
]);

/**
 * An object without status, bookkeeping, nulls and defaults. The order of keys is kept. Two objects with the same meaning
 * differ in nothing that a person wrote.
 */
export function meaningOf(object: PlainMap): PlainMap {
  const { status: _status, ...rest } = object;
  const isSeldon = groupOf(textAt(object, "apiVersion") ?? "") === "machinelearning.seldon.io";
  const meaning = stripped(rest, [], isSeldon);
  return isMap(meaning) ? meaning : {};
}

/** Whether applying would change nothing that means something. @param live undefined where there is none yet */
export function isUnchanged(live: PlainMap | undefined, result: PlainMap): boolean {
  return live !== undefined && isSame(meaningOf(live), meaningOf(result));
}

/** What a deploy would change, value by value; those of a Secret are replaced by words. */
export function meaningDifferences(live: PlainMap | undefined, result: PlainMap): Difference[] {
  const [before, after] = [live ? meaningOf(live) : {}, meaningOf(result)];
  return differences(hideSecrets(before), hideSecrets(after, before));
}

export interface Preview {
  /** Undefined where there is no object yet. */
  readonly before: PlainMap | undefined;
  readonly after: PlainMap;
}

/**
 * Both sides of a preview, with keys in the manifest's order and what it does not have behind them, so that a diff of the
 * printed texts has only the lines that change. Values of a Secret are replaced by words.
 * @param result what the dry run answered @param manifest as written, if at hand
 */
export function previewOf(live: PlainMap | undefined, result: PlainMap, manifest?: PlainMap): Preview {
  const [before, after] = [live && meaningOf(live), meaningOf(result)];
  const order = manifest ?? after;
  const [shownBefore, shownAfter] = [hideSecrets(before ?? {}), hideSecrets(after, before)];
  const ordered = orderedLike(shownAfter, order);
  return { before: before && orderedLike(shownBefore, ordered), after: ordered };
}

function stripped(value: unknown, path: ValuePath, isSeldon: boolean): unknown {
  if (isList(value)) return value.map((item, index) => stripped(item, [...path, index], isSeldon));
  if (!isMap(value)) return value;
  const entries = Object.entries(value).flatMap(([key, item]): [string, unknown][] => {
    const at = [...path, key];
    if (item === null || item === undefined || isNoise(at)) return [];
    if (defaultsAt(isSeldon, at).some(usual => isSame(usual, item))) return [];
    const inside = stripped(item, at, isSeldon);
    return isEmptyMetadata(at, inside) ? [] : [[key, inside]];
  });
  return Object.fromEntries(entries);
}

function isNoise(path: ValuePath): boolean {
  const key = String(path.at(-1));
  if (path[0] !== "metadata") return false;
  return path.length === 2 ? METADATA_NOISE.has(key) : path[1] === "annotations" && ANNOTATION_NOISE.has(key);
}

/** Empty labels and annotations are as good as none. */
function isEmptyMetadata(path: ValuePath, value: unknown): boolean {
  return path.length === 2 && path[0] === "metadata" && isMap(value) && Object.keys(value).length === 0;
}

/** The same data with the keys of maps as the pattern has them; further keys follow in alphabetical order. */
export function orderedLike(value: PlainMap, pattern: PlainMap): PlainMap;
export function orderedLike(value: unknown, pattern: unknown): unknown;
export function orderedLike(value: unknown, pattern: unknown): unknown {
  if (isList(value)) {
    return value.map((item, index) => orderedLike(item, partner(item, index, isList(pattern) ? pattern : [])));
  }
  if (!isMap(value)) return value;
  const known = isMap(pattern) ? Object.keys(pattern).filter(key => Object.hasOwn(value, key)) : [];
  const others = Object.keys(value).filter(key => !known.includes(key));
  const keys = [...known, ...others.sort()];
  return Object.fromEntries(keys.map(key => [key, orderedLike(value[key], valueAt(pattern, key))]));
}

/** The item of the same name, else of the same place. */
function partner(item: unknown, index: number, list: readonly unknown[]): unknown {
  const name = valueAt(item, "name");
  const named = name === undefined ? undefined : list.find(other => valueAt(other, "name") === name);
  return named ?? list[index] ?? list[0];
}
