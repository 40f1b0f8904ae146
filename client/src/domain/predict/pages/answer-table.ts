// The predicted values of an answer as a table and as charts, cut to what a page can show.
import * as l10n from "@vscode/l10n";
import type { PageChart, PageTable } from "../../../../../schemas/src/index.ts";
import { areProbabilities, numericRows, type AnswerTable } from "../predicted.ts";
import { cellText } from "./print.ts";

const MOST_ROWS = 200;
const MOST_COLUMNS = 60;
/** Rows that have a chart of their own. */
const MOST_CHARTS = 5;
const MOST_BARS = 40;

export function pageTable(table: AnswerTable): PageTable {
  const columns = table.columns.slice(0, MOST_COLUMNS);
  const rows = table.rows.slice(0, MOST_ROWS);
  return {
    columns: [...columns],
    rows: rows.map(row => row.slice(0, MOST_COLUMNS).map(value => cellText(value))),
    isNumeric: columns.map((_, at) => rows.every(row => typeof row[at] === "number")),
    left: { rows: table.rows.length - rows.length, columns: table.columns.length - columns.length },
  };
}

/** A chart for each row of several numbers; one for all rows of a single number each. */
export function answerCharts(table: AnswerTable | undefined): PageChart[] {
  const rows = numericRows(table);
  if (!table || !rows) return [];
  if (table.columns.length === 1) {
    const bars = rows.slice(0, MOST_BARS).map((row, at) => ({ label: l10n.t`row ${at + 1}`, value: row[0] ?? 0 }));
    return bars.length < 2 ? [] : [{ title: l10n.t`${table.columns[0] ?? ""}, by row`, bars }];
  }
  return rows.slice(0, MOST_CHARTS).map((row, at) => {
    const what = areProbabilities(row) ? l10n.t("Probabilities") : l10n.t("Values");
    return {
      title: rows.length === 1 ? what : l10n.t`${what} of row ${at + 1}`,
      bars: row.slice(0, MOST_BARS).map((value, column) => ({ label: columnName(table, column), value })),
    };
  });
}

function columnName({ columns }: AnswerTable, at: number): string {
  const name = columns[at] ?? String(at);
  return name === String(at) ? l10n.t`column ${at}` : name;
}
