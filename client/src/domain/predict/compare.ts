// The same request to several predictors: what differs, how often, and how fast each one is.
import { isList } from "../deploy/plain.ts";
import { failureWords } from "./answer-error.ts";
import type { Outcome, PreparedRequest } from "./exchange.ts";
import { histogram } from "./histogram.ts";
import { readAnswer, type ReadAnswer } from "./read-answer.ts";
import { valueDifferences, type Tolerance, type ValueDifference } from "./tolerance.ts";

/** What one predictor made of the request. */
export interface AnswerToCompare {
  readonly predictor: string;
  readonly request: PreparedRequest;
  readonly outcome: Outcome;
}

export interface ComparedAnswer {
  readonly predictor: string;
  /** `undefined` where nothing came back. */
  readonly read: ReadAnswer | undefined;
  /** Milliseconds. */
  readonly latency: number;
  /** Why there is no prediction, in a sentence. */
  readonly problem: string | undefined;
  /** From the reference, in the predicted values; its own list is empty. */
  readonly differences: readonly ValueDifference[];
  /** The largest difference of two numbers; `undefined` where none differ. */
  readonly largest: number | undefined;
  /** Predicts what the reference predicts. An error agrees with nothing. */
  readonly agrees: boolean;
}

export interface Comparison {
  /** The predictor that the others are held against: the first one. */
  readonly reference: string | undefined;
  readonly answers: readonly ComparedAnswer[];
  readonly agrees: boolean;
}

/** The first answer is the reference; of predicted values only, so that names, tags and identifiers may differ. */
export function compareAnswers(list: readonly AnswerToCompare[], tolerance: Tolerance): Comparison {
  const read = list.map(({ request, outcome }) =>
    outcome.kind === "answer" ? readAnswer(request, outcome) : undefined,
  );
  const [reference] = read;
  const answers = list.map((item, index) =>
    compared(item, read[index], index === 0 ? undefined : reference, tolerance),
  );
  const [first, ...others] = answers;
  const isReferenceGood = first !== undefined && first.problem === undefined;
  return { reference: first?.predictor, answers, agrees: isReferenceGood && others.every(answer => answer.agrees) };
}

function compared(
  { predictor, request, outcome }: AnswerToCompare,
  read: ReadAnswer | undefined,
  reference: ReadAnswer | undefined,
  tolerance: Tolerance,
): ComparedAnswer {
  const problem = problemOf(request, outcome, read);
  const isComparable = problem === undefined && reference?.isSuccess === true;
  const differences = isComparable ? valueDifferences(comparable(reference), comparable(read), tolerance) : [];
  const numbers = differences.flatMap(({ by }) => (by === undefined ? [] : [by]));
  return {
    predictor,
    read,
    latency: outcome.latency,
    problem,
    differences,
    largest: numbers.length === 0 ? undefined : numbers.reduce((most, by) => Math.max(most, by), 0),
    agrees: problem === undefined && (reference === undefined || (isComparable && differences.length === 0)),
  };
}

function problemOf(request: PreparedRequest, outcome: Outcome, read: ReadAnswer | undefined): string | undefined {
  return outcome.kind === "failure" ? failureWords(outcome, request) : read?.error?.words;
}

/** The values; of bytes their text. */
function comparable(read: ReadAnswer | undefined): unknown {
  return read?.prediction === undefined ? read?.images.map(image => image.base64) : read.prediction;
}

/** One case of a table, asked of every predictor. */
export interface ComparisonRow {
  readonly name: string;
  readonly comparison: Comparison;
}

export interface ComparisonSummary {
  readonly cases: number;
  readonly reference: string | undefined;
  readonly predictors: readonly PredictorSummary[];
  /** The largest differences of numbers over all cases, the largest first. */
  readonly biggest: readonly BiggestDifference[];
}

export interface PredictorSummary {
  readonly predictor: string;
  /** Cases in which it predicts what the reference predicts. */
  readonly agreeing: number;
  /** Cases in which both it and the reference predicted something: the agreement rate is `agreeing / compared`. */
  readonly compared: number;
  readonly errors: number;
  /** Of its answers, in milliseconds; `undefined` without one. */
  readonly p50: number | undefined;
  readonly p90: number | undefined;
  readonly p99: number | undefined;
}

export interface BiggestDifference extends ValueDifference {
  readonly name: string;
  readonly predictor: string;
}

const MOST_SHOWN = 10;

export function summarize(rows: readonly ComparisonRow[]): ComparisonSummary {
  const names = [...new Set(rows.flatMap(({ comparison }) => comparison.answers.map(answer => answer.predictor)))];
  const differences = rows.flatMap(({ name, comparison }) =>
    comparison.answers.flatMap(answer =>
      answer.differences.map(difference => ({ ...difference, name, predictor: answer.predictor })),
    ),
  );
  return {
    cases: rows.length,
    reference: rows[0]?.comparison.reference,
    predictors: names.map(name => summaryOf(name, rows)),
    biggest: differences.sort((left, right) => weight(right) - weight(left)).slice(0, MOST_SHOWN),
  };
}

/** What is not even alike weighs more than any number. */
function weight({ by }: ValueDifference): number {
  return by ?? Number.MAX_VALUE;
}

function summaryOf(predictor: string, rows: readonly ComparisonRow[]): PredictorSummary {
  const latencies = histogram();
  let agreeing = 0;
  let count = 0;
  let errors = 0;
  for (const { comparison } of rows) {
    const answer = comparison.answers.find(other => other.predictor === predictor);
    if (!answer) continue;
    if (answer.read) latencies.add(answer.latency);
    if (answer.problem !== undefined) errors += 1;
    else if (comparison.answers[0]?.problem === undefined) {
      count += 1;
      if (answer.agrees) agreeing += 1;
    }
  }
  const [p50, p90, p99] = [0.5, 0.9, 0.99].map(share => latencies.quantile(share));
  return { predictor, agreeing, compared: count, errors, p50, p90, p99 };
}

/** Which cells of an answer's table differ from the reference's, to be marked. */
export function differingCells(answer: ComparedAnswer): ReadonlySet<string> {
  const table = answer.read?.table;
  if (!table || !isList(answer.read.prediction)) return new Set();
  return new Set(
    answer.differences.flatMap(({ path: [row, column = 0] }) => (row === undefined ? [] : [`${row}:${column}`])),
  );
}
