// What a Prometheus server is asked, and what it answers: the counters themselves, so that the same arithmetic gives the same numbers.
import * as l10n from "@vscode/l10n";
import { isList, isMap, textAt, valueAt } from "../../deploy/plain.ts";
import { executorCounters, PREDICTION_SERVICES, SERVED, type ExecutorCounters } from "./counters.ts";
import { parseMetricNumber, type MetricSample } from "./prometheus-text.ts";

export interface QueriedDeployment {
  readonly name: string;
  /** The label that a scrape configuration gives to the pod's namespace, such as `namespace`, and its value. */
  readonly namespace?: { readonly label: string; readonly value: string };
}

/**
 * All request counters of a deployment's executors at one moment. Two such answers are compared like two scrapes; `increase`
 * would extrapolate to the window's edges and so count requests that never were.
 */
export function countersQuery(deployment: QueriedDeployment): string {
  return `{__name__=~"${SERVED}_(bucket|sum|count)",${selector(deployment)}}`;
}

/** For plots: requests per second by predictor. @param seconds length of the window, at least four scrape intervals */
export function rateQuery(deployment: QueriedDeployment, seconds: number): string {
  return `sum by (predictor_name) (rate(${SERVED}_count{${selector(deployment)}}[${seconds}s]))`;
}

/** For plots: errors per second by predictor. */
export function errorsQuery(deployment: QueriedDeployment, seconds: number): string {
  const errors = `${SERVED}_count{${selector(deployment)},code!~"2..|OK"}`;
  return `sum by (predictor_name) (rate(${errors}[${seconds}s]))`;
}

/** For plots: a quantile of the latency in seconds by predictor. @param share 0 to 1 */
export function quantileQuery(deployment: QueriedDeployment, share: number, seconds: number): string {
  const buckets = `${SERVED}_bucket{${selector(deployment)}}`;
  return `histogram_quantile(${share}, sum by (predictor_name, le) (rate(${buckets}[${seconds}s])))`;
}

function selector({ name, namespace }: QueriedDeployment): string {
  const inNamespace = namespace ? `,${namespace.label}=${quoted(namespace.value)}` : "";
  return `deployment_name=${quoted(name)}${inNamespace},service=~"${PREDICTION_SERVICES}"`;
}

function quoted(text: string): string {
  return `"${text.replaceAll("\\", "\\\\").replaceAll('"', '\\"').replaceAll("\n", "\\n")}"`;
}

export type QueryAnswer<T> =
  { readonly kind: "ok"; readonly value: T } | { readonly kind: "failed"; readonly reason: string };

/** Labels that are of a series and not of who was scraped. */
const OF_SERIES = new Set(["__name__", "le", "code", "method", "service", "quantile"]);

/** The counters in the answer to `countersQuery`, an executor for each target that was scraped. @param body the parsed JSON */
export function countersOfAnswer(body: unknown, deployment: string): QueryAnswer<readonly ExecutorCounters[]> {
  const result = resultOf(body, "vector");
  if (result.kind === "failed") return result;
  const targets = new Map<string, MetricSample[]>();
  for (const entry of result.value) {
    const { __name__: name = "", ...labels } = labelsOf(entry);
    const [, value] = numbersOf(valueAt(entry, "value"));
    if (value === undefined) continue;
    const target = Object.entries(labels)
      .filter(([label]) => !OF_SERIES.has(label))
      .map(([label, text]) => `${label}=${text}`)
      .sort()
      .join(",");
    const samples = targets.get(target) ?? [];
    targets.set(target, samples);
    samples.push({ name, labels, value });
  }
  return { kind: "ok", value: [...targets].map(([target, samples]) => executorCounters(target, samples, deployment)) };
}

export interface PlotPoint {
  /** Milliseconds since the epoch. */
  readonly at: number;
  /** Undefined where there is nothing to tell, such as a quantile of no requests. */
  readonly value: number | undefined;
}

/** Lines by predictor in the answer to a range query. @param body the parsed JSON */
export function linesOfAnswer(body: unknown): QueryAnswer<ReadonlyMap<string, readonly PlotPoint[]>> {
  const result = resultOf(body, "matrix");
  if (result.kind === "failed") return result;
  const lines = result.value.map((entry): [string, readonly PlotPoint[]] => {
    const values = valueAt(entry, "values");
    const points = (isList(values) ? values : []).flatMap(pair => {
      const [seconds, value] = numbersOf(pair);
      if (seconds === undefined) return [];
      return [{ at: seconds * 1000, value: value !== undefined && Number.isFinite(value) ? value : undefined }];
    });
    return [labelsOf(entry)["predictor_name"] ?? "", points];
  });
  return { kind: "ok", value: new Map(lines) };
}

function resultOf(body: unknown, type: "vector" | "matrix"): QueryAnswer<readonly unknown[]> {
  if (textAt(body, "status") === "error") {
    return {
      kind: "failed",
      reason: textAt(body, "error") ?? l10n.t("The Prometheus server gives an error without words."),
    };
  }
  const result = valueAt(body, "data", "result");
  if (textAt(body, "data", "resultType") !== type || !isList(result)) {
    return { kind: "failed", reason: l10n.t("This is not what a Prometheus server answers.") };
  }
  return { kind: "ok", value: result };
}

function labelsOf(entry: unknown): Readonly<Record<string, string>> {
  const metric = valueAt(entry, "metric");
  const pairs = isMap(metric) ? Object.entries(metric) : [];
  return Object.fromEntries(pairs.flatMap(([label, value]) => (typeof value === "string" ? [[label, value]] : [])));
}

/** A pair of a time in seconds, as a number, and a value, as text. */
function numbersOf(pair: unknown): readonly [number | undefined, number | undefined] {
  if (!isList(pair)) return [undefined, undefined];
  const [seconds, value] = pair;
  return [
    typeof seconds === "number" ? seconds : undefined,
    typeof value === "string" ? parseMetricNumber(value) : undefined,
  ];
}
