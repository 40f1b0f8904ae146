// An expectation that an answer does not meet.
import type { ValuePath } from "../deploy/plain.ts";
import { printValue } from "./print-value.ts";

export interface Mismatch {
  /** Of the expectation in the file. */
  readonly path: ValuePath;
  /** A sentence. */
  readonly message: string;
  /** Printed alike, to be shown as a difference; `undefined` where there is nothing to show. */
  readonly expected: string | undefined;
  readonly actual: string | undefined;
}

export function mismatch(path: ValuePath, message: string, expected: unknown, actual: unknown): Mismatch {
  return {
    path,
    message,
    expected: expected === undefined ? undefined : printValue(expected),
    actual: actual === undefined ? undefined : printValue(actual),
  };
}
