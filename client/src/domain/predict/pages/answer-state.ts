// What the view of an answer shows of a request's outcome.
import * as l10n from "@vscode/l10n";
import type { PageError, PageFact, ShownAnswer } from "../../../../../schemas/src/index.ts";
import { counted } from "../../../../../schemas/src/index.ts";
import { SIGNATURES } from "../../signatures/registry.ts";
import { failureWords, statusName, type AnswerError } from "../answer-error.ts";
import type { DeploymentToAsk } from "../ask.ts";
import type { RunnableCase } from "../cases.ts";
import type { Answer, Failure, Outcome, PreparedRequest } from "../exchange.ts";
import type { Explanation } from "../explanation.ts";
import type { Mismatch } from "../mismatch.ts";
import { printValue } from "../print-value.ts";
import { readAnswer, type ReadAnswer } from "../read-answer.ts";
import { answerCharts, pageTable } from "./answer-table.ts";
import { millisecondsText, percentText, sizeText } from "./print.ts";

/** A request that was sent, with what came of it. */
export interface Exchange {
  readonly case: Pick<RunnableCase, "expect">;
  readonly request: PreparedRequest;
  readonly outcome: Outcome;
  readonly mismatches: readonly Mismatch[];
}

export interface ShowOptions {
  readonly ask: DeploymentToAsk | undefined;
  /** Ids of the manifest's rules that know a failure mode. */
  readonly rulesOf: (failureMode: string) => readonly string[];
}

/** Characters of a text that are shown; all of it is in the raw answer. */
const LONGEST_TEXT = 10_000;
/** Characters of an image in base64 that a page is sent. */
const LARGEST_IMAGE = 8_000_000;

const NOTHING = {
  table: null,
  charts: [],
  text: null,
  isTextCut: false,
  images: [],
  explanation: null,
  remarks: [],
  details: [],
} as const;

export function shownAnswer(exchange: Exchange, options: ShowOptions): ShownAnswer {
  const { outcome, request, mismatches } = exchange;
  if (outcome.kind === "failure") return shownFailure(outcome, request);
  const read = readAnswer(request, outcome, options.ask);
  const hasExpectation = Object.keys(exchange.case.expect).length > 0;
  return {
    tone: read.isSuccess && mismatches.length === 0 ? "good" : "bad",
    status: statusName(outcome),
    facts: facts(outcome, read),
    isExpected: hasExpectation ? mismatches.length === 0 : null,
    mismatches: hasExpectation
      ? mismatches.map(({ message, expected, actual }) => ({
          message,
          expected: expected ?? null,
          actual: actual ?? null,
        }))
      : [],
    error: read.error ? shownError(read.error, options) : null,
    ...shownPrediction(read),
    explanation: read.explanation ? shownExplanation(read.explanation) : null,
    remarks: remarks(read),
    details: details(read),
  };
}

function shownFailure(failure: Failure, request: PreparedRequest): ShownAnswer {
  const words = failureWords(failure, request);
  return {
    ...NOTHING,
    charts: [],
    images: [],
    remarks: [],
    details: [],
    tone: "bad",
    status: FAILED[failure.reason],
    facts: [{ label: l10n.t("After"), value: millisecondsText(failure.latency) }],
    isExpected: null,
    mismatches: [],
    error: { words, explanation: null },
  };
}

const FAILED: Readonly<Record<Failure["reason"], string>> = {
  timeout: l10n.t("No answer in time"),
  cancelled: l10n.t("Cancelled"),
  "not-connected": l10n.t("Not sent"),
  cut: l10n.t("Connection broke"),
};

function facts({ latency, size, pod }: Answer, { predictor }: ReadAnswer): PageFact[] {
  return [
    ...(predictor === undefined ? [] : [{ label: l10n.t("Predictor"), value: predictor }]),
    { label: l10n.t("Latency"), value: millisecondsText(latency) },
    { label: l10n.t("Size"), value: sizeText(size) },
    ...(pod === undefined ? [] : [{ label: l10n.t("Pod"), value: pod }]),
  ];
}

