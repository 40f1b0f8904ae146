// One entry of `values`: what a JSONPath finds in the answer, held against what the file expects there.
import * as l10n from "@vscode/l10n";
import { query, type JSONValue } from "json-p3";
import type { ValueExpectation } from "../../../../schemas/src/index.ts";
import { isSame, type ValuePath } from "../deploy/plain.ts";
import { mismatch, type Mismatch } from "./mismatch.ts";
import { printValue } from "./print-value.ts";
import { toleranceOf, valueDifferences, type Tolerance } from "./tolerance.ts";

/** Longest text that a regular expression is tried on: a slow one must not stop everything else. */
const LONGEST_TEXT = 20_000;

/** @param path of the entry in the file */
export function checkValue(wanted: ValueExpectation, body: unknown, path: ValuePath): Mismatch[] {
  const found = valuesAt(wanted.path, body);
  if (typeof found === "string") return [mismatch([...path, "path"], found, wanted.path, undefined)];
  if (wanted.exists === false) {
    if (found.length === 0) return [];
    const message = l10n.t`${wanted.path} is there, and nothing was to be there.`;
    return [mismatch([...path, "exists"], message, undefined, found[0])];
  }
  if (found.length === 0) {
    const message = l10n.t`${wanted.path} finds nothing in the answer.`;
    return [mismatch([...path, "path"], message, "equals" in wanted ? wanted.equals : undefined, undefined)];
  }
  return found.flatMap(value => checkOne(wanted, value, path)).slice(0, 20);
}

/** A sentence where the path is none. */
function valuesAt(path: string, body: unknown): readonly unknown[] | string {
  if (!isJson(body)) return [];
  try {
    return query(path, body).values();
  } catch (error) {
    return l10n.t`This is no JSONPath: ${error instanceof Error ? error.message : String(error)}.`;
  }
}

function isJson(value: unknown): value is JSONValue {
  return value !== undefined;
}

function checkOne(wanted: ValueExpectation, value: unknown, path: ValuePath): Mismatch[] {
  const { equals, oneOf, matches, min, max } = wanted;
  const tolerance = toleranceOf(wanted.tolerance, wanted.relativeTolerance);
  const at = (key: string): ValuePath => [...path, key];
  const found: Mismatch[] = [];
  if (Object.hasOwn(wanted, "equals")) found.push(...checkEqual(equals, value, tolerance, wanted.path, at("equals")));
  if (oneOf && !oneOf.some(option => isEqual(option, value, tolerance))) {
    found.push(
      mismatch(at("oneOf"), l10n.t`${wanted.path} is ${brief(value)}, which is none of the expected.`, oneOf, value),
    );
  }
  if (matches !== undefined) found.push(...checkText(matches, value, wanted.path, at("matches")));
  if (min !== undefined && !(typeof value === "number" && value >= min)) {
    found.push(
      mismatch(at("min"), l10n.t`${wanted.path} is ${brief(value)}, and at least ${min} is expected.`, min, value),
    );
  }
  if (max !== undefined && !(typeof value === "number" && value <= max)) {
    found.push(
      mismatch(at("max"), l10n.t`${wanted.path} is ${brief(value)}, and at most ${max} is expected.`, max, value),
    );
  }
  return found;
}

/** Numbers within the tolerance, the rest exactly. */
export function checkEqual(
  expected: unknown,
  actual: unknown,
  tolerance: Tolerance,
  name: string,
  path: ValuePath,
): Mismatch[] {
  const differences = valueDifferences(expected, actual, tolerance);
  const [first] = differences;
  if (!first) return [];
  const place = first.path.map(step => `[${JSON.stringify(step)}]`).join("");
  const by = first.by === undefined ? "" : l10n.t`, ${Number(first.by.toPrecision(3))} off`;
  const more = differences.length > 1 ? l10n.t` ${differences.length - 1} more differ.` : "";
  const message = l10n.t`${name}${place} is ${brief(first.actual)}, and ${brief(first.expected)} is expected${by}.${more}`;
  return [mismatch(path, message, expected, actual)];
}

function isEqual(expected: unknown, actual: unknown, tolerance: Tolerance): boolean {
  return isSame(expected, actual) || valueDifferences(expected, actual, tolerance, 1).length === 0;
}

function checkText(pattern: string, value: unknown, name: string, path: ValuePath): Mismatch[] {
  let expression: RegExp;
  try {
    expression = new RegExp(pattern, "u");
  } catch (error) {
    const message = l10n.t`This is no regular expression: ${error instanceof Error ? error.message : String(error)}.`;
    return [mismatch(path, message, pattern, undefined)];
  }
  if (typeof value === "string" && expression.test(value.slice(0, LONGEST_TEXT))) return [];
  const why = typeof value === "string" ? l10n.t("does not match") : l10n.t("is no text");
  return [mismatch(path, l10n.t`${name} is ${brief(value)} and ${why}.`, pattern, value)];
}

/** A value within a sentence. */
export function brief(value: unknown): string {
  const text = printValue(value).replace(/\s*\n\s*/g, " ");
  return text.length > 80 ? `${text.slice(0, 80)}…` : text;
}
