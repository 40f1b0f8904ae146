// From a request file to the requests that are to be made: variables filled in, tables read, expectations merged.
import * as l10n from "@vscode/l10n";
import {
  PredictionTest,
  type Expectation,
  type Payload,
  type PredictionTestSpec,
} from "../../../../schemas/src/index.ts";
import { isList, isMap, listAt, mapAt, textAt, valueAt, type PlainMap, type ValuePath } from "../deploy/plain.ts";
import { predictorNamed, type DeploymentToAsk } from "./ask.ts";
import { readTable, rowVariables, type CsvReader, type Table } from "./table.ts";
import { fillVariables } from "./variables.ts";

/** Files that requests name, as they were read: by the path as it is written. */
export interface CaseFiles {
  readonly text: (path: string) => string | undefined;
  readonly base64: (path: string) => string | undefined;
  readonly readCsv: CsvReader;
}

/** A file that has to be read before its cases can be made. */
export interface FileWanted {
  readonly file: string;
  readonly as: "text" | "base64";
  /** Where the file names it. */
  readonly path: ValuePath;
}

/** One request with what is expected of its answer. */
export interface RunnableCase {
  /** `metadata.name`. */
  readonly test: string;
  /** Of the case; `undefined` where the file has none of its own. */
  readonly name: string | undefined;
  /** Where the case stands in the file: `["spec"]`, `["spec", "cases", 0]` or `["spec", "casesFrom"]`. */
  readonly path: ValuePath;
  /** Of the table, counted from 1 without the header. */
  readonly row: number | undefined;
  readonly spec: Omit<PredictionTestSpec, "request" | "expect" | "cases" | "casesFrom" | "variables">;
  readonly request: Payload;
  readonly requestPath: ValuePath;
  readonly expect: Expectation;
  /** Where each entry of `expect` stands in the file. */
  readonly expectPaths: Readonly<Partial<Record<keyof Expectation, ValuePath>>>;
}

export interface CaseProblem {
  readonly path: ValuePath;
  readonly message: string;
}

export interface RunnableCases {
  readonly cases: readonly RunnableCase[];
  /** Cases that cannot be made are left out of `cases`; each has a problem here. */
  readonly problems: readonly CaseProblem[];
}

/** Every file that a request file names, once each. Names with variables in them are told when their case is made. */
export function filesOf(test: unknown): FileWanted[] {
  const requests: { payload: unknown; path: ValuePath }[] = [
    { payload: valueAt(test, "spec", "request"), path: ["spec", "request"] },
    ...listAt(test, "spec", "cases").map((entry, index) => ({
      payload: valueAt(entry, "request"),
      path: ["spec", "cases", index, "request"],
    })),
  ];
  const named = [
    ...requests.map(({ payload, path }) => wanted(payload, path, "binData", "base64")),
    ...requests.map(({ payload, path }) => wanted(payload, path, "csv", "text")),
  ];
  const table = textAt(test, "spec", "casesFrom", "csv");
  const tables: FileWanted[] =
    table === undefined ? [] : [{ file: table, as: "text", path: ["spec", "casesFrom", "csv"] }];
  const all = [...named.filter(entry => entry !== undefined), ...tables];
  return all.filter(
    (entry, index) => all.findIndex(other => other.file === entry.file && other.as === entry.as) === index,
  );
}

function wanted(payload: unknown, path: ValuePath, shape: string, as: FileWanted["as"]): FileWanted | undefined {
  const file = textAt(payload, shape, "file");
  return file === undefined || file.includes("{{") ? undefined : { file, as, path: [...path, shape, "file"] };
}

/**
 * The cases of a request file in their order: those of `cases`, then those of the table; the request by itself where there
 * is neither. A case's own variables go before those of the file.
 *
 * @param test the plain object as the language server reads it
 */