function shownError({ words, explanation }: AnswerError, { rulesOf }: ShowOptions): PageError {
  if (!explanation) return { words, explanation: null };
  const { signature, title, meaning, remedy } = explanation;
  const modes = SIGNATURES.find(({ id }) => id === signature)?.failureModes ?? [];
  return { words, explanation: { title, meaning, remedy, rules: [...new Set(modes.flatMap(rulesOf))] } };
}

type Predicted = Pick<ShownAnswer, "table" | "charts" | "text" | "isTextCut" | "images">;

/** An explanation is shown readably instead of as the text that it came in. */
function shownPrediction({ table, prediction, images, explanation, isSuccess, body }: ReadAnswer): Predicted {
  const shown = images.filter(({ base64 }) => base64.length <= LARGEST_IMAGE).map(image => ({ ...image }));
  const nothing = { table: null, charts: [], text: null, isTextCut: false, images: shown };
  if (!isSuccess || explanation) return nothing;
  if (table) return { ...nothing, table: pageTable(table), charts: answerCharts(table) };
  if (prediction === undefined && images.length > 0) return nothing;
  const value = prediction ?? body;
  const text = typeof value === "string" ? value : printValue(value);
  return { ...nothing, text: text.slice(0, LONGEST_TEXT), isTextCut: text.length > LONGEST_TEXT };
}

function shownExplanation(explanation: Explanation): NonNullable<ShownAnswer["explanation"]> {
  const { method, anchor, precision, coverage, attributions } = explanation;
  return {
    method,
    anchor: [...anchor],
    facts: [
      ...(precision === undefined ? [] : [{ label: l10n.t("Precision"), value: percentText(precision) }]),
      ...(coverage === undefined ? [] : [{ label: l10n.t("Coverage"), value: percentText(coverage) }]),
    ],
    charts: attributions.slice(0, MOST_ATTRIBUTIONS).map(({ output, row, values }) => ({
      title: [output === undefined ? undefined : l10n.t`Output ${output}`, l10n.t`row ${row + 1}`]
        .filter(Boolean)
        .join(", "),
      bars: values.slice(0, MOST_FEATURES).map(({ feature, value }) => ({ label: feature, value })),
    })),
  };
}

const MOST_ATTRIBUTIONS = 6;
const MOST_FEATURES = 30;

function remarks({ hasNotANumber, images, isSuccess, body }: ReadAnswer): string[] {
  const large = images.filter(({ base64 }) => base64.length > LARGEST_IMAGE).length;
  return [
    ...(hasNotANumber
      ? [l10n.t("The model answered NaN or Infinity, which JSON does not know; null stands in its place.")]
      : []),
    ...(large > 0 ? [l10n.t`${counted(large, "image")} too large to be shown here.`] : []),
    ...(isSuccess && body === undefined ? [l10n.t("The answer is no JSON. Its text is in the raw answer.")] : []),
  ];
}

function details({ puid, model, routing, requestPath, metrics, tags }: ReadAnswer): PageFact[] {
  return [
    ...(puid === undefined ? [] : [{ label: l10n.t("Request id"), value: puid }]),
    ...(model ? [{ label: l10n.t("Model"), value: [model.name, model.version].filter(Boolean).join(" ") }] : []),
    ...Object.entries(requestPath).map(([unit, image]) => ({ label: l10n.t`Unit ${unit}`, value: image })),
    ...Object.entries(routing).map(([router, branch]) => ({
      label: l10n.t`Router ${router}`,
      value: branchText(branch),
    })),
    ...metrics.map(({ key, type, value }) => ({
      label: l10n.t`Metric ${key}`,
      value: `${value} (${type.toLowerCase()})`,
    })),
    ...Object.entries(tags).map(([key, value]) => ({ label: l10n.t`Tag ${key}`, value: printValue(value) })),
  ];
}

/** −1 is all children, −2 is none (seldon-facts §7.6). */
export function branchText(branch: number): string {
  if (branch === -1) return l10n.t("to all children");
  return branch === -2 ? l10n.t("to none") : l10n.t`to child ${branch + 1}`;
}
