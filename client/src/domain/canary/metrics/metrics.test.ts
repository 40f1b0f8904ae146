// The executors' metrics: text, resets, several pods, quantiles as Prometheus gives them, and the same from a Prometheus server.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { countedBetween, executorCounters, type ExecutorCounters } from "./counters.ts";
import { predictorMetrics, type PredictorMetrics } from "./predictor-metrics.ts";
import {
  countersOfAnswer,
  countersQuery,
  errorsQuery,
  linesOfAnswer,
  quantileQuery,
  rateQuery,
} from "./prometheus-queries.ts";
import { parseMetricText } from "./prometheus-text.ts";
import { histogramQuantile } from "./quantile.ts";

const LIMITS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/** What an executor prints (seldon-facts §8). @param answers code and latency in seconds */
function executorText(predictor: string, answers: readonly (readonly [code: string, seconds: number])[]): string {
  const codes = [...new Set(answers.map(([code]) => code))];
  const name = "seldon_api_executor_server_requests_seconds";
  const lines = codes.flatMap(code => {
    const times = answers.filter(answer => answer[0] === code).map(([, seconds]) => seconds);
    const labels = `code="${code}",deployment_name="iris",method="post",predictor_name="${predictor}",predictor_version="",service="predictions"`;
    return [
      ...LIMITS.map(limit => `${name}_bucket{${labels},le="${limit}"} ${times.filter(time => time <= limit).length}`),
      `${name}_bucket{${labels},le="+Inf"} ${times.length}`,
      `${name}_sum{${labels}} ${times.reduce((sum, time) => sum + time, 0)}`,
      `${name}_count{${labels}} ${times.length}`,
      `${name}_summary{${labels},quantile="0.5"} 0.1`,
      `${name}_summary_count{${labels}} 99`,
    ];
  });
  const feedback = `${name}_count{code="200",deployment_name="iris",predictor_name="${predictor}",service="feedback"} 7`;
  return [`# HELP ${name} A histogram`, `# TYPE ${name} histogram`, ...lines, feedback, ""].join("\n");
}

function look(pods: Readonly<Record<string, string>>): readonly ExecutorCounters[] {
  return Object.entries(pods).map(([pod, text]) => executorCounters(pod, parseMetricText(text).samples, "iris"));
}

function answers(count: number, seconds = 0.02, code = "200"): (readonly [string, number])[] {
  return Array.from({ length: count }, () => [code, seconds] as const);
}

function between(before: Readonly<Record<string, string>>, after: Readonly<Record<string, string>>): PredictorMetrics {
  const [metrics] = predictorMetrics(["main"], countedBetween(look(before), look(after)), 10);
  return metrics ?? expect.fail("no metrics");
}

describe("the text format", () => {
  test.each([
    ["up 1", { name: "up", labels: {}, value: 1 }],
    ['a{b="c",} 1e3 1395066363000', { name: "a", labels: { b: "c" }, value: 1000 }],
    ['a { b = "c" , d="e" } -Inf', { name: "a", labels: { b: "c", d: "e" }, value: -Infinity }],
    [String.raw`a{p="C:\\x\"y\"\n, }"} .5`, { name: "a", labels: { p: 'C:\\x"y"\n, }' }, value: 0.5 }],
    ['a_bucket{le="+Inf"} 3 # {trace_id="x"} 0.67', { name: "a_bucket", labels: { le: "+Inf" }, value: 3 }],
  ])("reads %s", (line, sample) => expect(parseMetricText(`${line}\r\n`).samples).toEqual([sample]));

  test("counts what it cannot read", () => {
    const text = '<html>\na{b="c} 1\na{b="c"} x\n\n# HELP a\na{b="c" 1\n404 page not found\nok 1';
    expect(parseMetricText(text)).toEqual({ samples: [{ name: "ok", labels: {}, value: 1 }], unreadable: 5 });
  });

  test("reads any text without failing", () => {
    const piece = fc.constantFrom("a", "{", "}", '"', "=", ",", "\\", "\n", " ", "1", "#", "le", "+Inf");
    fc.assert(
      fc.property(fc.string({ unit: piece, maxLength: 30 }), text => {
        const { samples, unreadable } = parseMetricText(text);
        expect(samples.length + unreadable).toBeLessThanOrEqual(text.split("\n").length);
      }),
    );
  });
});

