// Values inside messages, as Go prints its own structs there.
import { listAt, objectAt } from "../../../support/json.ts";
import { objectsOf, quoted, textOf } from "../json-values.ts";

/** `map[string]string{"a":"b"}`, or `map[string]string(nil)` where there are none. */
export function stringMap(value: unknown): string {
  const entries = Object.entries(objectAt(value)).sort(([a], [b]) => (a < b ? -1 : 1));
  if (entries.length === 0) return "map[string]string(nil)";
  return `map[string]string{${entries.map(([key, item]) => `${quoted(key)}:${quoted(textOf(item))}`).join(", ")}}`;
}

/** `v1.LabelSelector{…}`. */
export function labelSelector(selector: unknown): string {
  const { matchLabels, matchExpressions } = objectAt(selector);
  return `v1.LabelSelector{MatchLabels:${stringMap(matchLabels)}, MatchExpressions:${requirements(matchExpressions)}}`;
}

function requirements(expressions: unknown): string {
  const type = "v1.LabelSelectorRequirement";
  const items = objectsOf(expressions).map(
    ([{ key, operator, values }]) =>
      `${type}{Key:${quoted(textOf(key))}, Operator:${quoted(textOf(operator))}, Values:${strings(values)}}`,
  );
  return items.length === 0 ? `[]${type}(nil)` : `[]${type}{${items.join(", ")}}`;
}

function strings(values: unknown): string {
  const items = listAt(values);
  return items.length === 0 ? "[]string(nil)" : `[]string{${items.map(item => quoted(textOf(item))).join(", ")}}`;
}

/** `intstr.IntOrString{…}` of a number or text. */
export function intOrString(value: unknown): string {
  return typeof value === "string"
    ? `intstr.IntOrString{Type:1, IntVal:0, StrVal:${quoted(value)}}`
    : `intstr.IntOrString{Type:0, IntVal:${typeof value === "number" ? value : 0}, StrVal:""}`;
}
