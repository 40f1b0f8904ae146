// Headings of predicted values.
import * as l10n from "@vscode/l10n";

/** Where the answer names no columns, they are counted; a single one needs no number. */
export function columnWords(columns: readonly string[], at: number): string {
  const name = columns[at] ?? "";
  if (name !== String(at)) return name;
  return columns.length === 1 ? l10n.t("value") : l10n.t`column ${at}`;
}
