// Plain data of Kubernetes objects: reading, comparing and changing values by their path.

/** Keys of mappings and indices of lists, from the object's root: `["spec", "predictors", 0, "name"]`. */
export type ValuePath = readonly (string | number)[];

export type PlainMap = Readonly<Record<string, unknown>>;

export function isMap(value: unknown): value is PlainMap {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

export function isList(value: unknown): value is readonly unknown[] {
  return Array.isArray(value);
}

/** The value below a path; undefined where the path leads nowhere. */
export function valueAt(value: unknown, ...path: ValuePath): unknown {
  let found = value;
  for (const step of path) {
    if (typeof step === "number") found = isList(found) ? found[step] : undefined;
    else found = isMap(found) && Object.hasOwn(found, step) ? found[step] : undefined;
  }
  return found;
}

export function textAt(value: unknown, ...path: ValuePath): string | undefined {
  const found = valueAt(value, ...path);
  return typeof found === "string" ? found : undefined;
}

export function listAt(value: unknown, ...path: ValuePath): readonly unknown[] {
  const found = valueAt(value, ...path);
  return isList(found) ? found : [];
}

export function mapAt(value: unknown, ...path: ValuePath): PlainMap {
  const found = valueAt(value, ...path);
  return isMap(found) ? found : {};
}

/** The same data; the order of keys does not count, that of lists does. */
export function isSame(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (isList(a)) return isList(b) && a.length === b.length && a.every((item, index) => isSame(item, b[index]));
  if (!isMap(a) || !isMap(b)) return false;
  const keys = Object.keys(a);
  return keys.length === Object.keys(b).length && keys.every(key => Object.hasOwn(b, key) && isSame(a[key], b[key]));
}

/** A copy in which every text has been replaced by what `change` makes of it. Keys stay as they are. */
export function mapTexts(
  value: unknown,
  change: (text: string, path: ValuePath) => string,
  path: ValuePath = [],
): unknown {
  if (typeof value === "string") return change(value, path);
  if (isList(value)) return value.map((item, index) => mapTexts(item, change, [...path, index]));
  if (!isMap(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, mapTexts(item, change, [...path, key])]));
}

/** As people write it: `spec.predictors[0].name`; keys with dots in them are quoted. */
export function pathWords(path: ValuePath): string {
  return path.reduce<string>((words, step) => {
    if (typeof step === "number") return `${words}[${step}]`;
    if (/[.[\]"]/.test(step)) return `${words}[${JSON.stringify(step)}]`;
    return words === "" ? step : `${words}.${step}`;
  }, "");
}

/** What two values differ in, one entry for the smallest value that is not the same; a list of another length as a whole. */
export interface Difference {
  readonly path: ValuePath;
  readonly before: unknown;
  readonly after: unknown;
}

export function differences(before: unknown, after: unknown, path: ValuePath = []): Difference[] {
  if (isSame(before, after)) return [];
  if (isMap(before) && isMap(after)) {
    const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])];
    return keys.flatMap(key => differences(before[key], after[key], [...path, key]));
  }
  if (isList(before) && isList(after) && before.length === after.length) {
    return before.flatMap((item, index) => differences(item, after[index], [...path, index]));
  }
  return [{ path, before, after }];
}
