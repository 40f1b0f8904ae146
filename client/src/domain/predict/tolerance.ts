// Whether two values are the same to whoever compares predictions: numbers need only be close.
import { isList, isMap, valueAt, type ValuePath } from "../deploy/plain.ts";

export interface Tolerance {
  /** Largest absolute difference. */
  readonly absolute: number;
  /** Largest difference as a share of the expected number. */
  readonly relative: number;
}

/** Unless told: what is left of a number that went through text and back. */
export const EXACTLY: Tolerance = { absolute: 1e-9, relative: 0 };

/** A difference may be as large as the larger of the two allows; without either it is `EXACTLY`. */
export function toleranceOf(absolute: number | undefined, relative?: number): Tolerance {
  if (absolute === undefined && relative === undefined) return EXACTLY;
  return { absolute: absolute ?? EXACTLY.absolute, relative: relative ?? 0 };
}

export function isClose(expected: number, actual: number, { absolute, relative }: Tolerance): boolean {
  return expected === actual || Math.abs(expected - actual) <= Math.max(absolute, relative * Math.abs(expected));
}

export interface ValueDifference {
  readonly path: ValuePath;
  readonly expected: unknown;
  readonly actual: unknown;
  /** Of two numbers. */
  readonly by: number | undefined;
}

/**
 * Where two JSON values differ: single values, or lists and objects that are not built alike. Values in objects that only
 * the actual one has count, too.
 *
 * @param most how many are looked for
 */
export function valueDifferences(
  expected: unknown,
  actual: unknown,
  tolerance: Tolerance,
  most = 100,
): ValueDifference[] {
  const found: ValueDifference[] = [];
  const walk = (left: unknown, right: unknown, path: ValuePath): void => {
    if (found.length >= most) return;
    if (typeof left === "number" && typeof right === "number") {
      if (!isClose(left, right, tolerance))
        found.push({ path, expected: left, actual: right, by: Math.abs(left - right) });
    } else if (isList(left) && isList(right) && left.length === right.length) {
      left.forEach((item, index) => walk(item, right[index], [...path, index]));
    } else if (isMap(left) && isMap(right)) {
      for (const key of new Set([...Object.keys(left), ...Object.keys(right)])) {
        walk(valueAt(left, key), valueAt(right, key), [...path, key]);
      }
    } else if (!Object.is(left, right)) {
      found.push({ path, expected: left, actual: right, by: undefined });
    }
  };
  walk(expected, actual, []);
  return found;
}