describe("quantiles", () => {
  const buckets = [
    { limit: 0.1, count: 10 },
    { limit: 0.5, count: 30 },
    { limit: 1, count: 40 },
    { limit: Infinity, count: 50 },
  ];

  // Worked out by the rule that Prometheus documents for histogram_quantile.
  test.each([
    [0.1, 0.05],
    [0.2, 0.1],
    [0.5, 0.4],
    [0.7, 0.75],
    [0.95, 1],
    [0, 0],
  ])("%d is %d", (share, value) => expect(histogramQuantile(share, buckets)).toBeCloseTo(value, 10));

  test("of nothing, or without the last bucket, are not known", () => {
    expect(histogramQuantile(0.5, [])).toBeUndefined();
    expect(histogramQuantile(0.5, buckets.slice(0, -1))).toBeUndefined();
    expect(
      histogramQuantile(
        0.5,
        buckets.map(({ limit }) => ({ limit, count: 0 })),
      ),
    ).toBeUndefined();
  });

  test("lie in the bucket of the true value", () => {
    const times = fc.array(fc.double({ min: 0.001, max: 9, noNaN: true }), { minLength: 1, maxLength: 50 });
    fc.assert(
      fc.property(times, fc.constantFrom(0.5, 0.95, 0.99), (values, share) => {
        const all = [...LIMITS, Infinity].map(limit => ({
          limit,
          count: values.filter(value => value <= limit).length,
        }));
        const quantile = histogramQuantile(share, all) ?? Number.NaN;
        const truth = [...values].sort((a, b) => a - b)[Math.ceil(share * values.length) - 1] ?? Number.NaN;
        const top = LIMITS.find(limit => truth <= limit) ?? Number.NaN;
        const bottom = LIMITS.findLast(limit => limit < truth) ?? 0;
        expect(quantile).toBeGreaterThanOrEqual(bottom);
        expect(quantile).toBeLessThanOrEqual(top + 1e-9);
      }),
    );
  });
});

describe("between two looks", () => {
  test("requests, errors by code and latencies; feedback and summaries are left out", () => {
    const first = [...answers(100), ...answers(5, 0.02, "500")];
    const second = [...first, ...answers(90), ...answers(8, 0.2, "500"), ...answers(2, 0.02, "400")];
    const metrics = between({ a: executorText("main", first) }, { a: executorText("main", second) });
    expect(metrics).toMatchObject({ requests: 100, errors: 10, errorRate: 0.1, perSecond: 10, seconds: 10 });
    expect(metrics.codes).toEqual({ "200": 90, "400": 2, "500": 8 });
    expect(metrics.meanMs).toBeCloseTo(34.4, 6);
    expect(metrics.p50Ms).toBeCloseTo(10 + (15 * 50) / 92, 6);
    expect(metrics.p95Ms).toBeCloseTo(100 + (150 * 3) / 8, 6);
  });

  test("pods are added up; a new one counts from 0, one that is gone is lost", () => {
    const metrics = between(
      { a: executorText("main", answers(10)), gone: executorText("main", answers(50)) },
      { a: executorText("main", answers(15)), b: executorText("main", answers(3)) },
    );
    expect(metrics.requests).toBe(8);
  });

  test("an executor that was started anew counts from 0, in all of its series", () => {
    const before = executorText("main", [...answers(10), ...answers(10, 0.02, "500")]);
    expect(between({ a: before }, { a: executorText("main", answers(12)) })).toMatchObject({ requests: 12, errors: 0 });
    expect(between({ a: before }, { a: executorText("main", answers(4)) })).toMatchObject({ requests: 4 });
  });

  test("without requests nothing is known of errors and latencies", () => {
    const text = executorText("main", answers(10));
    expect(between({ a: text }, { a: text })).toMatchObject({ requests: 0, errorRate: undefined, p95Ms: undefined });
    expect(between({}, {})).toMatchObject({ requests: 0, meanMs: undefined });
  });

  test("gRPC counts by its full method and its own codes", () => {
    const text = [
      ["/seldon.protos.Seldon/Predict", "OK", 5],
      ["/inference.GRPCInferenceService/ModelInfer", "Internal", 2],
      ["/seldon.protos.Seldon/SendFeedback", "OK", 100],
    ].map(
      ([service, code, count]) =>
        `seldon_api_executor_server_requests_seconds_count{code="${code ?? ""}",deployment_name="iris",method="unary",predictor_name="main",service="${service ?? ""}"} ${count ?? 0}`,
    );
    expect(between({}, { a: text.join("\n") })).toMatchObject({ requests: 7, errors: 2 });
  });

  test("other deployments and predictors do not count", () => {
    const other = executorText("main", answers(9)).replaceAll('"iris"', '"wine"');
    expect(between({}, { a: other, b: executorText("canary", answers(9)) }).requests).toBe(0);
  });
});