export function runnableCases(test: unknown, files: CaseFiles): RunnableCases {
  const outer = outerProblems(test);
  if (outer.length > 0) return { cases: [], problems: outer };
  const { seeds, problems } = seedsOf(test, files);
  const made = seeds.map(seed => makeCase(test, seed));
  return {
    cases: made.flatMap(result => (result.made ? [result.made] : [])),
    problems: [...problems, ...made.flatMap(result => result.problems)],
  };
}

/** The case once for every predictor that it asks: each one for `predictor: "*"`. */
export function casesByPredictor(
  one: RunnableCase,
  ask: DeploymentToAsk | undefined,
): (RunnableCase & { readonly predictor: string | undefined })[] {
  const { predictor } = one.spec.target;
  if (!ask || predictor !== "*") return [{ ...one, predictor: ask ? predictorNamed(ask, predictor)?.name : predictor }];
  return ask.predictors.map(({ name }) => ({
    ...one,
    spec: { ...one.spec, target: { ...one.spec.target, predictor: name } },
    predictor: name,
  }));
}

interface Seed {
  readonly name: string | undefined;
  readonly path: ValuePath;
  readonly row: number | undefined;
  readonly variables: PlainMap;
  /** Of the case itself. */
  readonly own: PlainMap;
}

/** Everything but requests and expectations, which are looked at once their variables are filled in. */
function outerProblems(test: unknown): CaseProblem[] {
  const spec = mapAt(test, "spec");
  const cases = spec["cases"];
  const bare = isList(cases)
    ? cases.map(entry => (isMap(entry) ? without(entry, ["request", "expect"]) : entry))
    : cases;
  const outline = { ...without(spec, ["expect"]), request: {}, ...(cases === undefined ? {} : { cases: bare }) };
  const parsed = PredictionTest.safeParse({ ...mapAt(test), spec: outline });
  const missing = isMap(spec["request"])
    ? []
    : [{ path: ["spec", "request"], message: l10n.t("A request is missing.") }];
  return [...(parsed.success ? [] : issuesOf(parsed.error.issues)), ...missing];
}

function seedsOf(test: unknown, files: CaseFiles): { seeds: Seed[]; problems: CaseProblem[] } {
  const shared = mapAt(test, "spec", "variables");
  const listed = listAt(test, "spec", "cases").map((entry, index): Seed => {
    const variables = { ...shared, ...mapAt(entry, "variables") };
    return {
      name: textAt(entry, "name"),
      path: ["spec", "cases", index],
      row: undefined,
      variables,
      own: mapAt(entry),
    };
  });
  const table = tableOf(test, files);
  if (table && "message" in table) return { seeds: listed, problems: [table] };
  const rows = table ? seedsOfTable(table, textAt(test, "spec", "casesFrom", "name"), shared) : [];
  const alone: Seed = { name: undefined, path: ["spec"], row: undefined, variables: shared, own: {} };
  return { seeds: listed.length === 0 && !table ? [alone] : [...listed, ...rows], problems: [] };
}

function tableOf(test: unknown, files: CaseFiles): Table | CaseProblem | undefined {
  const file = textAt(test, "spec", "casesFrom", "csv");
  if (file === undefined) return undefined;
  const path: ValuePath = ["spec", "casesFrom", "csv"];
  const text = files.text(file);
  if (text === undefined) return { path, message: l10n.t`The table ${file} cannot be read.` };
  try {
    const table = readTable(text, files.readCsv);
    const column = textAt(test, "spec", "casesFrom", "name");
    if (column !== undefined && !table.names.includes(column)) {
      const message = l10n.t`The table ${file} has no column ${column}. It has: ${table.names.join(", ")}.`;
      return { path: ["spec", "casesFrom", "name"], message };
    }
    return table.rows.length > 0 ? table : { path, message: l10n.t`The table ${file} has no rows below its header.` };
  } catch (error) {
    return { path, message: l10n.t`${file} is no CSV: ${error instanceof Error ? error.message : String(error)}` };
  }
}

