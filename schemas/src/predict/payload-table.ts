// Holds rows and the names of their columns against each other and against a model's columns.
import * as l10n from "@vscode/l10n";
import { counted } from "../words/counted.ts";
import type { InputSignature, PayloadContext, PayloadFix, PayloadPath, PayloadProblem } from "./payload-problem.ts";
import { isArray, isText, isTexts, isUnknown } from "./values.ts";

/** Rows as a payload gives them, and where they stand in it. */
export interface TableToCheck {
  readonly rows: readonly unknown[];
  readonly rowsAt: PayloadPath;
  /** Names of the columns; anything but a list of text counts as absent. */
  readonly names: unknown;
  readonly namesAt: PayloadPath;
}

interface Column {
  readonly name: string;
  readonly type: string | undefined;
  readonly isRequired: boolean;
}

/** At most one problem of each kind: a table may have very many rows. */
export function checkTable(table: TableToCheck, context: PayloadContext): PayloadProblem[] {
  const columns = namedColumns(context.signature);
  const width = columns?.length ?? tensorWidth(context.signature);
  if (!table.rows.some(isArray)) return flatRow(table, width);
  if (!table.rows.every(isArray)) return table.rows.some(isUnknown) ? [] : [mixedRows(table)];
  const [first, ...others] = table.rows;
  const uneven = others.findIndex(row => row.length !== first?.length);
  if (uneven >= 0) return [raggedRow(table, uneven + 1, first?.length ?? 0)];
  const count = first?.length ?? 0;
  const names = isTexts(table.names) && table.names.length > 0 ? table.names : undefined;
  if (names?.some(isUnknown) === true) return [];
  if (names && names.length !== count) return [namesCount(table, names, count, columns)];
  if (width !== undefined && width !== count && !(names && columns))
    return [columnCount(table, table.rows, count, width, context)];
  if (!columns) return [];
  const wrongNames = names ? missingColumns(table, names, columns, context) : namesMissing(table, columns, context);
  return wrongNames ? [wrongNames] : wrongTypes(table, table.rows, names, columns);
}

/** The columns of a signature, where the model is told them by name and not as one tensor. */
function namedColumns(signature: InputSignature | undefined): Column[] | undefined {
  const inputs = signature?.inputs ?? [];
  const columns = inputs.flatMap(({ name, type, datatype, shape, isRequired = true }) =>
    name === undefined || (shape !== undefined && !isColumn(shape))
      ? []
      : [{ name, type: type ?? datatype, isRequired }],
  );
  const isOneTensor = inputs.length === 1 && inputs[0]?.shape !== undefined;
  return inputs.length > 0 && columns.length === inputs.length && !isOneTensor ? columns : undefined;
}

/** One value for each row: `[-1]` or `[-1, 1]`. */
function isColumn(shape: readonly number[]): boolean {
  return shape.length === 1 || (shape.length === 2 && shape[1] === 1);
}

/** How many values a row has, where the signature is one tensor of two axes. */
function tensorWidth(signature: InputSignature | undefined): number | undefined {
  const [only, ...others] = signature?.inputs ?? [];
  const width = others.length === 0 && only?.shape?.length === 2 ? only.shape[1] : undefined;
  return width !== undefined && width > 0 ? width : undefined;
}

/** `[1, 2, 3]` where rows are wanted. Without a signature it may well be right (one value for each row). */
function flatRow({ rows, rowsAt }: TableToCheck, width: number | undefined): PayloadProblem[] {
  if (rows.length === 0 || width === undefined || rows.some(isUnknown)) return [];
  const text = l10n.t`The model takes rows of ${counted(width, "value")}, and this is a list of ${counted(rows.length, "value")} without rows, so it fails in the model. Write a list around each row: \`[[…]]\`.`;
  const problem = error(rowsAt, "flatRow", text);
  return [rows.length === width ? { ...problem, fix: { kind: "set-value", path: rowsAt, value: [rows] } } : problem];
}

function mixedRows({ rows, rowsAt }: TableToCheck): PayloadProblem {
  const odd = rows.findIndex(row => !isArray(row));
  const text = l10n.t("This is a value among lists, so it is no table, and NumPy refuses it. Write it as a list, too.");
  return error([...rowsAt, odd], "raggedRows", text);
}

function raggedRow({ rows, rowsAt }: TableToCheck, index: number, width: number): PayloadProblem {
  const row = rows[index];
  const length = isArray(row) ? row.length : 0;
  const text = l10n.t`This row has ${counted(length, "value")}, the first one has ${width}. The model gets no table and fails. Give every row the same columns.`;
  return error([...rowsAt, index], "raggedRows", text);
}

function namesCount(
  table: TableToCheck,
  names: readonly string[],
  count: number,
  columns: readonly Column[] | undefined,
): PayloadProblem {
  const text = l10n.t`There are ${counted(names.length, "name")} for ${counted(count, "column")}, so no data frame can be made of them and the model fails. Name every column once.`;
  const problem = error(table.namesAt, "namesCount", text);
  const better = columns?.map(column => column.name);
  return better?.length === count ? { ...problem, fix: { kind: "set-names", names: better } } : problem;
}

/** What the model's server says to rows of another width (seldon-facts §7.5, §11.18, F27). */
function columnCount(
  table: TableToCheck,
  rows: readonly (readonly unknown[])[],
  count: number,
  width: number,
  { implementation, protocol }: PayloadContext,
): PayloadProblem {
  const isSwallowed = protocol === "seldon" && implementation === "SKLEARN_SERVER";
  const says = isSwallowed
    ? l10n.t(
        " The server answers 400 `Unknown data type returned as payload (must be list or np array):None`, which hides the cause.",
      )
    : l10n.t(" The model fails at it.");
  const text = l10n.t`The rows have ${counted(count, "column")}, and the model takes ${width}.${says} Send ${counted(width, "value")} in each row.`;
  const problem = error(table.rowsAt, "columnCount", text);
  const fix = turned(table, rows, count, width);
  return fix ? { ...problem, fix } : problem;
}

