// Label selectors of workloads: what is wrong with them, and whether they fit a template's labels.
import type { FieldError } from "../../../kubernetes/objects.ts";
import { forbidden, invalid, required } from "../field-errors.ts";
import { listAt, objectAt } from "../../../support/json.ts";
import { objectsOf, textOf } from "../json-values.ts";
import { isQualifiedName } from "../names.ts";
import { validateLabels } from "../object-meta.ts";

const OPERATORS = ["In", "NotIn", "Exists", "DoesNotExist"];

/** Mistakes of a selector; one that is missing has none here. */
export function validateSelector(selector: unknown, path: string): FieldError[] {
  const { matchLabels, matchExpressions } = objectAt(selector);
  return [
    ...validateLabels(matchLabels, `${path}.matchLabels`),
    ...objectsOf(matchExpressions).flatMap(([expression, index]) => {
      const field = `${path}.matchExpressions[${index}]`;
      const operator = textOf(expression["operator"]);
      const key = textOf(expression["key"]);
      const hasValues = listAt(expression["values"]).length > 0;
      return [
        ...validateOperator(operator, hasValues, field),
        ...isQualifiedName(key).map(text => invalid(`${field}.key`, key, text)),
      ];
    }),
  ];
}

function validateOperator(operator: string, hasValues: boolean, field: string): FieldError[] {
  if (!OPERATORS.includes(operator)) return [invalid(`${field}.operator`, operator, "not a valid selector operator")];
  const needsValues = operator === "In" || operator === "NotIn";
  if (needsValues && !hasValues) {
    return [required(`${field}.values`, "must be specified when `operator` is 'In' or 'NotIn'")];
  }
  return !needsValues && hasValues
    ? [forbidden(`${field}.values`, "may not be specified when `operator` is 'Exists' or 'DoesNotExist'")]
    : [];
}

/** Whether a selector asks for nothing, and so fits everything. */
export function isEmptySelector(selector: unknown): boolean {
  const { matchLabels, matchExpressions } = objectAt(selector);
  return Object.keys(objectAt(matchLabels)).length === 0 && listAt(matchExpressions).length === 0;
}

/** Whether labels have all that a selector asks for. */
export function matchesSelector(selector: unknown, labels: unknown): boolean {
  const { matchLabels, matchExpressions } = objectAt(selector);
  const present = objectAt(labels);
  return (
    Object.entries(objectAt(matchLabels)).every(([key, value]) => present[key] === value) &&
    objectsOf(matchExpressions).every(([{ key, operator, values }]) => {
      const value = present[textOf(key)];
      const isListed = value !== undefined && listAt(values).includes(value);
      if (operator === "In") return isListed;
      if (operator === "NotIn") return !isListed;
      return (value !== undefined) === (operator === "Exists");
    })
  );
}
