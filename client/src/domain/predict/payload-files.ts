// Reads what a payload leaves to a file: a table, or bytes.
import * as l10n from "@vscode/l10n";
import type { CaseFiles, RunnableCase } from "./cases.ts";
import { problemAt, type RequestProblem } from "./request-problem.ts";
import type { PayloadFiles } from "./seldon-body.ts";
import { pickColumns, readTable } from "./table.ts";

/** The payload's file, and its table where it is one. */
export function readPayload({ request, requestPath }: RunnableCase, files: CaseFiles): PayloadFiles | RequestProblem {
  const { dataframe, csv, binData } = request;
  if (dataframe) return { table: { names: dataframe.columns, rows: dataframe.data }, base64: undefined };
  if (binData) {
    const base64 = files.base64(binData.file);
    if (base64 !== undefined) return { table: undefined, base64 };
    return problemAt([...requestPath, "binData", "file"], l10n.t`The file ${binData.file} cannot be read.`);
  }
  if (!csv) return { table: undefined, base64: undefined };
  const path = [...requestPath, "csv"];
  const text = csv.rows ?? (csv.file === undefined ? undefined : files.text(csv.file));
  if (text === undefined) {
    if (csv.file === undefined)
      return problemAt(path, l10n.t("The table has neither a file nor rows. Give `file` or `rows`."));
    return problemAt([...path, "file"], l10n.t`The file ${csv.file} cannot be read.`);
  }
  try {
    const table = readTable(text, files.readCsv);
    const picked = csv.columns === undefined ? { table, missing: [] } : pickColumns(table, csv.columns);
    const [missing] = picked.missing;
    if (missing === undefined) return { table: picked.table, base64: undefined };
    return problemAt(
      [...path, "columns"],
      l10n.t`The table has no column ${missing}. It has: ${table.names.join(", ")}.`,
    );
  } catch (reason) {
    return problemAt(path, l10n.t`This is no CSV: ${reason instanceof Error ? reason.message : String(reason)}`);
  }
}
