// Holds an outcome against what its request file expects.
import * as l10n from "@vscode/l10n";
import { flatten, type Expectation } from "../../../../schemas/src/index.ts";
import { isList, isSame, type ValuePath } from "../deploy/plain.ts";
import { ended, failureWords, isSuccess, statusName } from "./answer-error.ts";
import type { DeploymentToAsk } from "./ask.ts";
import type { RunnableCase } from "./cases.ts";
import { brief, checkEqual, checkValue } from "./check-value.ts";
import type { Answer, Outcome, PreparedRequest } from "./exchange.ts";
import { mismatch, type Mismatch } from "./mismatch.ts";
import { readAnswer, type ReadAnswer } from "./read-answer.ts";
import { toleranceOf } from "./tolerance.ts";

export interface CheckOptions {
  /** Holds a value against a JSON Schema; one sentence for each thing that is wrong. */
  readonly validateSchema: (schema: Readonly<Record<string, unknown>>, value: unknown) => readonly string[];
  readonly ask?: DeploymentToAsk | undefined;
}

/**
 * What the outcome does not meet; empty for a pass. Without an answer, or with an unexpected status, that is all that is
 * said: the rest would only follow from it.
 */
export function checkAnswer(
  { expect, expectPaths, path }: Pick<RunnableCase, "expect" | "expectPaths" | "path">,
  request: PreparedRequest,
  outcome: Outcome,
  options: CheckOptions,
): Mismatch[] {
  const at = (key: keyof Expectation): ValuePath => expectPaths[key] ?? path;
  if (outcome.kind === "failure") return [mismatch(path, failureWords(outcome, request), undefined, undefined)];
  const read = readAnswer(request, outcome, options.ask);
  const wrongStatus = checkStatus(expect.status, outcome, read, at("status"));
  if (wrongStatus) return [wrongStatus];
  return [
    ...(expect.values ?? []).flatMap((value, index) => checkValue(value, read.body, [...at("values"), index])),
    ...checkPredicted(expect, read, at),
    ...checkSchema(expect.schema, read, options, at("schema")),
    ...checkLatency(expect.latencyMs, outcome, at("latencyMs")),
    ...checkPredictor(expect.predictor, read, at("predictor")),
  ];
}

function checkStatus(
  status: Expectation["status"],
  answer: Answer,
  { error }: ReadAnswer,
  path: ValuePath,
): Mismatch | undefined {
  const wanted = status === undefined ? undefined : [status].flat();
  if (wanted ? wanted.includes(answer.status) : isSuccess(answer)) return undefined;
  const because = error?.explanation ? ` ${ended(error.explanation.meaning)} ${error.explanation.remedy}` : "";
  const message = error ? `${ended(error.words)}${because}` : l10n.t`The answer is ${statusName(answer)}.`;
  return mismatch(path, message, wanted && (wanted.length === 1 ? wanted[0] : wanted), answer.status);
}

function checkPredicted(expect: Expectation, read: ReadAnswer, at: (key: keyof Expectation) => ValuePath): Mismatch[] {
  const { prediction, labels, shape, names } = expect;
  const found: Mismatch[] = [];
  if (Object.hasOwn(expect, "prediction")) {
    const [wanted, actual] = alike(prediction, read.prediction);
    found.push(
      ...checkEqual(wanted, actual, toleranceOf(expect.tolerance), l10n.t("The prediction"), at("prediction")),
    );
  }
  if (labels) found.push(...checkLabels(labels, read.prediction, at("labels")));
  if (shape && !fitsShape(shape, read.shape)) {
    const message = l10n.t`The predicted values have the shape ${brief(read.shape)}, and ${brief(shape)} is expected.`;
    found.push(mismatch(at("shape"), message, shape, read.shape));
  }
  if (names && !isSame(names, read.names)) {
    found.push(mismatch(at("names"), l10n.t`The answer names ${brief(read.names)}.`, names, read.names));
  }
  return found;
}

/**
 * Protocols wrap the same values differently: one value, a list of one, a matrix of one row. Where both hold equally many
 * and at most one axis is longer than 1, only the values count; `shape` is there to be strict.
 */
function alike(wanted: unknown, actual: unknown): readonly [unknown, unknown] {
  const left = isList(wanted) ? flatten(wanted) : [wanted];
  const right = isList(actual) ? flatten(actual) : [actual];
  const isLine = isVector(wanted) && isVector(actual) && left?.length === right?.length;
  return isLine ? [left, right] : [wanted, actual];
}

function isVector(value: unknown): boolean {
  let level: unknown = value;
  while (isList(level) && level.length === 1) level = level[0];
  return !isList(level) || level.every(item => !isList(item) || (item.length === 1 && !isList(item[0])));
}

function checkLabels(labels: readonly unknown[], prediction: unknown, path: ValuePath): Mismatch[] {
  const values = isList(prediction) ? (flatten(prediction) ?? []) : [prediction];
  const odd = values.find(value => !labels.includes(value));
  if (values.length > 0 && odd === undefined && prediction !== undefined) return [];
  return [mismatch(path, l10n.t`${brief(odd)} is predicted, which is none of the labels.`, labels, prediction)];
}

function fitsShape(wanted: readonly (number | null)[], actual: readonly number[] | undefined): boolean {
  return actual?.length === wanted.length && wanted.every((length, axis) => length === null || length === actual[axis]);
}

function checkSchema(
  schema: Expectation["schema"],
  read: ReadAnswer,
  { validateSchema }: CheckOptions,
  path: ValuePath,
): Mismatch[] {
  if (!schema) return [];
  if (read.body === undefined)
    return [mismatch(path, l10n.t("The answer is no JSON, so it has no schema."), undefined, undefined)];
  const problems = validateSchema(schema, read.body);
  return problems
    .slice(0, 20)
    .map(problem => mismatch(path, l10n.t`The answer does not fit the schema: ${problem}`, undefined, undefined));
}

function checkLatency(wanted: number | undefined, { latency }: Answer, path: ValuePath): Mismatch[] {
  if (wanted === undefined || latency <= wanted) return [];
  const taken = Math.round(latency * 10) / 10;
  return [mismatch(path, l10n.t`The answer took ${taken} ms, and at most ${wanted} ms are expected.`, wanted, taken)];
}

function checkPredictor(wanted: string | undefined, { predictor }: ReadAnswer, path: ValuePath): Mismatch[] {
  if (wanted === undefined || wanted === predictor) return [];
  const message =
    predictor === undefined
      ? l10n.t("The answer does not tell which predictor it comes from. Ask one by its name, through its Service.")
      : l10n.t`${predictor} answered, and ${wanted} is expected.`;
  return [mismatch(path, message, wanted, predictor)];
}