describe("a Prometheus server", () => {
  const deployment = { name: "iris", namespace: { label: "namespace", value: "models" } };

  /** What it answers after it has scraped these pods. */
  function answerFor(pods: Readonly<Record<string, string>>): unknown {
    const result = Object.entries(pods).flatMap(([instance, text]) =>
      parseMetricText(text)
        .samples.filter(
          ({ name, labels }) => /_seconds_(bucket|sum|count)$/.test(name) && labels["service"] !== "feedback",
        )
        .map(({ name, labels, value }) => ({
          metric: { __name__: name, ...labels, instance, job: "kubernetes-pods" },
          value: [1_795_251_600, String(value)],
        })),
    );
    return { status: "success", data: { resultType: "vector", result } };
  }

  test("is asked in PromQL", () => {
    expect(countersQuery(deployment)).toBe(
      '{__name__=~"seldon_api_executor_server_requests_seconds_(bucket|sum|count)",deployment_name="iris",namespace="models",service=~"predictions|/.*/(Predict|ModelInfer|Classify|Regress|MultiInference)"}',
    );
    expect(quantileQuery({ name: 'a"b' }, 0.95, 60)).toContain('deployment_name="a\\"b"');
    const services = 'service=~"predictions|/.*/(Predict|ModelInfer|Classify|Regress|MultiInference)"';
    const counted = `seldon_api_executor_server_requests_seconds_count{deployment_name="iris",${services}`;
    expect(rateQuery({ name: "iris" }, 60)).toBe(`sum by (predictor_name) (rate(${counted}}[60s]))`);
    expect(errorsQuery({ name: "iris" }, 60)).toBe(`sum by (predictor_name) (rate(${counted},code!~"2..|OK"}[60s]))`);
  });

  test("gives the same numbers as the pods themselves", () => {
    const first = { a: executorText("main", answers(10)), b: executorText("main", answers(3, 0.3)) };
    const second = {
      a: executorText("main", [...answers(40), ...answers(2, 1.2, "500")]),
      b: executorText("main", answers(1, 0.3)),
    };
    const counters = [first, second].map(pods => {
      const answer = countersOfAnswer(answerFor(pods), "iris");
      return answer.kind === "ok" ? answer.value : expect.fail(answer.reason);
    });
    const [metrics] = predictorMetrics(["main"], countedBetween(counters[0] ?? [], counters[1] ?? []), 10);
    expect(metrics).toEqual(between(first, second));
    expect(metrics?.requests).toBe(33);
  });

  test("draws lines, with gaps for what is no number", () => {
    const values = [
      [1_000, "0.25"],
      [1_015.5, "NaN"],
    ];
    const result = [{ metric: { predictor_name: "main" }, values }];
    expect(linesOfAnswer({ status: "success", data: { resultType: "matrix", result } })).toEqual({
      kind: "ok",
      value: new Map([
        [
          "main",
          [
            { at: 1_000_000, value: 0.25 },
            { at: 1_015_500, value: undefined },
          ],
        ],
      ]),
    });
  });

  test.each([
    [{ status: "error", errorType: "bad_data", error: "parse error" }, "parse error"],
    ["<html>", "This is not what a Prometheus server answers."],
    [
      { status: "success", data: { resultType: "scalar", result: [1, "1"] } },
      "This is not what a Prometheus server answers.",
    ],
  ])("%o fails with words", (body, reason) => {
    expect(countersOfAnswer(body, "iris")).toEqual({ kind: "failed", reason });
  });
});
