// What the comparison of predictors shows: each case side by side, and all cases together.
import * as l10n from "@vscode/l10n";
import type { ShownComparison } from "../../../../../schemas/src/index.ts";
import { counted } from "../../../../../schemas/src/index.ts";
import { brief } from "../check-value.ts";
import {
  differingCells,
  summarize,
  type ComparedAnswer,
  type ComparisonRow,
  type ComparisonSummary,
} from "../compare.ts";
import { cellText, millisecondsText, percentText } from "./print.ts";

type Part = ShownComparison["cases"][number]["parts"][number];

/** Cases that are shown; those that differ go first. */
const MOST_CASES = 50;
const MOST_ROWS = 20;
/** Predictors stand side by side, so that there is little room. */
const DIGITS = 6;

export function shownComparison(rows: readonly ComparisonRow[]): ShownComparison {
  const summary = summarize(rows);
  const sorted = [...rows].sort((left, right) => Number(left.comparison.agrees) - Number(right.comparison.agrees));
  return {
    verdict: rows.length === 0 ? null : verdict(rows, summary),
    predictors: summary.predictors.map(({ predictor, agreeing, compared, errors, p50, p90, p99 }) => ({
      name: predictor,
      agreement:
        predictor === summary.reference
          ? l10n.t("reference")
          : compared === 0
            ? l10n.t("nothing to compare")
            : l10n.t`${agreeing} of ${compared} (${percentText(agreeing / compared)})`,
      errors,
      latencies: [p50, p90, p99].map(value => (value === undefined ? "–" : millisecondsText(value))),
    })),
    biggest: summary.biggest.map(({ name, predictor, path, expected, actual, by }) => ({
      name,
      predictor,
      place: path.map(step => `[${step}]`).join(""),
      reference: brief(expected),
      here: brief(actual),
      by: by === undefined ? l10n.t("not alike") : String(Number(by.toPrecision(3))),
    })),
    cases: sorted.slice(0, MOST_CASES).map(({ name, comparison }) => ({
      name,
      agrees: comparison.agrees,
      parts: comparison.answers.map((answer, index) => part(answer, index === 0)),
    })),
    more: Math.max(rows.length - MOST_CASES, 0),
  };
}

function verdict(
  rows: readonly ComparisonRow[],
  { predictors, reference }: ComparisonSummary,
): NonNullable<ShownComparison["verdict"]> {
  const differing = rows.filter(({ comparison }) => !comparison.agrees).length;
  if (predictors.length < 2)
    return { tone: "quiet", words: l10n.t`Only ${reference ?? l10n.t("one predictor")} was asked.` };
  if (differing === 0) {
    const all = predictors.length === 2 ? l10n.t("Both predictors") : l10n.t`All ${predictors.length} predictors`;
    const where = rows.length === 1 ? "" : l10n.t` in all ${counted(rows.length, "case")}`;
    return { tone: "good", words: l10n.t`${all} predict the same${where}.` };
  }
  if (rows.length === 1) return { tone: "bad", words: l10n.t("The predictors do not predict the same.") };
  return { tone: "bad", words: l10n.t`The predictors differ in ${differing} of ${counted(rows.length, "case")}.` };
}

function part(answer: ComparedAnswer, isReference: boolean): Part {
  const { predictor, problem, read } = answer;
  const different = differingCells(answer);
  const { columns, rows } = tableOf(answer);
  return {
    predictor,
    tone: problem === undefined && (isReference || answer.agrees) ? (isReference ? "quiet" : "good") : "bad",
    words: problem ?? (isReference ? l10n.t("Reference") : difference(answer)),
    latency: millisecondsText(answer.latency),
    columns: [...columns],
    rows: rows.slice(0, MOST_ROWS).map((row, line) =>
      row.map((value, column) => ({
        text: cellText(value, DIGITS),
        isDifferent: different.has(`${line}:${column}`) || (!read?.table && answer.differences.length > 0),
      })),
    ),
    more: Math.max(rows.length - MOST_ROWS, 0),
  };
}

/** What is no table is one cell. */
function tableOf({ read, problem }: ComparedAnswer): {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly unknown[])[];
} {
  if (!read || problem !== undefined) return { columns: [], rows: [] };
  if (read.table) return read.table;
  const value = read.prediction ?? (read.images.length > 0 ? counted(read.images.length, "image") : read.body);
  return { columns: [""], rows: [[value]] };
}

function difference({ differences, largest, agrees }: ComparedAnswer): string {
  if (agrees) return l10n.t("Agrees");
  if (differences.length === 0) return l10n.t("Cannot be compared, because the reference has no prediction");
  const off = largest === undefined ? "" : l10n.t`, by ${Number(largest.toPrecision(3))} at most`;
  return l10n.t`Differs in ${counted(differences.length, "value")}${off}`;
}