/** Rows that are columns: as many rows as the model takes columns. */
function turned(
  { rowsAt, names }: TableToCheck,
  rows: readonly (readonly unknown[])[],
  count: number,
  width: number,
): PayloadFix | undefined {
  if (rows.length !== width || (isTexts(names) && names.length > 0) || rowsAt[0] !== "ndarray") return undefined;
  const value = Array.from({ length: count }, (_, column) => rows.map(row => row[column]));
  return { kind: "set-value", path: rowsAt, value };
}

/** MLFLOW_SERVER makes no data frame without names, and a pipeline that picks columns by name then fails (F27). */
function namesMissing(
  table: TableToCheck,
  columns: readonly Column[],
  { implementation }: PayloadContext,
): PayloadProblem | undefined {
  if (implementation !== "MLFLOW_SERVER") return undefined;
  const names = columns.map(column => column.name);
  const says = `Model is missing inputs [${quotedList(names)}]`;
  return {
    path: table.rowsAt,
    messageId: "namesMissing",
    severity: "warning",
    message: l10n.t`The model's signature names its columns, and the request does not. MLflow then answers 500 \`${says}\`. Add \`names\`.`,
    fix: { kind: "set-names", names },
  };
}

/** The words are MLflow's own (F27). */
function missingColumns(
  table: TableToCheck,
  names: readonly string[],
  columns: readonly Column[],
  { implementation }: PayloadContext,
): PayloadProblem | undefined {
  const wanted = columns.map(column => column.name);
  const missing = columns.filter(({ name, isRequired }) => isRequired && !names.includes(name)).map(({ name }) => name);
  if (missing.length === 0) return undefined;
  const extra = names.filter(name => !wanted.includes(name));
  const extras = extra.length === 0 ? "" : `. Note that there were extra inputs: [${quotedList(extra)}]`;
  const says =
    implementation === "MLFLOW_SERVER"
      ? l10n.t`MLflow answers 500 \`Model is missing inputs [${quotedList(missing)}]${extras}\``
      : l10n.t`The model's signature has no ${quotedList(extra)}`;
  const problem = error(
    table.namesAt,
    "columnsMissing",
    l10n.t`The columns ${quotedList(missing)} are missing: the signature names them, the request does not. ${says}. Name the columns as the signature does.`,
  );
  const sameButCase = names.every((name, index) => name.trim().toLowerCase() === wanted[index]?.toLowerCase());
  return sameButCase ? { ...problem, fix: { kind: "set-names", names: wanted } } : problem;
}

function wrongTypes(
  table: TableToCheck,
  rows: readonly (readonly unknown[])[],
  names: readonly string[] | undefined,
  columns: readonly Column[],
): PayloadProblem[] {
  for (const [index, column] of columns.entries()) {
    const at = names ? names.indexOf(column.name) : index;
    const wanted = kindOf(column.type);
    const row = wanted && rows.findIndex(values => !fits(values[at], wanted));
    if (!wanted || row === undefined || row < 0 || at < 0) continue;
    const value = rows[row]?.[at];
    const text = l10n.t`The column ${JSON.stringify(column.name)} is of type \`${column.type ?? ""}\` in the model's signature, and ${JSON.stringify(value)} is ${article(value)}. MLflow converts none into the other and refuses the request. Write ${kindWords(wanted)}.`;
    return [error(valuePath(table, row, at, columns.length), "columnType", text)];
  }
  return [];
}

/** Values of a tensor are flat. */
function valuePath({ rowsAt }: TableToCheck, row: number, column: number, width: number): PayloadPath {
  return rowsAt[0] === "tensor" ? [...rowsAt, row * width + column] : [...rowsAt, row, column];
}

type Kind = "number" | "whole" | "text" | "flag";

/** MLflow's column types, and v2's. */
function kindOf(type: string | undefined): Kind | undefined {
  if (type === undefined) return undefined;
  if (/^(float|double|fp\d+)\d*$/i.test(type)) return "number";
  if (/^(integer|long|u?int\d+)$/i.test(type)) return "whole";
  if (/^(string|bytes)$/i.test(type)) return "text";
  return /^bool(ean)?$/i.test(type) ? "flag" : undefined;
}

function fits(value: unknown, wanted: Kind): boolean {
  if (value === null || value === undefined || isUnknown(value)) return true;
  switch (wanted) {
    case "number":
      return typeof value === "number";
    case "whole":
      return Number.isInteger(value);
    case "text":
      return isText(value);
    case "flag":
      return typeof value === "boolean";
  }
}

function kindWords(kind: Kind): string {
  switch (kind) {
    case "number":
      return l10n.t("a number");
    case "whole":
      return l10n.t("a whole number");
    case "text":
      return l10n.t("text");
    case "flag":
      return l10n.t("true or false");
  }
}

function article(value: unknown): string {
  if (typeof value === "number") return Number.isInteger(value) ? l10n.t("a whole number") : l10n.t("a number");
  if (typeof value === "string") return l10n.t("text");
  return typeof value === "boolean" ? l10n.t("true or false") : l10n.t("a list or an object");
}

/** As Python prints them, cut where they are many. */
function quotedList(names: readonly string[]): string {
  const shown = names.slice(0, 6).map(name => `'${name}'`);
  return names.length > 6 ? `${shown.join(", ")}, … (${names.length})` : shown.join(", ");
}

function error(path: PayloadPath, messageId: PayloadProblem["messageId"], message: string): PayloadProblem {
  return { path, messageId, severity: "error", message };
}
