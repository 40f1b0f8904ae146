// Words for shapes and for what stands in their place.
import type { Shape } from "../../prediction/index.ts";
import type { Cursor } from "../../yaml/index.ts";

export function expectedWords(shape: Shape): string {
  switch (shape.kind) {
    case "object":
    case "map":
      return "a mapping";
    case "list":
      return "a list";
    case "string":
      return "text";
    case "number":
      return shape.isWhole ? "a whole number" : "a number";
    case "boolean":
      return "true or false";
    case "null":
      return "null";
    case "any":
      return "anything";
    case "either":
      return [...new Set(shape.of.map(expectedWords))].join(" or ");
  }
}

export function foundWords(at: Cursor): string {
  if (at.map) return "a mapping";
  if (at.sequence) return "a list";
  const value = at.scalar?.value;
  if (value === null || value === undefined) return "nothing";
  return typeof value === "string" ? "text" : typeof value === "boolean" ? "true or false" : "a number";
}

export function boundsOf({ isWhole, min, above, max }: Extract<Shape, { kind: "number" }>): string {
  const bounds = [
    ...(min === undefined ? [] : [`${min} at least`]),
    ...(above === undefined ? [] : [`above ${above}`]),
    ...(max === undefined ? [] : [`${max} at most`]),
  ];
  return [...(isWhole ? ["a whole number"] : []), ...bounds].join(", ");
}

export function choice(words: readonly string[]): string {
  const last = words.at(-1) ?? "";
  return words.length < 2 ? last : `one of ${words.slice(0, -1).join(", ")} and ${last}`;
}
