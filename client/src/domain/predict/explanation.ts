// Explanations of Alibi, as its explainers answer them, in one form (seldon-facts §7.3).
import * as l10n from "@vscode/l10n";
import { isList, isMap, listAt, mapAt, textAt, type PlainMap } from "../deploy/plain.ts";
import type { Predicted } from "./predicted.ts";
import { parseJson } from "../json/index.ts";

export interface Explanation {
  /** Alibi's name of the method, such as `AnchorTabular`. */
  readonly method: string;
  /** Conditions under which the prediction stays the same. */
  readonly anchor: readonly string[];
  /** Share of cases within the anchor with the same prediction, 0 to 1. */
  readonly precision: number | undefined;
  /** Share of all cases that the anchor covers, 0 to 1. */
  readonly coverage: number | undefined;
  /** What each feature adds, one list for each class and row. */
  readonly attributions: readonly Attribution[];
}

export interface Attribution {
  /** Of the output; counted from 0 where there is more than one. */
  readonly output: string | undefined;
  readonly row: number;
  readonly values: readonly { readonly feature: string; readonly value: number }[];
}

/** The body itself, or the JSON text in a v2 output. */
export function readExplanation(body: unknown, predicted: Predicted): Explanation | undefined {
  const found = [body, fromText(firstOf(predicted.value))].find(isExplanation);
  if (!found) return undefined;
  const data = mapAt(found, "data");
  const features = listAt(data, "feature_names").map(String);
  return {
    method: textAt(found, "meta", "name") ?? "",
    anchor: anchorOf(data["anchor"]),
    precision: numberOf(data["precision"]),
    coverage: numberOf(data["coverage"]),
    attributions: [...attributions(data["shap_values"], features), ...attributions(data["attributions"], features)],
  };
}

/** Alibi's explanations have these two keys, and a method in the first. */
function isExplanation(value: unknown): value is PlainMap {
  return isMap(value) && isMap(value["data"]) && textAt(value, "meta", "name") !== undefined;
}

function fromText(value: unknown): unknown {
  return typeof value === "string" && value.startsWith("{") ? parseJson(value) : undefined;
}

function firstOf(value: unknown): unknown {
  let found = value;
  while (isList(found)) found = found[0];
  return found;
}

/** Of text an anchor is words; of images it is a picture, which is no condition to read. */
function anchorOf(anchor: unknown): string[] {
  return isList(anchor) ? anchor.filter(condition => typeof condition === "string") : [];
}

/** Outputs × rows × features. */
function attributions(values: unknown, features: readonly string[]): Attribution[] {
  if (!isList(values)) return [];
  return values.flatMap((rows, output) =>
    (isList(rows) ? rows : []).flatMap((row, index): Attribution[] => {
      const numbers = isList(row) ? row.filter(value => typeof value === "number") : [];
      if (numbers.length === 0) return [];
      const name = values.length > 1 ? String(output) : undefined;
      return [
        {
          output: name,
          row: index,
          values: numbers.map((value, at) => ({ feature: features[at] ?? l10n.t`feature ${at}`, value })),
        },
      ];
    }),
  );
}

function numberOf(value: unknown): number | undefined {
  const found = firstOf(value);
  return typeof found === "number" ? found : undefined;
}
