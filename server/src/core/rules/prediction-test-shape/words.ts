// Words for shapes and for what stands in their place.
import * as l10n from "@vscode/l10n";
import type { Shape } from "../../prediction/index.ts";
import type { Cursor } from "../../yaml/index.ts";

export function expectedWords(shape: Shape): string {
  switch (shape.kind) {
    case "object":
    case "map":
      return l10n.t("a mapping");
    case "list":
      return l10n.t("a list");
    case "string":
      return "text";
    case "number":
      return shape.isWhole ? l10n.t("a whole number") : l10n.t("a number");
    case "boolean":
      return l10n.t("true or false");
    case "null":
      return "null";
    case "any":
      return "anything";
    case "either":
      return [...new Set(shape.of.map(expectedWords))].join(l10n.t(" or "));
  }
}

export function foundWords(at: Cursor): string {
  if (at.map) return l10n.t("a mapping");
  if (at.sequence) return l10n.t("a list");
  const value = at.scalar?.value;
  if (value === null || value === undefined) return "nothing";
  return typeof value === "string"
    ? l10n.t("text")
    : typeof value === "boolean"
      ? l10n.t("true or false")
      : l10n.t("a number");
}

export function boundsOf({ isWhole, min, above, max }: Extract<Shape, { kind: "number" }>): string {
  const bounds = [
    ...(min === undefined ? [] : [l10n.t`${min} at least`]),
    ...(above === undefined ? [] : [l10n.t`above ${above}`]),
    ...(max === undefined ? [] : [l10n.t`${max} at most`]),
  ];
  return [...(isWhole ? [l10n.t("a whole number")] : []), ...bounds].join(", ");
}

export function choice(words: readonly string[]): string {
  const last = words.at(-1) ?? "";
  return words.length < 2 ? last : l10n.t`one of ${words.slice(0, -1).join(", ")} and ${last}`;
}
