// Looking at JSON of unknown shape: rows, nested lists, and strings that a variable will replace.

export type PlainObject = Readonly<Record<string, unknown>>;

export function isObject(value: unknown): value is PlainObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

export function isArray(value: unknown): value is readonly unknown[] {
  return Array.isArray(value);
}

export function isText(value: unknown): value is string {
  return typeof value === "string";
}

/** `{{name}}`: what stands there is known only when the request is made. */
export function isUnknown(value: unknown): boolean {
  return typeof value === "string" && /\{\{\s*\w+\s*\}\}/.test(value);
}

export function isNumbers(value: unknown): value is readonly number[] {
  return isArray(value) && value.every(item => typeof item === "number");
}

export function isTexts(value: unknown): value is readonly string[] {
  return isArray(value) && value.every(isText);
}

/** All values of nested lists, in their order; a list that holds a variable is unknown. Not recursive: depth is the user's. */
export function flatten(value: unknown): readonly unknown[] | undefined {
  if (!isArray(value)) return undefined;
  let values: readonly unknown[] = value;
  while (values.some(isArray)) values = values.flatMap(item => (isArray(item) ? item : [item]));
  return values.some(isUnknown) ? undefined : values;
}

export function product(shape: readonly number[]): number {
  return shape.reduce((all, length) => all * length, 1);
}

/** Flat values as nested lists; `undefined` where their number does not fit. */
export function reshape(values: readonly unknown[], shape: readonly number[]): unknown {
  if (product(shape) !== values.length || !shape.every(isLength)) return undefined;
  let nested: readonly unknown[] = values;
  for (let axis = shape.length - 1; axis > 0; axis--) nested = chunks(nested, shape[axis] ?? 1);
  return shape.length === 0 ? values[0] : nested;
}

/** Lengths of nested lists from outside in; `undefined` where sister lists differ. */
export function shapeOf(value: unknown): number[] | undefined {
  const shape: number[] = [];
  let level: readonly unknown[] = [value];
  for (;;) {
    const lists = level.filter(isArray);
    if (lists.length === 0) return shape;
    const length = lists[0]?.length ?? 0;
    if (lists.length !== level.length || lists.some(list => list.length !== length)) return undefined;
    shape.push(length);
    level = lists.flat(1);
    if (length === 0) return shape;
  }
}

function isLength(length: number): boolean {
  return Number.isInteger(length) && length >= 0;
}

function chunks(values: readonly unknown[], size: number): readonly unknown[][] {
  if (size === 0) return [];
  return Array.from({ length: values.length / size }, (_, index) => values.slice(index * size, (index + 1) * size));
}