function seedsOfTable(table: Table, nameColumn: string | undefined, shared: PlainMap): Seed[] {
  return table.rows.map((_, index) => {
    const values = rowVariables(table, index);
    const name = nameColumn === undefined ? undefined : values[nameColumn];
    return {
      name: name === undefined || name === null ? l10n.t`row ${index + 1}` : textOf(name),
      path: ["spec", "casesFrom"],
      row: index + 1,
      variables: { ...shared, ...values },
      own: {},
    };
  });
}

function makeCase(test: unknown, seed: Seed): { made?: RunnableCase; problems: CaseProblem[] } {
  const spec = mapAt(test, "spec");
  const requestPath = seed.own["request"] === undefined ? ["spec", "request"] : [...seed.path, "request"];
  const request = fillVariables(seed.own["request"] ?? spec["request"], seed.variables, requestPath);
  const shared = fillVariables(mapAt(spec, "expect"), seed.variables, ["spec", "expect"]);
  const own = fillVariables(mapAt(seed.own, "expect"), seed.variables, [...seed.path, "expect"]);
  const unknown = [...request.unknown, ...shared.unknown, ...own.unknown];
  if (unknown.length > 0) return { problems: unknown.map(variable => unknownVariable(variable, seed)) };
  const expected = { ...mapAt(shared.value), ...mapAt(own.value) };
  const rest = without(spec, ["cases", "casesFrom", "variables", "request", "expect"]);
  const filled = { ...mapAt(test), spec: { ...rest, request: request.value, expect: expected } };
  const parsed = PredictionTest.safeParse(filled);
  if (!parsed.success) {
    return { problems: issuesOf(parsed.error.issues).map(issue => moved(issue, requestPath, seed)) };
  }
  const { metadata, spec: parsedSpec } = parsed.data;
  const { request: payload, expect = {}, ...parsedRest } = parsedSpec;
  return {
    made: {
      test: metadata.name,
      name: seed.name,
      path: seed.path,
      row: seed.row,
      spec: parsedRest,
      request: payload,
      requestPath,
      expect,
      expectPaths: expectPaths(expected, mapAt(own.value), seed.path),
    },
    problems: [],
  };
}

function expectPaths(merged: PlainMap, own: PlainMap, path: ValuePath): RunnableCase["expectPaths"] {
  const from = (key: string): ValuePath => (Object.hasOwn(own, key) ? path : ["spec"]);
  return Object.fromEntries(Object.keys(merged).map(key => [key, [...from(key), "expect", key]] as const));
}

function unknownVariable({ name, path }: { name: string; path: ValuePath }, seed: Seed): CaseProblem {
  const known = Object.keys(seed.variables);
  const list = known.length === 0 ? l10n.t("There are none.") : l10n.t`There are: ${known.slice(0, 12).join(", ")}.`;
  const where = seed.row === undefined ? "" : l10n.t` in row ${seed.row} of the table`;
  const written = `{{${name}}}`;
  return { path, message: l10n.t`${written} stands for nothing${where}: no variable has this name. ${list}` };
}

/** A problem of the filled-in request, at the place in the file that it was made of. */
function moved({ path, message }: CaseProblem, requestPath: ValuePath, seed: Seed): CaseProblem {
  const [, part, ...rest] = path;
  const isOwn = part === "expect" && valueAt(seed.own, "expect", ...rest.slice(0, 1)) !== undefined;
  const from = part === "request" ? requestPath : isOwn ? [...seed.path, "expect"] : path.slice(0, 2);
  return { path: [...from, ...rest], message: seed.name === undefined ? message : `${seed.name}: ${message}` };
}

function issuesOf(
  issues: readonly { readonly path: readonly PropertyKey[]; readonly message: string }[],
): CaseProblem[] {
  return issues.map(({ path, message }) => ({
    path: path.map(step => (typeof step === "number" ? step : String(step))),
    message: `${message}.`.replace(/\.\.$/, "."),
  }));
}

function without(map: PlainMap, keys: readonly string[]): PlainMap {
  return Object.fromEntries(Object.entries(map).filter(([key]) => !keys.includes(key)));
}

function textOf(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}
