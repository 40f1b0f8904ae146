// Reads an answer: what was predicted, by whom, and what went wrong.
import { isMap, isSame, listAt, mapAt, textAt, valueAt, type PlainMap } from "../deploy/plain.ts";
import type { DeploymentToAsk } from "./ask.ts";
import { readBody } from "./answer-body.ts";
import { answerError, isSuccess, type AnswerError } from "./answer-error.ts";
import type { Answer, PreparedRequest } from "./exchange.ts";
import { readExplanation, type Explanation } from "./explanation.ts";
import { imagesIn, predictedShape, readPrediction, type AnswerImage, type AnswerTable } from "./predicted.ts";

export interface ReadAnswer {
  /** The body as JSON; `undefined` where it is none. */
  readonly body: unknown;
  readonly isSuccess: boolean;
  readonly error: AnswerError | undefined;
  /** The predicted values: nested lists, a text, an object by output where v2 has several. */
  readonly prediction: unknown;
  readonly shape: readonly number[] | undefined;
  /** As the answer gives them: columns (Seldon) or outputs (v2); often none. */
  readonly names: readonly string[];
  readonly table: AnswerTable | undefined;
  readonly images: readonly AnswerImage[];
  readonly explanation: Explanation | undefined;
  /** The model wrote NaN or Infinity; `null` stands in their place. */
  readonly hasNotANumber: boolean;
  /**
   * The answer is the request: units whose type is misspelt, and built-ins without code, hand it back with 200
   * (seldon-facts §7.6, §11.3, §11.4). A transformer may do so rightly.
   */
  readonly isEcho: boolean;
  /** Which predictor answered, where the way or the answer tells. */
  readonly predictor: string | undefined;
  readonly puid: string | undefined;
  /** Of a v2 server. */
  readonly model: { readonly name: string; readonly version: string | undefined } | undefined;
  /** Branch that each router took; −1 is all (seldon-facts §7.6). Only with routing injection in the executor. */
  readonly routing: Readonly<Record<string, number>>;
  /** Image of each unit that the request went through. */
  readonly requestPath: Readonly<Record<string, string>>;
  readonly metrics: readonly AnswerMetric[];
  readonly tags: PlainMap;
}

export interface AnswerMetric {
  readonly key: string;
  /** `COUNTER`, `GAUGE` or `TIMER`. */
  readonly type: string;
  readonly value: number;
}

/** @param ask lets the answer's units tell which predictor they belong to, where a gateway chose it */
export function readAnswer(request: PreparedRequest, answer: Answer, ask?: DeploymentToAsk): ReadAnswer {
  const { value: body, hasNotANumber } = readBody(answer.body);
  const isGood = isSuccess(answer);
  const predicted = readPrediction(isGood ? body : undefined, request.protocol, answer.transport);
  const meta = mapAt(body, "meta");
  const requestPath = textsOf(meta["requestPath"]);
  return {
    body,
    isSuccess: isGood,
    error: answerError(request, answer, body),
    prediction: predicted.value,
    shape: predictedShape(predicted.value),
    names: predicted.names,
    table: predicted.table,
    images: imagesIn(predicted.bytes),
    explanation: isGood ? readExplanation(body, predicted) : undefined,
    hasNotANumber,
    isEcho: isGood && isEcho(request, body),
    predictor: request.predictor ?? predictorOf(requestPath, ask),
    puid: textAt(meta, "puid") ?? headerOf(answer, "seldon-puid") ?? textAt(body, "id"),
    model: modelOf(body),
    routing: numbersOf(meta["routing"]),
    requestPath,
    metrics: listAt(meta, "metrics").flatMap(metricOf),
    tags: mapAt(meta, "tags"),
  };
}

/** Longest body that is looked at for it. */
const LONGEST_ECHO = 1_000_000;

/** The same data; `meta` is filled in on the way. Feedback is answered like that as a rule. */
function isEcho({ call, endpoint }: PreparedRequest, body: unknown): boolean {
  if (endpoint !== "predict" || !isMap(body)) return false;
  if (call.transport === "rest" && (call.body ?? "").length > LONGEST_ECHO) return false;
  const sent = call.transport === "grpc" ? call.message : readBody(call.body ?? "").value;
  return isMap(sent) && isSame(withoutMeta(sent), withoutMeta(body));
}

function withoutMeta({ meta: _meta, ...rest }: PlainMap): PlainMap {
  return rest;
}

/** The one predictor that has all of these units; several may have units of the same names. */
function predictorOf(
  requestPath: Readonly<Record<string, string>>,
  ask: DeploymentToAsk | undefined,
): string | undefined {
  const units = Object.keys(requestPath);
  if (!ask || units.length === 0) return undefined;
  const fitting = ask.predictors.filter(
    ({ units: own, isShadow }) => !isShadow && units.every(unit => own.some(({ name }) => name === unit)),
  );
  return fitting.length === 1 ? fitting[0]?.name : undefined;
}

function modelOf(body: unknown): ReadAnswer["model"] {
  const name = textAt(body, "model_name") ?? textAt(body, "modelName");
  const version = textAt(body, "model_version") ?? textAt(body, "modelVersion");
  return name === undefined || name === "" ? undefined : { name, version: version === "" ? undefined : version };
}

/** Over gRPC the first kind of metric is left out of the message, because it is the number 0 (grpc-fields.md). */
function metricOf(metric: unknown): AnswerMetric[] {
  const key = textAt(metric, "key");
  const value = valueAt(metric, "value");
  if (key === undefined) return [];
  return [{ key, type: textAt(metric, "type") ?? "COUNTER", value: typeof value === "number" ? value : 0 }];
}

function headerOf({ headers }: Answer, wanted: string): string | undefined {
  return headers.find(([name]) => name.toLowerCase() === wanted)?.[1];
}

function textsOf(value: unknown): Record<string, string> {
  const entries = isMap(value) ? Object.entries(value) : [];
  return Object.fromEntries(entries.flatMap(([key, text]) => (typeof text === "string" ? [[key, text] as const] : [])));
}

function numbersOf(value: unknown): Record<string, number> {
  const entries = isMap(value) ? Object.entries(value) : [];
  return Object.fromEntries(entries.flatMap(([key, at]) => (typeof at === "number" ? [[key, at] as const] : [])));
}
